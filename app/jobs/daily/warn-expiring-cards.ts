import { jobContext } from "~/domain/access/ctx.server";
import { forgetUnusedCardPages, warnExpiringCards as warn } from "~/domain/recurring/warn-expiring-cards.server";

export async function warnExpiringCards(): Promise<void> {
	const ctx = await jobContext("warnExpiringCards");
	await warn(ctx);
	await forgetUnusedCardPages(ctx);
}
