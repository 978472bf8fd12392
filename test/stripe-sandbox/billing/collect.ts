import type Stripe from "stripe";
import { approveCharge, askChallenge, declineCharge } from "../card-charge.ts";
import { DECLINES, type Decline, verdictOn } from "../cards.ts";
import { idOf, type Till } from "../till.ts";
import type { Invoice, RenewalOrder, Subscription } from "../wire.ts";
import { finalize, intentOfInvoice, livingCustomer, markPaid, subscriptionOf } from "./invoicing.ts";
import { billingSettings } from "./settings.ts";
import { endSubscription, moveTo } from "./standing.ts";

const DAY = 24 * 60 * 60;

export type Collected = "paid" | "declined" | "challenged" | "no_method";

interface Attempt {
	/** The person is there: may be asked for 3-D Secure, and an own card is used. */
	present: boolean;
	method?: Stripe.PaymentMethod | undefined;
	/** What happened on a page, whatever the card would say. */
	verdict?: "approve" | "challenge" | Decline | undefined;
	/** Where the challenge is shown; otherwise on the invoice's own page. */
	pages?: { challenge: string; back: string };
}

/** The card a renewal is charged to: the invoice's, the subscription's, the customer's. */
export function methodFor(till: Till, invoice: Invoice): Stripe.PaymentMethod | undefined {
	const customer = livingCustomer(till, idOf(invoice.customer) ?? "");
	const id =
		idOf(invoice.default_payment_method) ??
		idOf(subscriptionOf(till, invoice)?.default_payment_method) ??
		idOf(customer.invoice_settings.default_payment_method);
	return id === null ? undefined : till.tx.get("payment_method", till.account, id);
}

/** Tries to collect an open invoice once. */
export function collect(till: Till, invoice: Invoice, attempt: Attempt): Collected {
	const { tx } = till;
	const intent = intentOfInvoice(till, invoice);
	if (!intent || invoice.status !== "open") return "paid";
	const method = attempt.method ?? methodFor(till, invoice);
	if (!method) {
		noteFailure(till, invoice, attempt.present);
		return "no_method";
	}
	const challenged = attempt.present && intent.status === "requires_action";
	const verdict =
		attempt.verdict ?? ordered(till, invoice, attempt.present) ?? verdictOn(method, attempt.present, tx.now);
	if (verdict === "approve") {
		const flow = challenged ? "challenge" : attempt.present ? "frictionless" : "none";
		approveCharge(till, intent, method, method.billing_details, flow);
		if (!invoice.attempted) invoice.attempt_count = 1;
		markPaid(till, invoice);
		afterPaid(till, invoice, method);
		return "paid";
	}
	if (verdict === "challenge") {
		const page = invoice.hosted_invoice_url ?? till.base;
		askChallenge(till, intent, method, attempt.pages ?? { challenge: page, back: page });
		if (!attempt.present) tx.emit("invoice.payment_action_required", till.account, invoice);
		noteFailure(till, invoice, attempt.present);
		return "challenged";
	}
	declineCharge(
		till,
		intent,
		method,
		method.billing_details,
		typeof verdict === "string" ? DECLINES[verdict] : verdict,
	);
	noteFailure(till, invoice, attempt.present);
	return "declined";
}

const ORDERED = {
	succeed: "approve",
	decline: "generic",
	insufficient_funds: "insufficient_funds",
	require_action: "challenge",
	expired: "expired",
} as const satisfies Record<RenewalOrder["outcome"], string>;

/** What a test said the next charges of this subscription do. */
function ordered(till: Till, invoice: Invoice, present: boolean): (typeof ORDERED)[keyof typeof ORDERED] | undefined {
	const id = idOf(invoice.parent?.subscription_details?.subscription);
	const order = id === null || present ? undefined : till.tx.get("renewal_order", till.account, id);
	if (!order || order.left === 0) return undefined;
	if (order.left !== null) {
		order.left -= 1;
		till.tx.put("renewal_order", till.account, order);
	}
	return ORDERED[order.outcome];
}

function afterPaid(till: Till, invoice: Invoice, method: Stripe.PaymentMethod): void {
	const subscription = subscriptionOf(till, invoice);
	if (!subscription || idOf(subscription.latest_invoice) !== invoice.id) return;
	if (subscription.status === "incomplete") {
		till.clock.cancel(till.tx, "expire_incomplete", subscription.id);
		subscription.default_payment_method ??= savesMethod(subscription) ? method.id : null;
		moveTo(till, subscription, subscription.trial_end === null ? "active" : "trialing");
	} else if (subscription.status === "past_due" || subscription.status === "unpaid") {
		moveTo(till, subscription, "active");
	}
}

const savesMethod = ({ payment_settings }: Subscription): boolean =>
	payment_settings?.save_default_payment_method === "on_subscription";

/**
 * Counts a failed try and says when the next one is. Any first try counts; after it only Stripe's own do. The first
 * invoice of a subscription is not tried again: the person is there to do so.
 */
function noteFailure(till: Till, invoice: Invoice, present: boolean): void {
	const { tx, account, clock } = till;
	if (!present || invoice.attempt_count === 0) invoice.attempt_count += 1;
	invoice.attempted = true;
	const subscription = subscriptionOf(till, invoice);
	const retried = invoice.auto_advance === true && invoice.billing_reason !== "subscription_create";
	if (!present && retried) {
		const days = billingSettings(tx.store).retryDays[invoice.attempt_count - 1];
		const first = invoice.status_transitions.finalized_at ?? tx.now;
		invoice.next_payment_attempt = days === undefined ? null : Math.max(first + days * DAY, tx.now + 1);
		if (invoice.next_payment_attempt !== null)
			clock.set(tx, "retry_invoice", account, invoice.id, invoice.next_payment_attempt * 1000);
	}
	tx.put("invoice", account, invoice);
	tx.emit("invoice.payment_failed", account, invoice);
	if (!subscription || present || !retried) return;
	if (subscription.status === "active" || subscription.status === "trialing") moveTo(till, subscription, "past_due");
	if (invoice.next_payment_attempt === null) endOfTheRoad(till, invoice, subscription);
}

/** After the last try: what the account is set to do. The invoice stays open and can still be paid by the person. */
function endOfTheRoad(till: Till, invoice: Invoice, subscription: Subscription): void {
	invoice.auto_advance = false;
	till.tx.put("invoice", till.account, invoice);
	const { afterRetries } = billingSettings(till.tx.store);
	if (subscription.status === "canceled") return;
	if (afterRetries === "cancel") endSubscription(till, subscription, "payment_failed");
	if (afterRetries === "unpaid") moveTo(till, subscription, "unpaid");
}

/** A renewal's hour as a draft is over, or a try is due again. */
export function finalizeDue(till: Till, invoice: Invoice): void {
	if (invoice.status !== "draft" || !invoice.auto_advance) return;
	finalize(till, invoice);
	if (invoice.collection_method === "charge_automatically") collect(till, invoice, { present: false });
}

export function retryDue(till: Till, invoice: Invoice): void {
	if (invoice.status !== "open" || !invoice.auto_advance) return;
	const intent = intentOfInvoice(till, invoice);
	const method = methodFor(till, invoice);
	// A card that asks for the person is only tried again once there is another; the schedule goes on meanwhile.
	if (intent?.status === "requires_action" && method?.id === idOf(intent.payment_method)) {
		noteFailure(till, invoice, false);
		return;
	}
	collect(till, invoice, { present: false });
}
