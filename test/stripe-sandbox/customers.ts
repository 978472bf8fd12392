import type Stripe from "stripe";
import { invalid } from "./api-error.ts";
import { type Call, found, list, named, pathId, read } from "./call.ts";
import { cashBalanceOf } from "./cash.ts";
import { mergedMetadata } from "./metadata.ts";
import { addCustomer } from "./new-customer.ts";
import {
	anything,
	created,
	emptyable,
	flag,
	integer,
	listOf,
	metadata,
	object,
	oneOf,
	paging,
	paramsOf,
	text,
} from "./params.ts";
import { attachTo, methodOf } from "./payment-methods.ts";
import { address, addressOf, expandable } from "./shapes.ts";
import type { Customer } from "./wire.ts";

const fields = {
	address: emptyable(address),
	balance: integer(),
	business_name: emptyable(text(150)),
	cash_balance: anything,
	description: emptyable(text()),
	email: emptyable(text(512)),
	individual_name: emptyable(text(150)),
	invoice_prefix: text(12),
	invoice_settings: object({
		custom_fields: anything,
		default_payment_method: emptyable(text()),
		footer: text(),
		rendering_options: anything,
	}),
	metadata,
	name: emptyable(text(256)),
	next_invoice_sequence: integer(1),
	phone: emptyable(text(20)),
	preferred_locales: listOf(text()),
	shipping: emptyable(anything),
	source: text(),
	tax: anything,
	tax_exempt: emptyable(oneOf("exempt", "none", "reverse")),
	validate: flag,
	...expandable,
};

const createParams = paramsOf<Stripe.CustomerCreateParams>()({
	...fields,
	payment_method: text(),
	tax_id_data: anything,
	test_clock: text(),
});
const updateParams = paramsOf<Stripe.CustomerUpdateParams>()({ ...fields, default_source: text() });
const listParams = paramsOf<Stripe.CustomerListParams>()({ ...paging, created, email: text(512), test_clock: text() });

export function createCustomer(call: Call): Customer {
	const input = read(call, createParams);
	checkEmail(input.email);
	const customer = addCustomer(call, { email: input.email ?? null, name: input.name ?? null }, (made) =>
		apply(made, input),
	);
	if (input.test_clock !== undefined) {
		customer.test_clock = named(call, "test_clock", input.test_clock, "test_clock").id;
		call.tx.put("customer", call.account, customer);
	}
	const attached = input.payment_method === undefined ? null : attachTo(call, customer.id, input.payment_method);
	const wanted = input.invoice_settings?.default_payment_method;
	if (wanted) {
		const param = "invoice_settings[default_payment_method]";
		const method = attached && wanted === input.payment_method ? attached : methodOf(call, customer.id, wanted, param);
		customer.invoice_settings.default_payment_method = method.id;
		call.tx.put("customer", call.account, customer);
	}
	return customer;
}

export const retrieveCustomer = (call: Call): Customer => found(call, "customer");

export function updateCustomer(call: Call): Customer {
	const customer = living(call);
	const input = read(call, updateParams);
	checkEmail(input.email);
	const before = structuredClone(customer);
	apply(customer, input);
	const settings = input.invoice_settings;
	if (settings?.default_payment_method !== undefined) {
		customer.invoice_settings.default_payment_method =
			settings.default_payment_method &&
			methodOf(call, customer.id, settings.default_payment_method, "invoice_settings[default_payment_method]").id;
	}
	call.tx.put("customer", call.account, customer);
	const previous = Object.fromEntries(
		Object.entries(before).filter(
			([key, value]) => JSON.stringify(value) !== JSON.stringify(Reflect.get(customer, key)),
		),
	);
	call.tx.emit("customer.updated", call.account, customer, previous);
	return customer;
}

export function deleteCustomer(call: Call): Customer {
	const customer = living(call);
	call.tx.put("customer", call.account, { id: customer.id, object: "customer", deleted: true });
	call.tx.emit("customer.deleted", call.account, customer);
	return { id: customer.id, object: "customer", deleted: true };
}

export function listCustomers(call: Call) {
	const { created, email, test_clock, limit, starting_after, ending_before } = read(call, listParams);
	const page = { created, limit, starting_after, ending_before };
	return list(call, "customer", "/v1/customers", page, {
		where: { email, test_clock },
		matches: (row) => row.keys.deleted === undefined,
	});
}

export function retrieveCashBalance(call: Call): Stripe.CashBalance {
	living(call);
	read(call, paramsOf<{ expand?: string[] }>()(expandable));
	return cashBalanceOf(call.tx, call.account, pathId(call));
}

const transactionListParams = paramsOf<Stripe.CustomerListCashBalanceTransactionsParams>()(paging);

export function listCashTransactions(call: Call) {
	living(call);
	const { expand: _, ...page } = read(call, transactionListParams);
	const customer = pathId(call);
	const url = `/v1/customers/${customer}/cash_balance_transactions`;
	return list(call, "cash_transaction", url, page, { where: { customer }, index: "customer" });
}

export function retrieveCashTransaction(call: Call): Stripe.CustomerCashBalanceTransaction {
	living(call);
	return found(call, "cash_transaction", pathId(call, 1), "transaction");
}

function living(call: Call): Stripe.Customer {
	const customer = found(call, "customer");
	if (customer.deleted) throw invalid(`No such customer: '${customer.id}'`, { code: "resource_missing", param: "id" });
	return customer;
}

function checkEmail(email: string | null | undefined): void {
	if (email && !/^[^@\s]+@[^@\s]+\.[^@\s]+$/.test(email)) {
		throw invalid(`Invalid email address: ${email}`, { code: "email_invalid", param: "email" });
	}
}

interface Changes {
	address?: { [K in keyof Stripe.Address]?: string | null | undefined } | null | undefined;
	business_name?: string | null | undefined;
	description?: string | null | undefined;
	email?: string | null | undefined;
	individual_name?: string | null | undefined;
	metadata?: Record<string, string> | undefined;
	name?: string | null | undefined;
	phone?: string | null | undefined;
	preferred_locales?: string[] | undefined;
}

function apply(customer: Stripe.Customer, input: Changes): void {
	if (input.address !== undefined) customer.address = addressOf(input.address);
	if (input.description !== undefined) customer.description = input.description;
	if (input.email !== undefined) customer.email = input.email;
	if (input.name !== undefined) customer.name = input.name;
	if (input.phone !== undefined) customer.phone = input.phone;
	if (input.preferred_locales !== undefined) customer.preferred_locales = input.preferred_locales;
	if (input.business_name) customer.business_name = input.business_name;
	if (input.individual_name) customer.individual_name = input.individual_name;
	if (input.metadata !== undefined) customer.metadata = mergedMetadata(customer.metadata, input.metadata);
}
