import { inTransaction } from "~/platform/db/transaction.server";
import { conflict, invalid, notFound } from "~/platform/errors";
import { isUuid } from "../access/authorize.server";
import type { DonorCtx } from "../access/ctx.server";
import { jstDay } from "../calendar/fiscal-year";
import { refundableYen } from "./get-own-gift.server";
import { insertRequest } from "./insert-request.server";
import { refundWindow } from "./refund-window";

/**
 * Asks the institution for a gift's money back, whole or in part. Nothing moves until staff say so.
 * @throws AppError gift_not_found, refund_window_over, refund_too_large, request_open_already
 */
export async function askRefund(
	ctx: DonorCtx,
	input: { giftId: string; amountYen: bigint; reason: string },
): Promise<{ requestId: string }> {
	const { giftId, amountYen, reason } = input;
	const gift = isUuid(giftId)
		? await ctx.db.gift.findUnique({
				where: { id: giftId },
				include: { allocations: { include: { payment: { include: { refunds: true } } } } },
			})
		: null;
	if (!gift) throw notFound("gift", giftId);
	const policy = await ctx.db.givingPolicy.findUnique({ where: { institutionId: gift.institutionId } });
	const { open, lastDay } = refundWindow({
		givenOn: gift.givenOn?.toISOString().slice(0, 10) ?? null,
		windowDays: policy?.refundWindowDays ?? 0,
		today: jstDay(ctx.now),
	});
	if (!open) {
		throw conflict("refund_window_over", `gift ${giftId}: the last day was ${lastDay}`, {
			personKey: "portal.refundWindowOver",
		});
	}
	const remainingYen = refundableYen(gift);
	if (amountYen <= 0n || amountYen > remainingYen) {
		throw invalid("refund_too_large", `gift ${giftId} has ${remainingYen} left`, {
			personKey: "portal.refundTooLarge",
			params: { max: remainingYen.toString() },
		});
	}
	const { donorId, institutionId } = gift;
	const requestId = await inTransaction(ctx, (tx) =>
		insertRequest(tx, ctx, { kind: "refund", donorId, institutionId, giftId, amountYen, reason }),
	);
	return { requestId };
}
