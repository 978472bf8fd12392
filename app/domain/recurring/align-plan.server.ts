import type { Ctx } from "../access/ctx.server";
import { stripeOf } from "../stripe-accounts/stripe-account.server";
import { applyPlanTruth } from "./apply-plan-truth.server";
import { anchorIn, noonOf } from "./plan-days";
import { readSubscription, SUBSCRIPTION_EXPAND } from "./plan-truth";
import { whileFresh } from "./sync-plan.server";

/**
 * Brings the next charge of a plan back to its anchor day: after 28 February a plan of the last day goes on at 31 March.
 * The running period was paid and is only made longer or shorter; nothing is charged or given back for it.
 */
export async function alignPlan(ctx: Ctx, input: { planId: string }): Promise<void> {
	const plan = await ctx.db.recurringPlan.findUnique({ where: { id: input.planId } });
	if (plan?.status !== "active" || plan.stripeSubscriptionId === null) return;
	const { stripeAccountId, stripeSubscriptionId: id, anchorDay } = plan;
	const { stripe, options } = await stripeOf(ctx, stripeAccountId);
	const read = () => stripe.subscriptions.retrieve(id, { expand: SUBSCRIPTION_EXPAND }, options);
	const { periodEndOn, settled } = readSubscription(await read());
	const wanted = anchorIn(periodEndOn, anchorDay).toString();
	if (!settled || wanted === periodEndOn || noonOf(wanted) * 1000 <= ctx.now.getTime()) return;
	const align = () =>
		stripe.subscriptions.update(
			id,
			{ trial_end: noonOf(wanted), proration_behavior: "none", expand: SUBSCRIPTION_EXPAND },
			{ ...options, idempotencyKey: `align-${plan.id}-${wanted}` },
		);
	await whileFresh(ctx, { stripeAccountId, planId: plan.id }, align, applyPlanTruth, read);
}
