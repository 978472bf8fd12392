import Stripe from "stripe";
import { inTransaction } from "~/platform/db/transaction.server";
import type { Ctx } from "../access/ctx.server";
import { audit } from "../audit/audit.server";
import { stripeOf } from "../stripe-accounts/stripe-account.server";

/** Refused cards on one Checkout page after which it is closed: a donor rarely tries a fourth card. */
export const DECLINES_PER_PAGE = 6;

/**
 * Closes a Checkout page on which card after card was refused. Its session then expires as any other does, and the donor
 * may begin again, past a challenge.
 * @returns whether it was closed now
 */
export async function closeHammeredCheckout(
	ctx: Ctx,
	input: { stripeAccountId: string; paymentIntentId: string },
): Promise<boolean> {
	const { stripeAccountId, paymentIntentId } = input;
	const declines = await ctx.db.stripeEvent.count({
		where: { stripeAccountId, rootId: paymentIntentId, type: "payment_intent.payment_failed" },
	});
	if (declines < DECLINES_PER_PAGE) return false;
	const attempt = await ctx.db.checkoutAttempt.findFirst({
		where: { stripeAccountId, paymentIntentId, status: { in: ["open", "declined"] } },
		select: { stripeSessionId: true, giftId: true, gift: { select: { institutionId: true } } },
	});
	if (!attempt?.stripeSessionId) return false;
	const { stripe, options } = await stripeOf(ctx, stripeAccountId);
	try {
		await stripe.checkout.sessions.expire(attempt.stripeSessionId, {}, options);
	} catch (error) {
		// Paid or closed in the meantime: what became of it comes with its own events.
		if (error instanceof Stripe.errors.StripeInvalidRequestError) return false;
		throw error;
	}
	await inTransaction(ctx, (tx) =>
		audit(tx, ctx, {
			action: "checkout.closed_after_declines",
			subject: { type: "gift", id: attempt.giftId },
			institutionId: attempt.gift.institutionId,
			cause: paymentIntentId,
			after: { declines },
		}),
	);
	return true;
}
