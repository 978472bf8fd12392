import { inTransaction } from "~/platform/db/transaction.server";
import type { Ctx } from "./ctx.server";

/** Drops sessions, one-time values and limits whose time is over. */
export async function forgetOldRows(ctx: Ctx): Promise<void> {
	await inTransaction(ctx, async (tx) => {
		await tx.session.deleteMany({ where: { expiresAt: { lt: ctx.now } } });
		await tx.verification.deleteMany({ where: { expiresAt: { lt: ctx.now } } });
		await tx.rateLimit.deleteMany({ where: { expire: { lt: BigInt(ctx.now.getTime()) } } });
	});
}
