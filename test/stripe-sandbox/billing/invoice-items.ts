import type Stripe from "stripe";
import { invalid } from "../api-error.ts";
import { type Call, found, list, named, pathId, read } from "../call.ts";
import { mergedMetadata } from "../metadata.ts";
import {
	anything,
	created,
	emptyable,
	flag,
	integer,
	metadata,
	missingParameter,
	need,
	object,
	paging,
	paramsOf,
	text,
} from "../params.ts";
import { expandable } from "../shapes.ts";
import { tillOf } from "../till.ts";
import type { InvoiceItem } from "../wire.ts";
import { addUp } from "./invoice-shape.ts";
import { addItem, claim, lineFor } from "./invoicing.ts";

const createParams = paramsOf<Stripe.InvoiceItemCreateParams>()({
	amount: integer(-99_999_999, 99_999_999),
	currency: text(3),
	customer: text(),
	customer_account: text(),
	description: text(),
	discountable: flag,
	discounts: anything,
	invoice: text(),
	metadata: emptyable(metadata),
	period: object({ start: need(integer(0)), end: need(integer(0)) }),
	price_data: anything,
	pricing: object({ price: text() }),
	quantity: integer(1),
	quantity_decimal: anything,
	subscription: text(),
	tax_behavior: anything,
	tax_code: anything,
	tax_rates: anything,
	unit_amount_decimal: anything,
	...expandable,
});
const updateParams = paramsOf<Pick<Stripe.InvoiceItemUpdateParams, "amount" | "description" | "metadata" | "expand">>()(
	{
		amount: integer(-99_999_999, 99_999_999),
		description: text(),
		metadata: emptyable(metadata),
		...expandable,
	},
);
const listParams = paramsOf<Stripe.InvoiceItemListParams>()({
	...paging,
	created,
	customer: text(),
	customer_account: text(),
	invoice: text(),
	pending: flag,
});

/** Something to be billed once: with the draft it names, or with the customer's next invoice. */
export function createItem(call: Call): InvoiceItem {
	const input = read(call, createParams);
	for (const param of ["price_data", "quantity_decimal", "unit_amount_decimal"] as const)
		if (input[param] !== undefined) throw invalid(`The sandbox does not know '${param}' here.`, { param });
	if (input.customer === undefined) throw missingParameter("customer");
	const customer = named(call, "customer", input.customer, "customer");
	const price = input.pricing?.price === undefined ? null : named(call, "price", input.pricing.price, "pricing[price]");
	const quantity = input.quantity ?? 1;
	const amount = input.amount ?? (price === null ? undefined : (price.unit_amount ?? 0) * quantity);
	if (amount === undefined) throw missingParameter("amount");
	const draft = input.invoice === undefined ? null : named(call, "invoice", input.invoice, "invoice");
	if (draft && draft.status !== "draft")
		throw invalid("The invoice is not a draft any more.", { code: "invoice_not_editable", param: "invoice" });
	const item = addItem(call, {
		amount,
		customer: customer.id,
		description: input.description ?? null,
		period: input.period ?? { start: call.tx.now, end: call.tx.now },
		price,
		proration: false,
		quantity,
		subscription: input.subscription ?? null,
		metadata: input.metadata ?? {},
	});
	if (!draft) return item;
	const till = tillOf(call);
	claim(till, [item], draft.id);
	draft.lines.data.push({ ...lineFor(till, item), invoice: draft.id });
	addUp(draft, draft.starting_balance);
	call.tx.put("invoice", call.account, draft);
	call.tx.emit("invoice.updated", call.account, draft);
	return item;
}

export const retrieveItem = (call: Call): InvoiceItem => found(call, "invoice_item", pathId(call), "invoiceitem");

function waiting(call: Call): InvoiceItem {
	const item = retrieveItem(call);
	if (item.invoice) throw invalid("An invoice item that an invoice has taken up cannot be changed.");
	return item;
}

export function updateItem(call: Call): InvoiceItem {
	const item = waiting(call);
	const input = read(call, updateParams);
	if (input.amount !== undefined) item.amount = input.amount;
	if (input.description !== undefined) item.description = input.description;
	if (input.metadata !== undefined) item.metadata = mergedMetadata(item.metadata, input.metadata ?? {});
	return call.tx.put("invoice_item", call.account, item);
}

export function deleteItem(call: Call): Stripe.DeletedInvoiceItem {
	const item = waiting(call);
	call.tx.remove("invoice_item", item.id);
	call.tx.emit("invoiceitem.deleted", call.account, item);
	return { id: item.id, object: "invoiceitem", deleted: true };
}

export function listItems(call: Call) {
	const { created, customer, invoice, pending, limit, starting_after, ending_before } = read(call, listParams);
	const page = { created, limit, starting_after, ending_before };
	return list(call, "invoice_item", "/v1/invoiceitems", page, {
		where: { customer, invoice },
		index: "customer",
		matches: (row) => pending === undefined || (row.keys.invoice === undefined) === pending,
	});
}
