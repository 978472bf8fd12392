import { inTransaction } from "~/platform/db/transaction.server";
import { blankOldNotices } from "../mail-care/blank-mail-care.server";
import { blankMailsOfForgotten } from "../mails/blank-mails.server";
import { forgetUnconfirmedPeerPages } from "../peer-pages/forget-unconfirmed.server";
import { forgetOldPortalRows } from "../portal/forget-portal-links.server";
import { ANSWERS_KEPT_MS } from "./answer-once.server";
import type { Ctx } from "./ctx.server";

/** Drops sessions, one-time values, limits and kept answers of the API whose time is over. */
export async function forgetOldRows(ctx: Ctx): Promise<void> {
	await inTransaction(ctx, async (tx) => {
		await tx.session.deleteMany({ where: { expiresAt: { lt: ctx.now } } });
		await tx.verification.deleteMany({ where: { expiresAt: { lt: ctx.now } } });
		await tx.rateLimit.deleteMany({ where: { expire: { lt: BigInt(ctx.now.getTime()) } } });
		const keptSince = new Date(ctx.now.getTime() - ANSWERS_KEPT_MS);
		await forgetOldPortalRows(tx, ctx.now);
		await blankMailsOfForgotten(tx);
		await forgetUnconfirmedPeerPages(tx, ctx.now);
		await blankOldNotices(tx, ctx.now);
		await tx.apiIdempotency.deleteMany({ where: { createdAt: { lt: keptSince } } });
	});
}
