import { inSqlTransaction } from "~/platform/db/transaction.server";
import { type Ctx, contextFor } from "../access/ctx.server";
import { lockRefundable } from "./lock-refundable.server";
import { type RequestedRefund, requestRefund } from "./request-refund.server";

/**
 * Sends back all that is left of a gift because a rule says so, such as a refused acceptance: asked for by the job, whoever
 * began it, so that above the institution's limit anybody who may approve can.
 * @param input.job  what asks, as the trail names it
 * @returns null when nothing is left, or it is disputed
 */
export async function refundEverything(
	ctx: Ctx,
	input: { giftId: string; note: string; job: string },
): Promise<RequestedRefund | null> {
	const { giftId, note, job } = input;
	const asJob = { ...(await contextFor({ kind: "job", name: job }, { requestId: ctx.requestId })), now: ctx.now };
	return inSqlTransaction(ctx, async (tx) => {
		const { payments } = await lockRefundable(tx, giftId);
		const amountYen = payments.reduce((sum, one) => sum + (one.disputed ? 0n : one.leftYen), 0n);
		return amountYen > 0n ? requestRefund(asJob, { giftId, amountYen, note }) : null;
	});
}
