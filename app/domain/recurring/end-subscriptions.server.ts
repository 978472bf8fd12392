import Stripe from "stripe";
import type { Ctx } from "../access/ctx.server";
import { stripeOf } from "../stripe-accounts/stripe-account.server";
import { stopPlan } from "./stop-plan.server";

/** Ends a subscription no plan of ours follows: a second page of one first gift was paid. */
export async function endStraySubscription(
	ctx: Ctx,
	input: { stripeAccountId: string; subscriptionId: string },
): Promise<void> {
	const { stripe, options } = await stripeOf(ctx, input.stripeAccountId);
	const { subscriptionId } = input;
	try {
		await stripe.subscriptions.cancel(
			subscriptionId,
			{ invoice_now: false, prorate: false },
			{ ...options, idempotencyKey: `stray-${subscriptionId}` },
		);
	} catch (error) {
		const gone = error instanceof Stripe.errors.StripeInvalidRequestError && error.code === "resource_missing";
		if (!gone) throw error;
	}
}

/** Where an account leaves plans standing after its last try, nothing is collected any more: such a plan ends here. */
export async function endGivenUpPlan(ctx: Ctx, input: { planId: string }): Promise<void> {
	const plan = await ctx.db.recurringPlan.findUnique({ where: { id: input.planId }, select: { status: true } });
	if (plan?.status !== "past_due") return;
	await stopPlan(ctx, { planId: input.planId, reason: "", endReason: "payment_failed" });
}
