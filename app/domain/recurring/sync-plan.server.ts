import type Stripe from "stripe";
import { inSqlTransaction, type SqlTx } from "~/platform/db/transaction.server";
import { AppError } from "~/platform/errors";
import { isUuid } from "../access/authorize.server";
import type { Ctx } from "../access/ctx.server";
import { readIntent } from "../payments/read-intent.server";
import { stripeOf } from "../stripe-accounts/stripe-account.server";
import { applyInvoiceTruth } from "./apply-invoice-truth.server";
import { applyPlanTruth } from "./apply-plan-truth.server";
import { type LockedPlan, lockPlan, planVersion } from "./lock-plan.server";
import { idOf, type PlanTruth, readInvoice, readSubscription, SUBSCRIPTION_EXPAND } from "./plan-truth";

type Root = { stripeAccountId: string; rootId: string };
type Outcome = "applied" | "not_ours";

/** Somebody wrote the plan while Stripe was read: read again, so that an older answer never follows a newer one. */
const READINGS = 6;

/** Brings a plan to what Stripe says of its subscription. */
export async function syncSubscription(ctx: Ctx, { stripeAccountId, rootId }: Root): Promise<Outcome> {
	const { stripe, options } = await stripeOf(ctx, stripeAccountId);
	const read = () => stripe.subscriptions.retrieve(rootId, { expand: SUBSCRIPTION_EXPAND }, options);
	const { planId } = readSubscription(await read());
	if (planId === null || !isUuid(planId)) return "not_ours";
	return whileFresh(ctx, { stripeAccountId, planId }, read, applyPlanTruth);
}

/**
 * Asks Stripe and writes what it said, unless the plan was written in between: then Stripe is read again.
 * @param ask  the first question, which may change something; repeated only by `again`
 */
export async function whileFresh(
	ctx: Ctx,
	of: { stripeAccountId: string; planId: string },
	ask: () => Promise<Stripe.Subscription>,
	write: (tx: SqlTx, ctx: Ctx, plan: LockedPlan, truth: PlanTruth) => Promise<void>,
	again: () => Promise<Stripe.Subscription> = ask,
): Promise<Outcome> {
	for (let reading = 1; reading <= READINGS; reading += 1) {
		const version = await inSqlTransaction(ctx, (tx) => planVersion(tx, of.planId));
		const truth = readSubscription(await (reading === 1 ? ask() : again()));
		const outcome = await inSqlTransaction(ctx, async (tx) => {
			const plan = await lockPlan(tx, of);
			if (!plan) return "not_ours";
			if (plan.version !== version) return "stale";
			await write(tx, ctx, plan, truth);
			return "applied";
		});
		if (outcome !== "stale") return outcome;
	}
	throw new AppError({
		code: "plan_busy",
		status: 503,
		logMessage: `plan ${of.planId} was written again and again while Stripe was read`,
	});
}

/** Brings our rows to one invoice of a plan: the gift when it is paid, what is to be done when it is not. */
export async function syncInvoice(ctx: Ctx, { stripeAccountId, rootId }: Root): Promise<Outcome> {
	const { stripe, options } = await stripeOf(ctx, stripeAccountId);
	const invoice = await stripe.invoices.retrieve(rootId, {}, options);
	const subscriptionId = idOf(invoice.parent?.subscription_details?.subscription ?? null);
	if (subscriptionId === null || !invoice.parent?.subscription_details?.metadata?.planId) return "not_ours";
	const payments = await stripe.invoicePayments.list({ invoice: rootId, limit: 10 }, options);
	const chosen = payments.data.find(({ status }) => status === "paid") ?? payments.data[0];
	const intentId = idOf(chosen?.payment.payment_intent ?? null);
	const truth = readInvoice(invoice, intentId === null ? null : await readIntent(ctx, stripeAccountId, intentId));
	if (!truth) return "not_ours";
	const outcome = await inSqlTransaction(ctx, (tx) => applyInvoiceTruth(tx, ctx, stripeAccountId, truth));
	if (outcome === "applied") await syncSubscription(ctx, { stripeAccountId, rootId: subscriptionId });
	return outcome;
}

/** The way from a payment to its plan leads over the invoice it pays. */
export async function syncPlanPayment(ctx: Ctx, { stripeAccountId, rootId }: Root): Promise<Outcome> {
	const { stripe, options } = await stripeOf(ctx, stripeAccountId);
	const payment = { type: "payment_intent" as const, payment_intent: rootId };
	const { data } = await stripe.invoicePayments.list({ payment, limit: 1 }, options);
	const invoiceId = idOf(data[0]?.invoice ?? null);
	return invoiceId === null ? "not_ours" : syncInvoice(ctx, { stripeAccountId, rootId: invoiceId });
}

/** A card that its network renewed: the plans of its customer are read again. */
export async function syncPlanCard(ctx: Ctx, { stripeAccountId, rootId }: Root): Promise<Outcome> {
	const { stripe, options } = await stripeOf(ctx, stripeAccountId);
	const method = await stripe.paymentMethods.retrieve(rootId, {}, options);
	const customerId = idOf(method.customer);
	if (customerId === null) return "not_ours";
	const plans = await ctx.db.recurringPlan.findMany({
		where: { stripeAccountId, stripeCustomerId: customerId, NOT: { status: "cancelled" } },
		select: { stripeSubscriptionId: true },
	});
	for (const { stripeSubscriptionId } of plans) {
		if (stripeSubscriptionId) await syncSubscription(ctx, { stripeAccountId, rootId: stripeSubscriptionId });
	}
	return plans.length === 0 ? "not_ours" : "applied";
}
