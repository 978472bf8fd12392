import { listGifts } from "~/domain/gifts/list-gifts.server";
import { toJsonNumber, yen } from "~/domain/money/yen";
import { listRefunds } from "~/domain/refunds/list-refunds.server";
import type { RefundState } from "~/domain/refunds/refund.status";
import { requestRefund } from "~/domain/refunds/request-refund.server";
import { accepts } from "./accept.server";
import { answers } from "./answer.server";
import { ENDPOINTS } from "./endpoints";
import { POSTS } from "./post-endpoints";
import { refundAnswer } from "./refund-answer";

export const loader = answers(ENDPOINTS.refunds, async (ctx, { status, giftId, cursor, limit }) => {
	const page = await listRefunds(ctx, { status: status as RefundState | undefined, giftId, cursor, limit });
	return { data: page.refunds.map(refundAnswer), nextCursor: page.nextCursor };
});

/** The answer is made of what was asked for: the row is seen by others only once the answer is kept with it. */
export const action = accepts(
	POSTS.requestRefund,
	async (ctx, { body }) => {
		const { giftId, reason } = body;
		const { refundId, refunds, waits } = await requestRefund(ctx, { ...body, amountYen: BigInt(body.amountYen) });
		const { gifts } = await listGifts(ctx, { id: giftId, limit: 1 });
		return {
			id: refundId,
			giftId,
			hub: gifts[0]?.hub ?? null,
			amountYen: toJsonNumber(yen(refunds[0]?.amountYen ?? 0n)),
			status: waits ? "requested" : "approved",
			reason,
			failureReason: null,
			refundedOn: null,
			requestedAt: ctx.now.toISOString(),
			createdAt: ctx.now.toISOString(),
		};
	},
	"GET, HEAD",
);
