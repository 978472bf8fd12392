import Stripe from "stripe";
import { z } from "zod";
import { Prisma } from "~/platform/db/client.server";
import { inSqlTransaction, queryRows } from "~/platform/db/transaction.server";
import type { Ctx } from "../access/ctx.server";
import { audit } from "../audit/audit.server";
import { toJsonNumber, yen } from "../money/yen";
import { syncStripeObject } from "../payments/sync-stripe-object.server";
import { stripeOf } from "../stripe-accounts/stripe-account.server";
import { lockRefund } from "./lock-refund.server";
import type { RefundReason } from "./refund.schema";
import { tellStaffOfFailure } from "./tell-of-refund.server";

const claimedSchema = z.object({ triedBefore: z.boolean() });

/**
 * Sends an approved refund to Stripe and books what came of it by reading it again. The refund's id is the idempotency key
 * and stands in its metadata: an answer that was lost, be it days ago, is found at the charge before anything is asked again.
 * What Stripe refuses for good makes the refund `failed`; anything else is tried again by the queue.
 */
export async function sendRefund(ctx: Ctx, input: { refundId: string }): Promise<void> {
	const { refundId } = input;
	const refund = await ctx.db.refund.findUnique({
		where: { id: refundId },
		include: { payment: { include: { allocations: { include: { gift: { select: { email: true } } }, take: 1 } } } },
	});
	if (refund?.status !== "approved" || refund.stripeRefundId !== null) return;
	const { stripeAccountId, chargeId, paymentIntentId, channel, allocations } = refund.payment;
	if (stripeAccountId === null || chargeId === null || paymentIntentId === null) return;
	const claimed = await claim(ctx, refundId);
	if (!claimed) return;
	const { stripe, options } = await stripeOf(ctx, stripeAccountId);
	if (!claimed.triedBefore || !(await isAtStripe({ stripe, options }, chargeId, refundId))) {
		try {
			await stripe.refunds.create(
				{
					charge: chargeId,
					amount: toJsonNumber(yen(refund.amountYen)),
					reason: (refund.reason ?? "requested_by_customer") as RefundReason,
					metadata: { refundId },
					// Konbini and bank transfers cannot go back the way they came: Stripe asks the donor for an account.
					...(channel === "card" ? {} : { instructions_email: allocations[0]?.gift.email }),
				},
				{ ...options, idempotencyKey: refundId },
			);
		} catch (error) {
			if (!isRefusal(error)) throw error;
			await fail(ctx, refundId, error.code ?? error.type);
			return;
		}
	}
	await syncStripeObject(ctx, { stripeAccountId, rootId: paymentIntentId });
}

/** From here on Stripe may know of it. @returns null when it is no longer to be sent */
async function claim(ctx: Ctx, refundId: string): Promise<z.output<typeof claimedSchema> | null> {
	const [claimed] = await inSqlTransaction(ctx, (tx) =>
		queryRows(
			tx,
			claimedSchema,
			Prisma.sql`
			WITH before AS (
				SELECT id, sending_at FROM refund
				WHERE id = ${refundId}::uuid AND status = 'approved' AND stripe_refund_id IS NULL FOR UPDATE
			)
			UPDATE refund SET sending_at = coalesce(before.sending_at, ${ctx.now}) FROM before WHERE refund.id = before.id
			RETURNING (before.sending_at IS NOT NULL) AS "triedBefore"`,
		),
	);
	return claimed ?? null;
}

async function isAtStripe(
	{ stripe, options }: Awaited<ReturnType<typeof stripeOf>>,
	chargeId: string,
	refundId: string,
): Promise<boolean> {
	for await (const refund of stripe.refunds.list({ charge: chargeId, limit: 100 }, options)) {
		if (refund.metadata?.refundId === refundId) return true;
	}
	return false;
}

/** Said of the refund itself, and would be said again: disputed, refunded already, not so much left, charge unknown. */
function isRefusal(error: unknown): error is Stripe.errors.StripeInvalidRequestError {
	return error instanceof Stripe.errors.StripeInvalidRequestError && error.statusCode !== 409;
}

async function fail(ctx: Ctx, refundId: string, failureCode: string): Promise<void> {
	await inSqlTransaction(ctx, async (tx) => {
		const refund = await lockRefund(tx, refundId);
		if (refund.status !== "approved") return;
		await tx.$executeRaw`
			UPDATE refund SET status = 'failed', failure_reason = ${failureCode}, updated_at = ${ctx.now} WHERE id = ${refundId}::uuid`;
		await audit(tx, ctx, {
			action: "refund.failed",
			subject: { type: "refund", id: refundId },
			institutionId: refund.institutionId,
			before: { status: refund.status },
			after: { status: "failed", failureCode },
		});
		await tellStaffOfFailure(tx, ctx, refund, refundId);
	});
}

/** Asks again for refunds whose job has given up or was lost. @returns how many */
export async function sendWaitingRefunds(ctx: Ctx): Promise<number> {
	return inSqlTransaction(
		ctx,
		(tx) => tx.$executeRaw`
		SELECT enqueue_job('sendRefund', json_build_object('refundId', id), 'refund:' || id, NULL, NULL, NULL, NULL)
		FROM refund
		WHERE status = 'approved' AND stripe_account_id IS NOT NULL AND approved_at < ${new Date(ctx.now.getTime() - 3_600_000)}`,
	);
}
