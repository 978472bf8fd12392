import type Stripe from "stripe";
import { newId } from "../ids.ts";
import type { Invoice, InvoiceItem, InvoiceLine, Price, Subscription } from "../wire.ts";

const productOf = (price: Price): string => (typeof price.product === "string" ? price.product : price.product.id);

interface Period {
	start: number;
	end: number;
}

type LineFacts = Pick<InvoiceLine, "amount" | "description" | "period" | "quantity"> & {
	price: Price | null;
	parent: Stripe.InvoiceLineItem["parent"];
	subscription: string | null;
	metadata?: Record<string, string>;
};

function newLine(facts: LineFacts): InvoiceLine {
	const { price, metadata, ...given } = facts;
	return {
		id: newId("il_1"),
		object: "line_item",
		currency: "jpy",
		discount_amounts: [],
		discountable: true,
		discounts: [],
		invoice: null,
		livemode: false,
		metadata: metadata ?? {},
		pretax_credit_amounts: [],
		pricing: price && {
			price_details: { price: price.id, product: productOf(price) },
			type: "price_details",
			unit_amount_decimal: price.unit_amount_decimal,
		},
		quantity_decimal: given.quantity === null ? null : String(given.quantity),
		subtotal: given.amount,
		taxes: [],
		...given,
	};
}

/** One line per item of the subscription, for a period, at a share of its price. */
export function itemLines(
	subscription: Subscription,
	period: Period,
	share: number,
	nameOf: (price: Price) => string,
): InvoiceLine[] {
	const trial = subscription.trial_end !== null && period.end <= subscription.trial_end;
	return subscription.items.data.map((item) => {
		const quantity = item.quantity ?? 1;
		const amount = Math.round((item.price.unit_amount ?? 0) * quantity * share);
		const name = nameOf(item.price);
		const each = `¥${(item.price.unit_amount ?? 0).toLocaleString("en")}`;
		const whole = `${quantity} × ${name} (at ${each} / ${item.plan.interval})`;
		return newLine({
			amount,
			description: trial ? `Trial period for ${name}` : whole,
			metadata: { ...subscription.metadata },
			parent: {
				invoice_item_details: null,
				subscription_item_details: {
					invoice_item: null,
					proration: share > 0 && share < 1,
					proration_details: null,
					subscription: subscription.id,
					subscription_item: item.id,
				},
				type: "subscription_item_details",
			},
			period,
			price: item.price,
			quantity,
			subscription: subscription.id,
		});
	});
}

export const lineOfItem = (item: InvoiceItem, price: Price | null): InvoiceLine =>
	newLine({
		amount: item.amount,
		description: item.description,
		metadata: item.metadata ?? {},
		parent: {
			invoice_item_details: {
				invoice_item: item.id,
				proration: item.proration,
				proration_details: item.proration ? { credited_items: null } : null,
				subscription: item.parent?.subscription_details?.subscription ?? null,
			},
			subscription_item_details: null,
			type: "invoice_item_details",
		},
		period: item.period,
		price,
		quantity: item.quantity,
		subscription: item.parent?.subscription_details?.subscription ?? null,
	});

interface NewInvoice {
	customer: Stripe.Customer;
	reason: Stripe.Invoice.BillingReason;
	lines: InvoiceLine[];
	subscription: Subscription | null;
	period: Period;
	now: number;
	autoAdvance: boolean;
}

/** A draft with its lines; the amounts follow from them. */
export function newInvoice(given: NewInvoice): Invoice {
	const { customer, subscription, now } = given;
	const id = newId("in_1");
	const lines = given.lines.map((line) => ({ ...line, invoice: id }));
	const invoice: Invoice = {
		id,
		object: "invoice",
		account_country: "JP",
		account_name: "Sandbox",
		account_tax_ids: null,
		amount_due: 0,
		amount_overpaid: 0,
		amount_paid: 0,
		amount_remaining: 0,
		amount_shipping: 0,
		application: null,
		attempt_count: 0,
		attempted: false,
		auto_advance: given.autoAdvance,
		automatic_tax: { disabled_reason: null, enabled: false, liability: null, provider: null, status: null },
		automatically_finalizes_at: null,
		billing_reason: given.reason,
		collection_method: subscription?.collection_method ?? "charge_automatically",
		created: now,
		currency: "jpy",
		custom_fields: null,
		customer: customer.id,
		customer_account: null,
		customer_address: customer.address ?? null,
		customer_email: customer.email,
		customer_name: customer.name ?? null,
		customer_phone: customer.phone ?? null,
		customer_shipping: null,
		customer_tax_exempt: "none",
		customer_tax_ids: [],
		default_payment_method: null,
		default_source: null,
		default_tax_rates: [],
		description: subscription?.description ?? null,
		discounts: [],
		due_date: null,
		effective_at: null,
		ending_balance: null,
		footer: null,
		from_invoice: null,
		hosted_invoice_url: null,
		invoice_pdf: null,
		issuer: { type: "self" },
		last_finalization_error: null,
		latest_revision: null,
		lines: { object: "list", data: lines, has_more: false, url: `/v1/invoices/${id}/lines` },
		livemode: false,
		metadata: {},
		next_payment_attempt: null,
		number: null,
		on_behalf_of: subscription?.on_behalf_of ?? null,
		parent: subscription && {
			quote_details: null,
			subscription_details: { metadata: { ...subscription.metadata }, subscription: subscription.id },
			type: "subscription_details",
		},
		payment_settings: { default_mandate: null, payment_method_options: null, payment_method_types: null },
		period_end: given.period.end,
		period_start: given.period.start,
		post_payment_credit_notes_amount: 0,
		pre_payment_credit_notes_amount: 0,
		receipt_number: null,
		rendering: null,
		shipping_cost: null,
		shipping_details: null,
		starting_balance: 0,
		statement_descriptor: null,
		status: "draft",
		status_transitions: { finalized_at: null, marked_uncollectible_at: null, paid_at: null, voided_at: null },
		subtotal: 0,
		subtotal_excluding_tax: 0,
		test_clock: subscription?.test_clock ?? customer.test_clock ?? null,
		total: 0,
		total_discount_amounts: [],
		total_excluding_tax: 0,
		total_pretax_credit_amounts: [],
		total_taxes: [],
		webhooks_delivered_at: now,
	};
	addUp(invoice, customer.balance);
	return invoice;
}

/** The amounts of a draft. A credit the customer has left (a negative balance) is used, and one that comes out is kept. */
export function addUp(invoice: Invoice, balanceYen: number): void {
	const total = invoice.lines.data.reduce((sum, line) => sum + line.amount, 0);
	invoice.subtotal = total;
	invoice.subtotal_excluding_tax = total;
	invoice.total = total;
	invoice.total_excluding_tax = total;
	invoice.starting_balance = balanceYen;
	invoice.amount_due = Math.max(0, total + balanceYen);
	invoice.amount_remaining = invoice.amount_due;
}
