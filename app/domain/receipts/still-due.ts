import { holdOf } from "./due-rule";
import type { GiftFacts } from "./gift-facts.server";
import { certificateOn, type IssuerSettings } from "./issuer-settings.server";

/** Whether a line of a receipt in preparation still says what is true of its gift. */
export function isStillDue(gift: GiftFacts | undefined, line: { amountYen: bigint }, issuer: IssuerSettings): boolean {
	if (!gift || gift.worthYen !== line.amountYen) return false;
	// It stands on this very receipt, and the issue was begun while its issuer was on.
	const asked = { ...gift, receipted: false };
	const policy = { ...issuer, enabled: true };
	return holdOf(asked, policy, (day) => certificateOn(issuer, "special_public_interest", day)) === null;
}
