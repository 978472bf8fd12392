import type Stripe from "stripe";
import { ApiError, invalid } from "../api-error.ts";
import { type Call, found, list, named, pageOfArray, pathId, read } from "../call.ts";
import { mergedMetadata } from "../metadata.ts";
import {
	anything,
	created,
	emptyable,
	flag,
	integer,
	metadata,
	missingParameter,
	oneOf,
	paging,
	paramsOf,
	text,
} from "../params.ts";
import { methodOf } from "../payment-methods.ts";
import { expandable } from "../shapes.ts";
import { idOf, tillOf } from "../till.ts";
import type { Invoice, InvoiceLine, List } from "../wire.ts";
import { collect } from "./collect.ts";
import { addInvoice, claim, finalize, giveUp, intentOfInvoice, markPaid, takeWaiting } from "./invoicing.ts";
import { upcoming } from "./renew.ts";

const fields = {
	account_tax_ids: anything,
	application_fee_amount: integer(0),
	auto_advance: flag,
	automatic_tax: anything,
	automatically_finalizes_at: integer(0),
	collection_method: oneOf("charge_automatically", "send_invoice"),
	custom_fields: anything,
	days_until_due: integer(0),
	default_payment_method: text(),
	default_source: anything,
	default_tax_rates: anything,
	description: text(1500),
	discounts: anything,
	due_date: integer(0),
	effective_at: anything,
	footer: text(5000),
	issuer: anything,
	metadata: emptyable(metadata),
	number: anything,
	on_behalf_of: emptyable(text()),
	payment_settings: anything,
	rendering: anything,
	shipping_cost: anything,
	shipping_details: anything,
	statement_descriptor: text(22),
	transfer_data: anything,
	...expandable,
};
const createParams = paramsOf<Stripe.InvoiceCreateParams>()({
	...fields,
	currency: text(3),
	customer: text(),
	customer_account: text(),
	from_invoice: anything,
	pending_invoice_items_behavior: oneOf("exclude", "include"),
	subscription: text(),
});
const updateParams = paramsOf<Stripe.InvoiceUpdateParams>()(fields);
const listParams = paramsOf<Stripe.InvoiceListParams>()({
	...paging,
	collection_method: oneOf("charge_automatically", "send_invoice"),
	created,
	customer: text(),
	customer_account: text(),
	due_date: created,
	status: oneOf("draft", "open", "paid", "uncollectible", "void"),
	subscription: text(),
});
const payParams = paramsOf<Stripe.InvoicePayParams>()({
	forgive: flag,
	mandate: emptyable(text()),
	off_session: flag,
	paid_out_of_band: flag,
	payment_method: text(),
	source: text(),
	...expandable,
});
const previewParams = paramsOf<Pick<Stripe.InvoiceCreatePreviewParams, "customer" | "subscription" | "expand">>()({
	customer: text(),
	subscription: text(),
	...expandable,
});

export function createInvoice(call: Call): Invoice {
	const input = read(call, createParams);
	const subscription =
		input.subscription === undefined ? null : named(call, "subscription", input.subscription, "subscription");
	const customer = input.customer ?? idOf(subscription?.customer);
	if (customer === null) throw missingParameter("customer");
	named(call, "customer", customer, "customer");
	const till = tillOf(call);
	const invoice = addInvoice(till, {
		customer,
		lines: [],
		period: { start: call.tx.now, end: call.tx.now },
		reason: "manual",
		subscription,
		autoAdvance: input.auto_advance ?? false,
		extras:
			input.pending_invoice_items_behavior === "include" || subscription
				? takeWaiting(till, customer, subscription?.id ?? null)
				: [],
	});
	if (input.collection_method !== undefined) invoice.collection_method = input.collection_method;
	return apply(call, invoice, input);
}

type Changes = Pick<
	ReturnType<typeof updateParams.read>,
	"auto_advance" | "default_payment_method" | "description" | "footer" | "metadata" | "due_date"
>;

function apply(call: Call, invoice: Invoice, input: Changes): Invoice {
	if (input.auto_advance !== undefined) invoice.auto_advance = input.auto_advance;
	if (input.description !== undefined) invoice.description = input.description;
	if (input.footer !== undefined) invoice.footer = input.footer;
	if (input.due_date !== undefined) invoice.due_date = input.due_date;
	if (input.metadata !== undefined) invoice.metadata = mergedMetadata(invoice.metadata, input.metadata ?? {});
	if (input.default_payment_method !== undefined) {
		const customer = idOf(invoice.customer) ?? "";
		invoice.default_payment_method = methodOf(
			call,
			customer,
			input.default_payment_method,
			"default_payment_method",
		).id;
	}
	return call.tx.put("invoice", call.account, invoice);
}

export const retrieveInvoice = (call: Call): Invoice => found(call, "invoice", pathId(call), "invoice");

export function updateInvoice(call: Call): Invoice {
	const invoice = apply(call, retrieveInvoice(call), read(call, updateParams));
	call.tx.emit("invoice.updated", call.account, invoice);
	return invoice;
}

export function listInvoices(call: Call) {
	const input = read(call, listParams);
	const { created, customer, limit, starting_after, ending_before, status, subscription, collection_method } = input;
	const page = { created, limit, starting_after, ending_before };
	return list(call, "invoice", "/v1/invoices", page, {
		where: { customer, status, subscription, collection_method },
		index: subscription !== undefined ? "subscription" : "customer",
	});
}

export function deleteInvoice(call: Call): Stripe.DeletedInvoice {
	const invoice = retrieveInvoice(call);
	if (invoice.status !== "draft") throw state(invoice, "deleted");
	const till = tillOf(call);
	call.world.clock.cancel(call.tx, "finalize_invoice", invoice.id);
	const rows = call.tx.store.rows("invoice_item", call.account, "customer", idOf(invoice.customer) ?? "");
	const held = rows.flatMap((row) => call.tx.get("invoice_item", call.account, row.id) ?? []);
	const own = held.filter((item) => item.invoice === invoice.id);
	claim(till, own, null);
	call.tx.remove("invoice", invoice.id);
	call.tx.emit("invoice.deleted", call.account, invoice);
	return { id: invoice.id, object: "invoice", deleted: true };
}

const state = (invoice: Invoice, verb: string): ApiError =>
	invalid(`This invoice is ${invoice.status} and cannot be ${verb}.`, {
		code: invoice.status === "draft" ? "invoice_not_finalized" : "invoice_not_editable",
		param: "invoice",
	});

export function finalizeInvoice(call: Call): Invoice {
	const invoice = retrieveInvoice(call);
	const input = read(call, paramsOf<Stripe.InvoiceFinalizeInvoiceParams>()({ auto_advance: flag, ...expandable }));
	if (invoice.status !== "draft") throw state(invoice, "finalized");
	if (input.auto_advance !== undefined) invoice.auto_advance = input.auto_advance;
	const till = tillOf(call);
	finalize(till, invoice);
	if (invoice.auto_advance && invoice.status === "open" && invoice.collection_method === "charge_automatically")
		collect(till, invoice, { present: false });
	return invoice;
}

export function payInvoice(call: Call): Invoice {
	const invoice = retrieveInvoice(call);
	const input = read(call, payParams);
	const till = tillOf(call);
	if (invoice.status === "draft") finalize(till, invoice);
	if (invoice.status === "paid") throw invalid("Invoice is already paid", { code: "invoice_already_paid" });
	if (invoice.status !== "open" && invoice.status !== "uncollectible") throw state(invoice, "paid");
	invoice.status = "open";
	const customer = idOf(invoice.customer) ?? "";
	if (input.paid_out_of_band) {
		markPaid(till, invoice);
		return invoice;
	}
	const method =
		input.payment_method === undefined ? undefined : methodOf(call, customer, input.payment_method, "payment_method");
	const collected = collect(till, invoice, { present: input.off_session === false, method });
	if (collected === "paid") return invoice;
	// What happened is kept, as at Stripe, although the answer is an error.
	const failed = intentOfInvoice(till, invoice)?.last_payment_error;
	if (collected === "no_method")
		throw kept(
			invalid("There is no `default_payment_method` set on this Customer or Invoice.", { param: "payment_method" }),
		);
	if (collected === "challenged")
		throw kept(
			new ApiError(402, "card_error", "This payment requires additional user action before it can be completed.", {
				code: "invoice_payment_intent_requires_action",
			}),
		);
	throw kept(
		new ApiError(402, "card_error", failed?.message ?? "Your card was declined.", {
			code: failed?.code ?? "card_declined",
			...(failed?.decline_code ? { decline_code: failed.decline_code } : {}),
		}),
	);
}

function kept(error: ApiError): ApiError {
	error.keepsChanges = true;
	return error;
}

export function voidInvoice(call: Call): Invoice {
	const invoice = retrieveInvoice(call);
	read(call, paramsOf<Stripe.InvoiceVoidInvoiceParams>()(expandable));
	if (invoice.status !== "open" && invoice.status !== "uncollectible") throw state(invoice, "voided");
	return giveUp(tillOf(call), invoice, "void");
}

export function markUncollectible(call: Call): Invoice {
	const invoice = retrieveInvoice(call);
	read(call, paramsOf<Stripe.InvoiceMarkUncollectibleParams>()(expandable));
	if (invoice.status !== "open") throw state(invoice, "marked uncollectible");
	return giveUp(tillOf(call), invoice, "uncollectible");
}

export function previewInvoice(call: Call): Invoice {
	const input = read(call, previewParams);
	if (input.subscription === undefined) throw missingParameter("subscription");
	const subscription = named(call, "subscription", input.subscription, "subscription");
	if (subscription.status === "canceled")
		throw new ApiError(404, "invalid_request_error", "No upcoming invoices for the subscription", {
			code: "invoice_upcoming_none",
		});
	return upcoming(tillOf(call), subscription);
}

export function listInvoiceLines(call: Call): List<InvoiceLine> {
	const { id, lines } = retrieveInvoice(call);
	const input = read(call, paramsOf<Stripe.InvoiceListLineItemsParams>()(paging));
	return pageOfArray(lines.data, `/v1/invoices/${id}/lines`, input);
}
