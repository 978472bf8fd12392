import type Stripe from "stripe";
import { ApiError, invalid } from "./api-error.ts";
import { type Call, found, list, named, pathId, read } from "./call.ts";
import { addCard, DECLINES, isTestCard, numberOfName, verdictOnKeeping } from "./cards.ts";
import { mergedMetadata } from "./metadata.ts";
import {
	emptyable,
	integer,
	metadata,
	missingParameter,
	need,
	object,
	oneOf,
	paging,
	paramsOf,
	text,
} from "./params.ts";
import { address, addressOf, expandable } from "./shapes.ts";
import { idOf, type Till } from "./till.ts";

const billingDetails = object({
	address: emptyable(address),
	email: emptyable(text(512)),
	name: emptyable(text(256)),
	phone: emptyable(text(20)),
	tax_id: text(),
});
type Create = Stripe.PaymentMethodCreateParams;
const createParams = paramsOf<
	Pick<Create, "billing_details" | "card" | "customer" | "expand" | "metadata" | "type" | "allow_redisplay">
>()({
	allow_redisplay: oneOf("always", "limited", "unspecified"),
	billing_details: billingDetails,
	card: object({
		number: text(),
		exp_month: integer(1, 12),
		exp_year: integer(2000, 2100),
		cvc: text(4),
		token: text(),
		networks: object({ preferred: text() }),
	}),
	customer: text(),
	metadata,
	type: need(oneOf("card")),
	...expandable,
});
const updateParams = paramsOf<Omit<Stripe.PaymentMethodUpdateParams, "us_bank_account">>()({
	allow_redisplay: oneOf("always", "limited", "unspecified"),
	billing_details: billingDetails,
	card: object({
		exp_month: integer(1, 12),
		exp_year: integer(2000, 2100),
		networks: object({ preferred: emptyable(text()) }),
	}),
	metadata: emptyable(metadata),
	...expandable,
});
const attachParams = paramsOf<Stripe.PaymentMethodAttachParams>()({
	customer: text(),
	customer_account: text(),
	...expandable,
});
const listParams = paramsOf<Stripe.PaymentMethodListParams>()({
	...paging,
	allow_redisplay: text(),
	customer: text(),
	customer_account: text(),
	type: text(),
});

type Method = Stripe.PaymentMethod;

export function createMethod(call: Call): Method {
	const input = read(call, createParams);
	if (input.card === undefined) throw missingParameter("card");
	const { number, token, exp_month, exp_year } = input.card;
	const known = token === undefined ? number : numberOfName(token);
	if (known === undefined || !isTestCard(known)) {
		throw new ApiError(402, "card_error", "Your card number is incorrect.", {
			code: "incorrect_number",
			param: "card[number]",
		});
	}
	if (number !== undefined && (exp_month === undefined || exp_year === undefined))
		throw missingParameter(exp_month === undefined ? "card[exp_month]" : "card[exp_year]");
	const method = addCard(call, { number: known, expMonth: exp_month, expYear: exp_year });
	applyBilling(method, input.billing_details);
	method.metadata = input.metadata ?? {};
	if (input.customer !== undefined) return attachTo(call, input.customer, method.id, "customer");
	return method;
}

export const retrieveMethod = (call: Call): Method => found(call, "payment_method", pathId(call), "payment_method");

export function updateMethod(call: Call): Method {
	const method = retrieveMethod(call);
	const input = read(call, updateParams);
	const before = structuredClone(method);
	applyBilling(method, input.billing_details);
	if (method.card && input.card?.exp_month !== undefined) method.card.exp_month = input.card.exp_month;
	if (method.card && input.card?.exp_year !== undefined) method.card.exp_year = input.card.exp_year;
	if (input.metadata !== undefined) method.metadata = mergedMetadata(method.metadata, input.metadata ?? {});
	call.tx.put("payment_method", call.account, method);
	call.tx.emit("payment_method.updated", call.account, method, { card: before.card, metadata: before.metadata });
	return method;
}

export function listMethods(call: Call) {
	const { customer, type, limit, starting_after, ending_before } = read(call, listParams);
	return pageOf(call, "/v1/payment_methods", customer, type, { limit, starting_after, ending_before });
}

export function listMethodsOfCustomer(call: Call) {
	const customer = found(call, "customer").id;
	const { type, limit, starting_after, ending_before } = read(call, listParams);
	const url = `/v1/customers/${customer}/payment_methods`;
	return pageOf(call, url, customer, type, { limit, starting_after, ending_before });
}

function pageOf(call: Call, url: string, customer: string | undefined, type: string | undefined, page: object) {
	return list(call, "payment_method", url, page, {
		where: { customer, type },
		index: "customer",
		matches: (row) => row.keys.customer !== undefined,
	});
}

export function retrieveMethodOfCustomer(call: Call): Method {
	return methodOf(call, found(call, "customer").id, pathId(call, 1), "payment_method", 404);
}

export function attachMethod(call: Call): Method {
	const input = read(call, attachParams);
	if (input.customer === undefined) throw missingParameter("customer");
	return attachTo(call, input.customer, pathId(call), "payment_method");
}

export function detachMethod(call: Call): Method {
	const method = retrieveMethod(call);
	read(call, paramsOf<Stripe.PaymentMethodDetachParams>()(expandable));
	const customerId = idOf(method.customer);
	if (customerId === null) {
		throw invalid("The payment method you provided is not attached to a customer so detachment is impossible.", {
			param: "payment_method",
		});
	}
	const customer = call.tx.get("customer", call.account, customerId);
	if (customer && !customer.deleted && customer.invoice_settings.default_payment_method === method.id) {
		customer.invoice_settings.default_payment_method = null;
		call.tx.put("customer", call.account, customer);
	}
	for (const row of call.tx.store.rows("subscription", call.account, "customer", customerId)) {
		const subscription = call.tx.get("subscription", call.account, row.id);
		if (!subscription || subscription.default_payment_method !== method.id) continue;
		subscription.default_payment_method = null;
		call.tx.put("subscription", call.account, subscription);
	}
	method.customer = null;
	call.tx.put("payment_method", call.account, method);
	call.tx.emit("payment_method.detached", call.account, method, { customer: customerId });
	return method;
}

/** Attaches a method, or a test card by its name, to a customer. Cards that are refused at once are refused here too. */
export function attachTo(call: Call, customerId: string, methodId: string, param = "payment_method"): Method {
	const customer = named(call, "customer", customerId, "customer");
	const number = methodId.startsWith("pm_card_") ? numberOfName(methodId) : undefined;
	const method = number === undefined ? named(call, "payment_method", methodId, param) : addCard(call, { number });
	const owner = idOf(method.customer);
	if (owner === customer.id) return method;
	if (owner !== null) {
		throw invalid("The payment method you provided has already been attached to a customer.", {
			code: "payment_method_unexpected_state",
			param,
		});
	}
	const verdict = verdictOnKeeping(method, call.tx.now);
	if (verdict !== "approve" && verdict !== "challenge") {
		const { code, declineCode, message } = DECLINES[verdict];
		throw new ApiError(402, "card_error", message, { code, decline_code: declineCode, param });
	}
	return attachKnown(call, customer.id, method);
}

/** Attaches without asking the issuer, who has just approved. */
export function attachKnown(till: Pick<Till, "tx" | "account">, customerId: string, method: Method): Method {
	if (method.customer !== null) return method;
	method.customer = customerId;
	till.tx.put("payment_method", till.account, method);
	till.tx.emit("payment_method.attached", till.account, method);
	return method;
}

/** A method that belongs to the customer, or the error Stripe gives. */
export function methodOf(call: Call, customerId: string, id: string, param: string, status: 400 | 404 = 400): Method {
	if (id.startsWith("pm_card_")) return attachTo(call, customerId, id, param);
	const method = call.tx.get("payment_method", call.account, id);
	if (method && idOf(method.customer) === customerId) return method;
	throw new ApiError(
		status,
		"invalid_request_error",
		`The customer does not have a payment method with the ID ${id}. The payment method must be attached to the customer.`,
		{ code: "resource_missing", param },
	);
}

interface Billing {
	address?: { [K in keyof Stripe.Address]?: string | null | undefined } | null | undefined;
	email?: string | null | undefined;
	name?: string | null | undefined;
	phone?: string | null | undefined;
	tax_id?: string | undefined;
}

function applyBilling(method: Method, input: Billing | undefined): void {
	if (!input) return;
	const billing = method.billing_details;
	if (input.address !== undefined) billing.address = addressOf(input.address);
	if (input.email !== undefined) billing.email = input.email;
	if (input.name !== undefined) billing.name = input.name;
	if (input.phone !== undefined) billing.phone = input.phone;
}
