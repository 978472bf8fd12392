import type Stripe from "stripe";
import { jstDayString } from "../calendar/fiscal-year";
import type { PaymentTruth } from "../payments/payment-truth";

/** Our ids, from the subscription's metadata; an invoice carries a copy of them. */
type PlanMetadata = { planId: string | null; attemptId: string | null };

type CardTruth = { brand: string; last4: string; expMonth: number; expYear: number };

/** One subscription as Stripe knows it now, in our words. */
export type PlanTruth = PlanMetadata & {
	subscriptionId: string;
	customerId: string;
	/** what is to become of the plan's state; null: not begun, and it may never be */
	state: "active" | "paused" | "past_due" | "cancelled" | null;
	/** Stripe has stopped trying and left it standing: nothing will be collected any more */
	givenUp: boolean;
	endedByFailure: boolean;
	startedOn: string;
	endedOn: string | null;
	amountYen: bigint;
	/** JST day a pause ends; null without an end or without a pause */
	pausedUntil: string | null;
	/** JST day of the next renewal, whether or not it will be charged */
	periodEndOn: string;
	/** Charged on time, nothing open: its day may be moved to the anchor. */
	settled: boolean;
	card: CardTruth | null;
};

export const SUBSCRIPTION_EXPAND = ["default_payment_method", "customer.invoice_settings.default_payment_method"];

/** Source: docs.stripe.com/billing/subscriptions/overview#subscription-statuses */
export function readSubscription(subscription: Stripe.Subscription): PlanTruth {
	const item = subscription.items.data[0];
	if (!item) throw new Error(`subscription ${subscription.id} has no item`);
	const { status, pause_collection: pause } = subscription;
	const running = status === "active" || status === "trialing";
	const state = running ? (pause ? "paused" : "active") : STATES[status];
	const resumesAt = pause?.resumes_at ?? null;
	return {
		...readMetadata(subscription.metadata),
		subscriptionId: subscription.id,
		customerId: idOf(subscription.customer) ?? "",
		state: state ?? null,
		givenUp: status === "unpaid",
		endedByFailure: subscription.cancellation_details?.reason === "payment_failed",
		startedOn: dayOf(subscription.start_date),
		endedOn: subscription.ended_at === null ? null : dayOf(subscription.ended_at),
		amountYen: BigInt((item.price.unit_amount ?? 0) * (item.quantity ?? 1)),
		pausedUntil: resumesAt === null ? null : dayOf(resumesAt),
		periodEndOn: dayOf(item.current_period_end),
		settled: status === "active",
		card: readCard(subscription),
	};
}

const STATES: Record<string, PlanTruth["state"]> = {
	past_due: "past_due",
	unpaid: "past_due",
	paused: "paused",
	canceled: "cancelled",
};

function readMetadata(metadata: Stripe.Metadata | null | undefined): PlanMetadata {
	return { planId: metadata?.planId ?? null, attemptId: metadata?.attemptId ?? null };
}

/** The card the next renewal is charged to: the subscription's own, else the customer's. */
function readCard(subscription: Stripe.Subscription): CardTruth | null {
	const customer = subscription.customer;
	const fallback =
		typeof customer === "string" || customer.deleted ? null : customer.invoice_settings.default_payment_method;
	const method = subscription.default_payment_method ?? fallback;
	const card = method === null || typeof method === "string" ? undefined : method.card;
	if (!card) return null;
	return { brand: card.brand, last4: card.last4, expMonth: card.exp_month, expYear: card.exp_year };
}

/** One invoice of a subscription as Stripe knows it now. */
export type InvoiceTruth = PlanMetadata & {
	invoiceId: string;
	subscriptionId: string;
	/** the one that began the plan: its gift is the form's */
	isFirst: boolean;
	status: "draft" | "open" | "paid" | "uncollectible" | "void";
	amountYen: bigint;
	/** JST */
	dueOn: string;
	attemptCount: number;
	nextAttemptAt: Date | null;
	hostedUrl: string | null;
	/** what pays it; null for a draft, and for what was settled outside Stripe */
	payment: PaymentTruth | null;
};

/** @returns null when it is not an invoice of a subscription */
export function readInvoice(invoice: Stripe.Invoice, payment: PaymentTruth | null): InvoiceTruth | null {
	const parent = invoice.parent?.subscription_details;
	const subscriptionId = idOf(parent?.subscription ?? null);
	if (!invoice.id || subscriptionId === null) return null;
	const paid = payment?.charge ?? null;
	return {
		...readMetadata(parent?.metadata),
		invoiceId: invoice.id,
		subscriptionId,
		isFirst: invoice.billing_reason === "subscription_create",
		// The payment was read after the invoice, so it knows better.
		status: paid ? "paid" : readStatus(invoice.status),
		amountYen: paid ? paid.amountYen : BigInt(invoice.amount_due),
		dueOn: dayOf(invoice.created),
		attemptCount: invoice.attempt_count,
		nextAttemptAt: invoice.next_payment_attempt === null ? null : new Date(invoice.next_payment_attempt * 1000),
		hostedUrl: invoice.hosted_invoice_url ?? null,
		payment,
	};
}

const INVOICE_STATES = ["draft", "open", "paid", "uncollectible", "void"] as const;

/** A state Stripe invents later is nothing to act on, as a draft is. */
function readStatus(status: Stripe.Invoice.Status | null): InvoiceTruth["status"] {
	return INVOICE_STATES.find((known) => known === status) ?? "draft";
}

const dayOf = (seconds: number) => jstDayString(new Date(seconds * 1000));

export function idOf(reference: string | { id: string } | null | undefined): string | null {
	if (reference === null || reference === undefined) return null;
	return typeof reference === "string" ? reference : reference.id;
}
