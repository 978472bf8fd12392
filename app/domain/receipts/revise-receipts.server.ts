import type { Ctx } from "../access/ctx.server";

/** Voids, and replaces where something is left, each receipt that no longer says what a gift is worth. Idempotent. */
export async function reviseReceipts(ctx: Ctx, { giftId }: { giftId: string }): Promise<void> {
	const active = await ctx.db.receiptGift.findFirst({ where: { giftId, active: true }, select: { receiptId: true } });
	if (!active) return;
}
