import type { Ctx } from "../access/ctx.server";
import { waitForMailsInFlight } from "../mailings/wait-for-mails-in-flight.server";

/** Waits until no mail to these donors is on its way, so that nothing arrives after a page said that it stopped. */
export async function waitForMails(ctx: Ctx, donorIds: readonly string[]): Promise<void> {
	await Promise.all(donorIds.map((donorId) => waitForMailsInFlight(ctx, donorId)));
}
