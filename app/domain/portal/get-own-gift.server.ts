import { notFound } from "~/platform/errors";
import { isUuid } from "../access/authorize.server";
import type { DonorCtx } from "../access/ctx.server";
import { jstDay, jstDayString } from "../calendar/fiscal-year";
import { allocatedYen } from "../payments/allocated-yen.ts";
import { OWN_GIFT_ROWS, ownGift } from "./own-gift";
import { refundWindow } from "./refund-window";

/**
 * One gift of the donor's: how its money stands, its receipt, what may be asked for.
 * @throws AppError gift_not_found, also when it is somebody else's
 */
export async function getOwnGift(ctx: DonorCtx, input: { giftId: string }) {
	const gift = isUuid(input.giftId)
		? await ctx.db.gift.findUnique({
				where: { id: input.giftId },
				include: {
					...OWN_GIFT_ROWS,
					receiptGifts: { include: { receipt: true }, orderBy: { receiptId: "asc" } },
					requests: { orderBy: { id: "desc" }, take: 20 },
				},
			})
		: null;
	if (!gift) throw notFound("gift", input.giftId);
	const policy = await ctx.db.givingPolicy.findUnique({ where: { institutionId: gift.institutionId } });
	const window = refundWindow({
		givenOn: gift.givenOn?.toISOString().slice(0, 10) ?? null,
		windowDays: policy?.refundWindowDays ?? 0,
		today: jstDay(ctx.now),
	});
	const remainingYen = refundableYen(gift);
	const waiting = gift.requests.some(({ kind, status }) => kind === "refund" && status === "open");
	return {
		...ownGift(gift, ctx.lang),
		publicToken: gift.publicToken,
		display: { name: gift.displayName, anonymous: gift.anonymous, message: gift.message, status: gift.displayStatus },
		typedName: gift.donorKind === "company" ? gift.companyName : `${gift.familyName} ${gift.givenName}`.trim(),
		refunds: gift.allocations
			.flatMap(({ payment }) => payment.refunds)
			.map(({ id, amountYen, status, createdAt }) => ({ id, amountYen, status, day: jstDayString(createdAt) })),
		receipts: gift.receiptGifts.map(({ receipt }) => ({
			id: receipt.id,
			numberText: receipt.numberText,
			status: receipt.status,
			issuedOn: receipt.issuedOn?.toISOString().slice(0, 10) ?? null,
		})),
		requests: gift.requests.map(({ id, kind, status, answer, amountYen, createdAt }) => ({
			id,
			kind,
			status,
			answer,
			amountYen,
			day: jstDayString(createdAt),
		})),
		refund: {
			lastDay: window.lastDay,
			remainingYen,
			mayAsk: window.open && remainingYen > 0n && !waiting,
		},
	};
}

/** What came in for it and is not on its way back, nor asked for by staff. */
export function refundableYen(gift: {
	allocations: { amountYen: bigint; payment: { refunds: { amountYen: bigint; status: string }[] } }[];
}): bigint {
	const came = allocatedYen(gift);
	const gone = gift.allocations
		.flatMap(({ payment }) => payment.refunds)
		.filter(({ status }) => status !== "failed" && status !== "refused")
		.reduce((sum, { amountYen }) => sum + amountYen, 0n);
	return came > gone ? came - gone : 0n;
}
