import { z } from "zod";
import { Prisma } from "~/platform/db/client.server";
import { inTransaction, queryRows } from "~/platform/db/transaction.server";
import type { Ctx } from "../access/ctx.server";
import { audit } from "../audit/audit.server";
import { checkoutAttempt } from "./checkout-attempt.status";
import { lockGift } from "./lock-gift.server";

const attemptSchema = z.object({ id: z.uuid() });

/** A Checkout page nobody paid at has closed: its attempt ends, and the gift with it unless another attempt lives. */
export async function applyExpiredSession(
	ctx: Ctx,
	input: { stripeAccountId: string; sessionId: string },
): Promise<"applied" | "not_ours"> {
	return inTransaction(ctx, async (tx) => {
		const [attempt] = await queryRows(
			tx,
			attemptSchema,
			Prisma.sql`SELECT id FROM checkout_attempt WHERE stripe_account_id = ${input.stripeAccountId} AND stripe_session_id = ${input.sessionId}`,
		);
		if (!attempt) return "not_ours";
		const gift = await lockGift(tx, { stripeAccountId: input.stripeAccountId, attemptId: attempt.id });
		if (!gift || !checkoutAttempt.canMove(gift.attemptStatus, "expired")) return "applied";
		await tx.$executeRaw`UPDATE checkout_attempt SET status = 'expired', updated_at = ${ctx.now} WHERE id = ${attempt.id}::uuid`;
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
		}
		return "applied";
	});
}
