import Stripe from "stripe";
import { z } from "zod";
import { inSqlTransaction, inTransaction } from "~/platform/db/transaction.server";
import type { Ctx } from "../access/ctx.server";
import { JAPAN, toDay } from "../calendar/fiscal-year";
import { type StripeOf, stripeOf } from "../stripe-accounts/stripe-account.server";
import { applyPlanTruth } from "./apply-plan-truth.server";
import { tellOfChange } from "./note-changes.server";
import type { ChangeAction, ChangeFacts } from "./plan-change";
import { idOf, SUBSCRIPTION_EXPAND } from "./plan-truth";
import { whileFresh } from "./sync-plan.server";

const facts = z.record(z.string(), z.union([z.string(), z.number(), z.null()]));

type Change = { id: string; action: ChangeAction; before: ChangeFacts; after: ChangeFacts };
type At = StripeOf & { subscriptionId: string };

/**
 * Asks Stripe for a change that was written down, with the row's id as idempotency key, and writes what came of it. Asked
 * again after a crash it is the same question; what Stripe refuses for good is kept as failed.
 */
export async function applyRecurringChange(
	ctx: Ctx,
	input: { changeId: string },
): Promise<"applied" | "failed" | "settled"> {
	const row = await inTransaction(ctx, (tx) =>
		tx.recurringChange.findUnique({ where: { id: input.changeId }, include: { plan: true } }),
	);
	if (row?.status !== "requested" || row.action === "start" || row.action === "card") return "settled";
	const { plan } = row;
	const change: Change = {
		id: row.id,
		action: row.action as ChangeAction,
		before: facts.parse(row.before),
		after: facts.parse(row.after),
	};
	const at = { ...(await stripeOf(ctx, plan.stripeAccountId)), subscriptionId: plan.stripeSubscriptionId ?? "" };
	const read = () => at.stripe.subscriptions.retrieve(at.subscriptionId, { expand: SUBSCRIPTION_EXPAND }, at.options);
	const ask = () => askUnlessEnded(at, change, read);
	try {
		const of = { stripeAccountId: plan.stripeAccountId, planId: plan.id };
		await whileFresh(
			ctx,
			of,
			ask,
			async (tx, _ctx, locked, truth) => {
				await applyPlanTruth(tx, ctx, locked, truth);
				const settled = await tx.$executeRaw`
				UPDATE recurring_change SET status = 'applied', error = NULL, settled_at = ${ctx.now} WHERE id = ${change.id}::uuid AND status = 'requested'`;
				if (settled > 0) await tellOfChange(tx, ctx, locked, change);
			},
			read,
		);
		return "applied";
	} catch (error) {
		if (!(error instanceof Stripe.errors.StripeInvalidRequestError)) throw error;
		await fail(ctx, change.id, `${error.code ?? error.type}: ${error.message}`);
		return "failed";
	}
}

async function fail(ctx: Ctx, changeId: string, error: string): Promise<void> {
	await inSqlTransaction(
		ctx,
		(tx) => tx.$executeRaw`
		UPDATE recurring_change SET status = 'failed', error = ${error.slice(0, 500)}, settled_at = ${ctx.now}
		WHERE id = ${changeId}::uuid AND status = 'requested'`,
	);
}

/** A subscription that has ended meanwhile is what a stop wants; for any other wish it is too late. */
async function askUnlessEnded(
	at: At,
	change: Change,
	read: () => Promise<Stripe.Subscription>,
): Promise<Stripe.Subscription> {
	try {
		return await askStripe(at, change, read);
	} catch (error) {
		if (change.action !== "stop" || !(error instanceof Stripe.errors.StripeInvalidRequestError)) throw error;
		const subscription = await read();
		if (subscription.status !== "canceled") throw error;
		return subscription;
	}
}

async function askStripe(
	at: At,
	change: Change,
	read: () => Promise<Stripe.Subscription>,
): Promise<Stripe.Subscription> {
	const { subscriptions } = at.stripe;
	const options = { ...at.options, idempotencyKey: change.id };
	const expand = SUBSCRIPTION_EXPAND;
	switch (change.action) {
		case "amount":
			return subscriptions.update(
				at.subscriptionId,
				{ items: [await repriced(await read(), Number(change.after.amountYen))], proration_behavior: "none", expand },
				options,
			);
		case "pause": {
			const until = change.after.pausedUntil;
			const resumes_at = typeof until === "string" ? startOf(until) : undefined;
			const pause_collection = { behavior: "void" as const, ...(resumes_at && { resumes_at }) };
			return subscriptions.update(at.subscriptionId, { pause_collection, expand }, options);
		}
		case "resume": {
			// Paused at Stripe's own portal it has another kind of pause.
			if ((await read()).status === "paused") {
				const resume = { billing_cycle_anchor: { type: "unchanged" as const }, expand };
				return subscriptions.resume(at.subscriptionId, resume, options);
			}
			return subscriptions.update(at.subscriptionId, { pause_collection: "", expand }, options);
		}
		default:
			return subscriptions.cancel(at.subscriptionId, { invoice_now: false, prorate: false, expand }, options);
	}
}

function repriced(subscription: Stripe.Subscription, unit_amount: number): Stripe.SubscriptionUpdateParams.Item {
	const item = subscription.items.data[0];
	const interval = item?.price.recurring?.interval;
	if (!item || !interval) throw new Error(`subscription ${subscription.id} has no recurring item`);
	const product = idOf(item.price.product) ?? "";
	return { id: item.id, price_data: { currency: "jpy", unit_amount, product, recurring: { interval } } };
}

function startOf(day: string): number {
	return Math.trunc(toDay(day).toZonedDateTime({ timeZone: JAPAN }).epochMilliseconds / 1000);
}
