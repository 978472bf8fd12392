import type Stripe from "stripe";
import type { Till } from "../till.ts";
import type { Subscription } from "../wire.ts";
import { giveUp } from "./invoicing.ts";
import { billingSettings } from "./settings.ts";
import { periodOf } from "./subscription-shape.ts";

const DAY = 24 * 60 * 60;
const TRIAL_WARNING_DAYS = 3;

/** Writes a subscription and says what of it changed. */
export function putChanged(till: Till, subscription: Subscription, before: Subscription): Subscription {
	const previous = Object.fromEntries(
		Object.entries(before).filter(
			([name, value]) => JSON.stringify(value) !== JSON.stringify(Reflect.get(subscription, name)),
		),
	);
	till.tx.put("subscription", till.account, subscription);
	till.tx.emit("customer.subscription.updated", till.account, subscription, previous);
	return subscription;
}

export function moveTo(till: Till, subscription: Subscription, status: Stripe.Subscription.Status): void {
	const before = structuredClone(subscription);
	subscription.status = status;
	putChanged(till, subscription, before);
	schedule(till, subscription);
}

const TIMERS = [
	"renew_subscription",
	"upcoming_invoice",
	"trial_warning",
	"resume_collection",
	"expire_incomplete",
] as const;

/** Sets what will happen to a subscription next, in place of what was set before. */
export function schedule(till: Till, subscription: Subscription): void {
	const { tx, account, clock } = till;
	const { id, status } = subscription;
	for (const name of TIMERS) if (name !== "expire_incomplete") clock.cancel(tx, name, id);
	if (status === "canceled" || status === "incomplete_expired" || status === "incomplete" || status === "paused")
		return;
	const { end } = periodOf(subscription);
	const stop = subscription.cancel_at ?? Number.POSITIVE_INFINITY;
	clock.set(tx, "renew_subscription", account, id, Math.min(end, stop) * 1000);
	const early = billingSettings(tx.store).upcomingDays * DAY;
	if (early > 0 && end - early > tx.now && end < stop && !subscription.cancel_at_period_end)
		clock.set(tx, "upcoming_invoice", account, id, (end - early) * 1000);
	if (status === "trialing" && end - TRIAL_WARNING_DAYS * DAY > tx.now)
		clock.set(tx, "trial_warning", account, id, (end - TRIAL_WARNING_DAYS * DAY) * 1000);
	const resumesAt = subscription.pause_collection?.resumes_at ?? null;
	if (resumesAt !== null) clock.set(tx, "resume_collection", account, id, resumesAt * 1000);
}

/** Ends a subscription now. Its open invoices stay, but are not collected any more. */
export function endSubscription(
	till: Till,
	subscription: Subscription,
	reason: Stripe.Subscription.CancellationDetails.Reason,
): Subscription {
	const { tx, account, clock } = till;
	for (const name of TIMERS) clock.cancel(tx, name, subscription.id);
	subscription.status = "canceled";
	subscription.canceled_at ??= tx.now;
	subscription.ended_at = tx.now;
	subscription.cancellation_details = {
		comment: null,
		feedback: null,
		feedback_option: null,
		...subscription.cancellation_details,
		reason,
	};
	tx.put("subscription", account, subscription);
	tx.emit("customer.subscription.deleted", account, subscription);
	for (const row of tx.store.rows("invoice", account, "subscription", subscription.id)) {
		const invoice = tx.get("invoice", account, row.id);
		if (!invoice?.auto_advance || (invoice.status !== "draft" && invoice.status !== "open")) continue;
		clock.cancel(tx, "finalize_invoice", invoice.id);
		clock.cancel(tx, "retry_invoice", invoice.id);
		invoice.auto_advance = false;
		invoice.automatically_finalizes_at = null;
		invoice.next_payment_attempt = null;
		tx.put("invoice", account, invoice);
		tx.emit("invoice.updated", account, invoice, { auto_advance: true });
	}
	return subscription;
}

/** Nobody paid the first invoice within 23 hours: as if it had never been. */
export function expireIncomplete(till: Till, subscription: Subscription): void {
	const { tx, account } = till;
	if (subscription.status !== "incomplete") return;
	const invoiceId = typeof subscription.latest_invoice === "string" ? subscription.latest_invoice : "";
	const invoice = tx.get("invoice", account, invoiceId);
	if (invoice?.status === "open") giveUp(till, invoice, "void");
	subscription.ended_at = tx.now;
	moveTo(till, subscription, "incomplete_expired");
}
