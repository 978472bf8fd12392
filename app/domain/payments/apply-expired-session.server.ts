import { inSqlTransaction } from "~/platform/db/transaction.server";
import { isUuid } from "../access/authorize.server";
import type { Ctx } from "../access/ctx.server";
import { audit } from "../audit/audit.server";
import { endUnpaidPlan } from "../recurring/end-unpaid-plan.server";
import { checkoutAttempt } from "./checkout-attempt.status";
import { lockGift } from "./lock-gift.server";

/**
 * A Checkout page nobody paid at has closed: its attempt ends, and the gift with it unless another attempt lives.
 * @param input.attemptId  from the session's metadata: of a page whose address never reached us we have no other trace
 */
export async function applyExpiredSession(
	ctx: Ctx,
	input: { stripeAccountId: string; sessionId: string; attemptId: string | null },
): Promise<"applied" | "not_ours"> {
	const { stripeAccountId, attemptId } = input;
	if (attemptId === null || !isUuid(attemptId)) return "not_ours";
	return inSqlTransaction(ctx, async (tx) => {
		const gift = await lockGift(tx, { stripeAccountId, attemptId });
		if (!gift?.attempt) return "not_ours";
		if (!checkoutAttempt.canMove(gift.attempt.status, "expired")) return "applied";
		await tx.$executeRaw`UPDATE checkout_attempt SET status = 'expired', updated_at = ${ctx.now} WHERE id = ${attemptId}::uuid`;
		const expired = await tx.$executeRaw`
			UPDATE gift SET payment_status = 'expired', updated_at = ${ctx.now}
			WHERE id = ${gift.giftId}::uuid AND payment_status IN ('pending', 'failed', 'awaiting_payment')
				AND NOT EXISTS (SELECT 1 FROM checkout_attempt a WHERE a.gift_id = gift.id AND a.status IN ('starting', 'open', 'declined', 'awaiting_payment'))`;
		if (expired > 0) {
			await audit(tx, ctx, {
				action: "gift.expired",
				subject: { type: "gift", id: gift.giftId },
				institutionId: gift.institutionId,
				cause: input.sessionId,
				before: { paymentStatus: gift.paymentStatus },
				after: { paymentStatus: "expired" },
			});
			if (gift.recurringPlanId !== null) await endUnpaidPlan(tx, ctx, gift.recurringPlanId);
		}
		return "applied";
	});
}
