import { z } from "zod";
import { Prisma } from "~/platform/db/client.server";
import { inOneStatement } from "~/platform/db/transaction.server";
import type { Ctx } from "../access/ctx.server";
import { syncDispute } from "../disputes/sync-dispute.server";
import { syncFraudWarning } from "../disputes/sync-fraud-warning.server";
import { syncPayout } from "../payouts/sync-payout.server";
import { syncInvoice, syncPlanCard, syncPlanPayment, syncSubscription } from "../recurring/sync-plan.server";
import { stripeOf } from "../stripe-accounts/stripe-account.server";
import { syncStripeAccount } from "../stripe-accounts/sync-stripe-account.server";
import { applyExpiredSession } from "./apply-expired-session.server";
import { applyPaymentTruth } from "./apply-payment-truth.server";
import { readIntent } from "./read-intent.server";

export type Root = { stripeAccountId: string; rootId: string };
export type SyncOutcome = "applied" | "not_ours";

/** How each kind of object, known by the beginning of its id, is read again. */
const SYNCS: Record<string, (ctx: Ctx, root: Root) => Promise<SyncOutcome>> = {
	pi: syncPaymentIntent,
	cs: syncSession,
	du: (ctx, root) => syncDispute(ctx, root, syncPaymentIntent),
	dp: (ctx, root) => syncDispute(ctx, root, syncPaymentIntent),
	issfr: (ctx, root) => syncFraudWarning(ctx, root, syncPaymentIntent),
	sub: syncSubscription,
	in: syncInvoice,
	pm: syncPlanCard,
	acct: syncStripeAccount,
	po: (ctx, root) => syncPayout(ctx, root, syncStripeObject),
};

/**
 * Reads one object again from Stripe and brings our rows to it: the work behind every event.
 * Idempotent; the events that were stored when the reading began are done with it.
 */
export async function syncStripeObject(ctx: Ctx, root: Root): Promise<SyncOutcome> {
	const sync = SYNCS[root.rootId.slice(0, root.rootId.indexOf("_"))];
	try {
		const outcome = sync ? await sync(ctx, root) : "not_ours";
		await settleEvents(ctx, root, outcome === "applied" ? "done" : "ignored", null);
		return outcome;
	} catch (error) {
		await settleEvents(ctx, root, "failed", error instanceof Error ? error.message : String(error));
		throw error;
	}
}

/** A payment that names no attempt of ours may be of a plan's invoice, which names the plan. */
async function syncPaymentIntent(ctx: Ctx, { stripeAccountId, rootId }: Root): Promise<SyncOutcome> {
	const truth = await readIntent(ctx, stripeAccountId, rootId);
	if (truth.attemptId === null) return syncPlanPayment(ctx, { stripeAccountId, rootId });
	return applyPaymentTruth(ctx, stripeAccountId, truth);
}

/** A session that has a payment intent is read through it; one that expired without one ends its attempt. */
async function syncSession(ctx: Ctx, { stripeAccountId, rootId }: Root): Promise<SyncOutcome> {
	const { stripe, options } = await stripeOf(ctx, stripeAccountId);
	const session = await stripe.checkout.sessions.retrieve(rootId, {}, options);
	const intent = session.payment_intent;
	if (intent)
		return syncPaymentIntent(ctx, { stripeAccountId, rootId: typeof intent === "string" ? intent : intent.id });
	const { subscription } = session;
	if (subscription) {
		const id = typeof subscription === "string" ? subscription : subscription.id;
		return syncSubscription(ctx, { stripeAccountId, rootId: id });
	}
	if (session.status !== "expired") return session.metadata?.attemptId ? "applied" : "not_ours";
	const attemptId = session.metadata?.attemptId ?? null;
	return applyExpiredSession(ctx, { stripeAccountId, sessionId: session.id, attemptId });
}

/** Closes the events of an object that were there when its reading began. */
export async function settleEvents(
	ctx: Ctx,
	root: Root,
	status: "done" | "ignored" | "failed",
	error: string | null,
): Promise<void> {
	await inOneStatement(
		z.unknown(),
		Prisma.sql`
		UPDATE stripe_event SET status = ${status}, last_error = ${error?.slice(0, 500) ?? null},
			done_at = CASE WHEN ${status} = 'failed' THEN NULL ELSE ${ctx.now}::timestamptz END
		WHERE stripe_account_id = ${root.stripeAccountId} AND root_id = ${root.rootId} AND status IN ('stored', 'failed')
			AND received_at <= ${ctx.now}`,
	);
}
