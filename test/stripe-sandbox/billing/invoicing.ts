import type Stripe from "stripe";
import { newId, randomText } from "../ids.ts";
import { newIntent } from "../intent-shape.ts";
import { idOf, type Till, WrongState } from "../till.ts";
import type { Invoice, InvoiceItem, InvoiceLine, Price, Subscription } from "../wire.ts";
import { lineOfItem, newInvoice } from "./invoice-shape.ts";

/** Stripe leaves renewals open to changes for about an hour. */
const DRAFT_SECONDS = 60 * 60;

export function livingCustomer(till: Pick<Till, "tx" | "account">, id: string): Stripe.Customer {
	const customer = till.tx.get("customer", till.account, id);
	if (!customer || customer.deleted) throw new WrongState(`customer ${id} is gone`);
	return customer;
}

interface Draft {
	customer: string;
	reason: Stripe.Invoice.BillingReason;
	lines: InvoiceLine[];
	subscription: Subscription | null;
	period: { start: number; end: number };
	autoAdvance?: boolean;
	/** Items of this very change, which no index knows yet. */
	extras?: InvoiceItem[];
}

/** Writes a draft and takes up what was waiting to be billed to the customer. */
export function addInvoice(till: Till, draft: Draft): Invoice {
	const { tx, account } = till;
	const before = draft.reason === "manual" ? [] : takeWaiting(till, draft.customer, draft.subscription?.id ?? null);
	const waiting = [...before, ...(draft.extras ?? [])];
	const invoice = newInvoice({
		...draft,
		customer: livingCustomer(till, draft.customer),
		lines: [...waiting.map((item) => lineFor(till, item)), ...draft.lines],
		now: tx.now,
		autoAdvance: draft.autoAdvance ?? true,
	});
	claim(till, waiting, invoice.id);
	tx.put("invoice", account, invoice);
	tx.emit("invoice.created", account, invoice);
	return invoice;
}

/** Invoice items of a customer that no invoice has yet; those of another subscription stay. */
export function takeWaiting(till: Till, customer: string, subscription: string | null): InvoiceItem[] {
	const rows = till.tx.store.rows("invoice_item", till.account, "customer", customer);
	const items: InvoiceItem[] = [];
	for (const row of rows) {
		const item = till.tx.get("invoice_item", till.account, row.id);
		if (!item || item.invoice !== null) continue;
		const owner = item.parent?.subscription_details?.subscription ?? null;
		if (owner === null || owner === subscription) items.push(item);
	}
	return items;
}

export function claim(till: Till, items: InvoiceItem[], invoiceId: string | null): void {
	for (const item of items) {
		item.invoice = invoiceId;
		till.tx.put("invoice_item", till.account, item);
	}
}

export function lineFor(till: Till, item: InvoiceItem): InvoiceLine {
	const id = idOf(item.pricing?.price_details?.price);
	const price: Price | undefined = id === null ? undefined : till.tx.get("price", till.account, id);
	return lineOfItem(item, price ?? null);
}

/** Lets a renewal's draft lie for an hour before it is finalized. */
export function finalizeLater(till: Till, invoice: Invoice): void {
	invoice.automatically_finalizes_at = till.tx.now + DRAFT_SECONDS;
	till.tx.put("invoice", till.account, invoice);
	till.clock.set(till.tx, "finalize_invoice", till.account, invoice.id, invoice.automatically_finalizes_at * 1000);
}

/** The one payment an invoice waits for; its id follows from the invoice's. */
const paymentIdOf = (invoice: Invoice): string => `inpay_1${invoice.id.slice(4)}`;

/** A draft becomes binding: it gets its number, its page and, when something is due, its payment intent. */
export function finalize(till: Till, invoice: Invoice): Invoice {
	const { tx, account, clock } = till;
	if (invoice.status !== "draft") throw new WrongState(`invoice ${invoice.id} is ${invoice.status}, not a draft`);
	const customer = livingCustomer(till, idOf(invoice.customer) ?? "");
	clock.cancel(tx, "finalize_invoice", invoice.id);
	invoice.status = "open";
	invoice.automatically_finalizes_at = null;
	invoice.effective_at = tx.now;
	invoice.number = `${customer.invoice_prefix ?? "SANDBOX"}-${String(customer.next_invoice_sequence ?? 1).padStart(4, "0")}`;
	invoice.status_transitions.finalized_at = tx.now;
	invoice.ending_balance = Math.min(0, invoice.total + invoice.starting_balance);
	invoice.hosted_invoice_url = `${till.base}/c/invoice/${invoice.id}`;
	customer.next_invoice_sequence = (customer.next_invoice_sequence ?? 1) + 1;
	customer.balance = invoice.ending_balance;
	tx.put("customer", account, customer);
	tx.put("invoice", account, invoice);
	tx.emit("invoice.finalized", account, invoice, { status: "draft" });
	if (invoice.amount_due === 0) markPaid(till, invoice);
	else addPayment(till, invoice, customer);
	return invoice;
}

function addPayment(till: Till, invoice: Invoice, customer: Stripe.Customer): void {
	const { tx, account } = till;
	const subscription = subscriptionOf(till, invoice);
	const percent = subscription?.application_fee_percent ?? null;
	const intent = newIntent({
		amount: invoice.amount_due,
		application_fee_amount: percent === null ? null : Math.round((invoice.amount_due * percent) / 100),
		created: tx.now,
		customer: customer.id,
		description: subscription
			? `Subscription ${invoice.billing_reason === "subscription_create" ? "creation" : "update"}`
			: `Payment for Invoice ${invoice.number}`,
		on_behalf_of: idOf(invoice.on_behalf_of),
		receipt_email: null,
		setup_future_usage: subscription ? "off_session" : null,
	});
	tx.put("payment_intent", account, intent);
	tx.emit("payment_intent.created", account, intent);
	tx.put("invoice_payment", account, {
		id: paymentIdOf(invoice),
		object: "invoice_payment",
		amount_paid: null,
		amount_requested: invoice.amount_due,
		created: tx.now,
		currency: "jpy",
		invoice: invoice.id,
		is_default: true,
		livemode: false,
		payment: { payment_intent: intent.id, type: "payment_intent" },
		status: "open",
		status_transitions: { canceled_at: null, paid_at: null },
	});
	invoice.confirmation_secret = { client_secret: intent.client_secret ?? randomText(30), type: "payment_intent" };
	tx.put("invoice", account, invoice);
}

export const paymentOf = (till: Pick<Till, "tx" | "account">, invoice: Invoice) =>
	till.tx.get("invoice_payment", till.account, paymentIdOf(invoice));

export function intentOfInvoice(
	till: Pick<Till, "tx" | "account">,
	invoice: Invoice,
): Stripe.PaymentIntent | undefined {
	const id = idOf(paymentOf(till, invoice)?.payment.payment_intent);
	return id === null ? undefined : till.tx.get("payment_intent", till.account, id);
}

export function subscriptionOf(till: Pick<Till, "tx" | "account">, invoice: Invoice): Subscription | undefined {
	const id = idOf(invoice.parent?.subscription_details?.subscription);
	return id === null ? undefined : till.tx.get("subscription", till.account, id);
}

/** An invoice is settled, by a payment or because nothing was due. */
export function markPaid(till: Till, invoice: Invoice): void {
	const { tx, account, clock } = till;
	const payment = paymentOf(till, invoice);
	clock.cancel(tx, "retry_invoice", invoice.id);
	invoice.status = "paid";
	invoice.attempted = true;
	invoice.amount_paid = payment ? invoice.amount_due : 0;
	invoice.amount_remaining = 0;
	invoice.next_payment_attempt = null;
	invoice.status_transitions.paid_at = tx.now;
	invoice.auto_advance = false;
	tx.put("invoice", account, invoice);
	if (payment) {
		payment.status = "paid";
		payment.amount_paid = invoice.amount_due;
		payment.status_transitions.paid_at = tx.now;
		tx.put("invoice_payment", account, payment);
	}
	tx.emit("invoice.paid", account, invoice);
	tx.emit("invoice.payment_succeeded", account, invoice);
	if (payment) tx.emit("invoice_payment.paid", account, payment);
}

/** Ends an invoice that will not be paid, and its payment intent with it. */
export function giveUp(till: Till, invoice: Invoice, how: "void" | "uncollectible"): Invoice {
	const { tx, account, clock } = till;
	const before = invoice.status;
	clock.cancel(tx, "finalize_invoice", invoice.id);
	clock.cancel(tx, "retry_invoice", invoice.id);
	invoice.status = how;
	invoice.auto_advance = false;
	invoice.next_payment_attempt = null;
	if (how === "void") invoice.status_transitions.voided_at = tx.now;
	else invoice.status_transitions.marked_uncollectible_at = tx.now;
	tx.put("invoice", account, invoice);
	if (how === "void") cancelPayment(till, invoice);
	tx.emit(how === "void" ? "invoice.voided" : "invoice.marked_uncollectible", account, invoice, { status: before });
	return invoice;
}

function cancelPayment(till: Till, invoice: Invoice): void {
	const { tx, account } = till;
	const payment = paymentOf(till, invoice);
	const intent = intentOfInvoice(till, invoice);
	if (payment) {
		payment.status = "canceled";
		payment.status_transitions.canceled_at = tx.now;
		tx.put("invoice_payment", account, payment);
	}
	if (!intent || intent.status === "succeeded" || intent.status === "canceled") return;
	intent.status = "canceled";
	intent.canceled_at = tx.now;
	intent.cancellation_reason = "void_invoice";
	intent.next_action = null;
	tx.put("payment_intent", account, intent);
	tx.emit("payment_intent.canceled", account, intent);
}

/** Something to be billed with the customer's next invoice. */
export function addItem(
	till: Pick<Till, "tx" | "account">,
	given: Pick<InvoiceItem, "amount" | "customer" | "description" | "period" | "proration"> & {
		price: Price | null;
		quantity: number;
		subscription: string | null;
		metadata?: Record<string, string>;
	},
): InvoiceItem {
	const { price, quantity, subscription, metadata, ...rest } = given;
	const item: InvoiceItem = {
		id: newId("ii_1"),
		object: "invoiceitem",
		currency: "jpy",
		customer_account: null,
		date: till.tx.now,
		discountable: !given.proration,
		discounts: [],
		invoice: null,
		livemode: false,
		metadata: metadata ?? {},
		net_amount: given.amount,
		parent: subscription === null ? null : { subscription_details: { subscription }, type: "subscription_details" },
		pricing: price && {
			price_details: {
				price: price.id,
				product: typeof price.product === "string" ? price.product : price.product.id,
			},
			type: "price_details",
			unit_amount_decimal: price.unit_amount_decimal,
		},
		quantity,
		quantity_decimal: String(quantity),
		tax_rates: [],
		test_clock: null,
		...rest,
	};
	till.tx.put("invoice_item", till.account, item);
	till.tx.emit("invoiceitem.created", till.account, item);
	return item;
}
