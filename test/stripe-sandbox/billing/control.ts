import { BadInput } from "../bad-input.ts";
import { NoSuchThing } from "../till.ts";
import type { RenewalOrder } from "../wire.ts";
import type { World } from "../world.ts";
import { type BillingSettings, billingSettings, keepBillingSettings } from "./settings.ts";

type Input = Record<string, unknown>;

const OUTCOMES = ["succeed", "decline", "insufficient_funds", "require_action", "expired"] as const;

/** `POST /_sandbox/renewals/{subscription}`: what its next charges do, whatever the card. */
export function orderRenewals(world: World, id: string, { outcome, times }: Input): RenewalOrder {
	const row = world.store.row("subscription", id);
	if (!row) throw new NoSuchThing(`no subscription ${id}`);
	const known = OUTCOMES.find((name) => name === outcome);
	if (!known) throw new BadInput(`outcome must be one of ${OUTCOMES.join(", ")}`);
	if (times !== undefined && (typeof times !== "number" || !Number.isSafeInteger(times) || times < 0))
		throw new BadInput("times must be a whole number, 0 or more");
	return world.change((tx) => tx.put("renewal_order", row.account, { id, outcome: known, left: times ?? null }));
}

/** `POST /_sandbox/billing`: the account's settings for failed renewals; what is absent stays. */
export function setBilling(world: World, { retryDays, afterRetries, upcomingDays }: Input): BillingSettings {
	const next = { ...billingSettings(world.store) };
	if (retryDays !== undefined) {
		const days = Array.isArray(retryDays)
			? retryDays.filter((day): day is number => Number.isInteger(day) && day > 0)
			: [];
		if (
			!Array.isArray(retryDays) ||
			days.length !== retryDays.length ||
			days.some((day, at) => day <= (days[at - 1] ?? 0))
		)
			throw new BadInput("retryDays must be whole numbers of days, each later than the one before");
		next.retryDays = days;
	}
	if (afterRetries !== undefined) {
		const known = (["cancel", "unpaid", "past_due"] as const).find((name) => name === afterRetries);
		if (!known) throw new BadInput("afterRetries must be cancel, unpaid or past_due");
		next.afterRetries = known;
	}
	if (upcomingDays !== undefined) {
		if (typeof upcomingDays !== "number" || !Number.isInteger(upcomingDays) || upcomingDays < 0)
			throw new BadInput("upcomingDays must be a whole number, 0 or more");
		next.upcomingDays = upcomingDays;
	}
	return world.change((tx) => keepBillingSettings(tx, next));
}
