import { productName } from "../products.ts";
import { idOf, type Till } from "../till.ts";
import type { Invoice, Subscription } from "../wire.ts";
import { boundaryAfter, dayOf } from "./cycle.ts";
import { itemLines, newInvoice } from "./invoice-shape.ts";
import { addInvoice, finalizeLater, giveUp, lineFor, livingCustomer, takeWaiting } from "./invoicing.ts";
import { endSubscription, putChanged, schedule } from "./standing.ts";
import { cycleOf, movePeriod, periodOf } from "./subscription-shape.ts";

/** The period is over, the trial too, or the day to stop has come. */
export function renewDue(till: Till, subscription: Subscription): void {
	const { tx } = till;
	const { end } = periodOf(subscription);
	const stops = subscription.cancel_at !== null && subscription.cancel_at <= tx.now;
	if (stops || (subscription.cancel_at_period_end && end <= tx.now)) {
		endSubscription(till, subscription, "cancellation_requested");
		return;
	}
	if (end > tx.now) {
		schedule(till, subscription);
		return;
	}
	const before = structuredClone(subscription);
	if (subscription.status === "trialing" && !leaveTrial(till, subscription)) return;
	movePeriod(subscription, end, boundaryAfter(cycleOf(subscription), end));
	const invoice = renewal(till, subscription, before);
	subscription.latest_invoice = invoice.id;
	putChanged(till, subscription, before);
	schedule(till, subscription);
}

/** @returns whether it goes on to be billed */
function leaveTrial(till: Till, subscription: Subscription): boolean {
	const customer = livingCustomer(till, idOf(subscription.customer) ?? "");
	const method = subscription.default_payment_method ?? customer.invoice_settings.default_payment_method;
	const wish = subscription.trial_settings?.end_behavior.missing_payment_method ?? "create_invoice";
	subscription.status = "active";
	if (method !== null || wish === "create_invoice") return true;
	if (wish === "cancel") endSubscription(till, subscription, "cancellation_requested");
	else pause(till, subscription, "trial_end_without_payment_method");
	return false;
}

/** The draft for the period that begins. While collection is paused it ends at once as the pause says. */
function renewal(till: Till, subscription: Subscription, before: Subscription): Invoice {
	const invoice = addInvoice(till, {
		customer: idOf(subscription.customer) ?? "",
		lines: itemLines(subscription, periodOf(subscription), 1, (price) => productName(till, price)),
		period: periodOf(before),
		reason: "subscription_cycle",
		subscription,
		autoAdvance: subscription.pause_collection === null && subscription.status !== "unpaid",
	});
	const behavior = subscription.pause_collection?.behavior;
	if (behavior === "void") giveUp(till, invoice, "void");
	else if (behavior === "mark_uncollectible") giveUp(till, invoice, "uncollectible");
	else if (invoice.auto_advance) finalizeLater(till, invoice);
	return invoice;
}

/** What the next renewal would be, without writing it. */
export function upcoming(till: Till, subscription: Subscription): Invoice {
	const { start, end } = periodOf(subscription);
	const next = structuredClone(subscription);
	movePeriod(next, end, boundaryAfter(cycleOf(subscription), end));
	const customer = idOf(subscription.customer) ?? "";
	const waiting = takeWaiting(till, customer, subscription.id).map((item) => lineFor(till, item));
	const invoice = newInvoice({
		customer: livingCustomer(till, customer),
		reason: "upcoming",
		lines: [...waiting, ...itemLines(next, periodOf(next), 1, (price) => productName(till, price))],
		subscription,
		period: { start, end },
		now: till.tx.now,
		autoAdvance: true,
	});
	invoice.next_payment_attempt = end + 3600;
	return { ...invoice, id: `upcoming_${invoice.id}` };
}

export function announceRenewal(till: Till, subscription: Subscription): void {
	if (subscription.status === "canceled" || subscription.pause_collection !== null) return;
	// Not an invoice yet: the event's object has no id.
	const { id: _, ...preview } = upcoming(till, subscription);
	till.tx.emit("invoice.upcoming", till.account, preview);
}

type PauseReason = "pause_requested" | "trial_end_without_payment_method";

/** No invoices, no new periods, until it is resumed. */
export function pause(till: Till, subscription: Subscription, reason: PauseReason): Subscription {
	subscription.status = "paused";
	subscription.status_details = {
		paused: { subscription: { type: reason }, transitioned_at: till.tx.now, type: "subscription" },
	};
	till.tx.put("subscription", till.account, subscription);
	till.tx.emit("customer.subscription.paused", till.account, subscription);
	schedule(till, subscription);
	return subscription;
}

/** Collecting again after a pause of collection. */
export function resumeCollection(till: Till, subscription: Subscription): void {
	if (subscription.pause_collection === null) return;
	const before = structuredClone(subscription);
	subscription.pause_collection = null;
	putChanged(till, subscription, before);
	schedule(till, subscription);
}

/** Begins a new cycle now. */
export function anchorNow(till: Till, subscription: Subscription): void {
	const { now } = till.tx;
	subscription.billing_cycle_anchor = now;
	subscription.billing_cycle_anchor_config = null;
	const cycle = { ...cycleOf(subscription), anchor: now, day: dayOf(now) };
	movePeriod(subscription, now, boundaryAfter(cycle, now));
}
