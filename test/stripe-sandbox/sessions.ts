import type Stripe from "stripe";
import { invalid, missing } from "./api-error.ts";
import { type Call, found, list, named, pathId, read } from "./call.ts";
import { mergedMetadata } from "./customers.ts";
import { newId, randomText } from "./ids.ts";
import { offeredMethods } from "./offered-methods.ts";
import { missingParameter, paging, paramsOf } from "./params.ts";
import { inlinePrice } from "./prices.ts";
import { expireSession } from "./session-expiry.ts";
import { type CreateSession, createSessionParams, listSessionParams, updateSessionParams } from "./session-params.ts";
import { newSession } from "./session-shape.ts";
import { expandable } from "./shapes.ts";
import type { LineItem, List, Session, SessionPlan } from "./wire.ts";

const MIN_YEN = 50;
const MAX_YEN = 99_999_999;
const DAY = 24 * 60 * 60;

export function createSession(call: Call): Session {
	const input = read(call, createSessionParams);
	checkMode(input);
	checkUrls(input);
	const lineItems = (input.line_items ?? []).map((item, at) => lineItemOf(call, item, at));
	if (lineItems.length === 0) throw missingParameter("line_items");
	const totalYen = lineItems.reduce((sum, item) => sum + item.amount_total, 0);
	checkTotal(totalYen);
	const customer = customerOf(call, input);
	const options = input.payment_method_options;
	const methods = offeredMethods({
		amountYen: totalYen,
		customer: customer !== null,
		allowed: input.allowed_payment_method_types,
		excluded: input.excluded_payment_method_types,
		bankTransferType: options?.customer_balance?.bank_transfer?.type,
	});
	const id = `cs_test_${randomText(58)}`;
	const session = newSession({
		id,
		input,
		totalYen,
		methods,
		customer,
		created: call.tx.now,
		expiresAt: expiryOf(input, call.tx.now),
		url: `${call.base}/c/pay/${id}`,
	});
	call.tx.put("session", call.account, session);
	call.tx.put("session_plan", call.account, planOf(id, input, lineItems));
	call.world.clock.set(call.tx, "expire_session", call.account, id, session.expires_at * 1000);
	return session;
}

export const retrieveSession = (call: Call): Session => found(call, "session", pathId(call), "session");

export function updateSession(call: Call): Session {
	const session = retrieveSession(call);
	const input = read(call, updateSessionParams);
	if (input.metadata !== undefined) session.metadata = mergedMetadata(session.metadata, input.metadata ?? {});
	return call.tx.put("session", call.account, session);
}

export function listSessions(call: Call): List<Session> {
	const input = read(call, listSessionParams);
	const { created, limit, starting_after, ending_before, customer, payment_intent, status } = input;
	const page = { created, limit, starting_after, ending_before };
	return list(call, "session", "/v1/checkout/sessions", page, {
		where: { customer, payment_intent, status, email: input.customer_details?.email },
		index: payment_intent !== undefined ? "payment_intent" : "customer",
		matches: () => input.payment_link === undefined && input.subscription === undefined,
	});
}

export function expireSessionNow(call: Call): Session {
	const session = retrieveSession(call);
	read(call, paramsOf<Stripe.Checkout.SessionExpireParams>()(expandable));
	if (session.status !== "open") {
		throw invalid(
			`Only Checkout Sessions with a status in ["open"] can be expired. This Checkout Session has a status of \`${session.status}\`.`,
			{
				param: "session",
			},
		);
	}
	return expireSession(call.tx, call.world.clock, call.account, session);
}

const lineItemParams = paramsOf<Stripe.Checkout.SessionListLineItemsParams>()(paging);

export function listLineItems(call: Call): List<LineItem> {
	const { limit = 10, starting_after, ending_before } = read(call, lineItemParams);
	const id = retrieveSession(call).id;
	const items = found(call, "session_plan", id).lineItems;
	const position = (cursor: string, param: string): number => {
		const at = items.findIndex((item) => item.id === cursor);
		if (at === -1) throw missing("line_item", cursor, param, 400);
		return at;
	};
	const from = starting_after === undefined ? 0 : position(starting_after, "starting_after") + 1;
	const to = ending_before === undefined ? items.length : position(ending_before, "ending_before");
	const start = ending_before === undefined ? from : Math.max(from, to - limit);
	const data = items.slice(start, Math.min(to, start + limit));
	const more = ending_before === undefined ? to > start + limit : start > from;
	return { object: "list", data, has_more: more, url: `/v1/checkout/sessions/${id}/line_items` };
}

function checkMode(input: CreateSession): void {
	if (input.mode === undefined) throw missingParameter("mode");
	if (input.mode !== "payment") {
		throw invalid(`The sandbox makes Checkout Sessions in payment mode only, not '${input.mode}'.`, { param: "mode" });
	}
	if (input.ui_mode !== undefined && input.ui_mode !== "hosted_page") {
		throw invalid(`The sandbox serves ui_mode hosted_page only, not '${input.ui_mode}'.`, { param: "ui_mode" });
	}
	for (const param of ["subscription_data", "setup_intent_data"] as const) {
		if (input[param] !== undefined) throw invalid(`You can not pass \`${param}\` in \`payment\` mode.`, { param });
	}
	for (const param of [
		"discounts",
		"shipping_options",
		"optional_items",
		"payment_method_configuration",
		"customer_account",
	] as const) {
		if (input[param] !== undefined) throw invalid(`The sandbox does not know '${param}'.`, { param });
	}
	if (input.submit_type === "subscribe")
		throw invalid("submit_type subscribe needs mode subscription.", { param: "submit_type" });
}

function checkUrls(input: CreateSession): void {
	if (input.success_url === undefined) throw missingParameter("success_url");
	for (const param of ["success_url", "cancel_url"] as const) {
		const url = input[param];
		if (url === undefined) continue;
		if (!/^https?:\/\//.test(url) || !URL.canParse(url))
			throw invalid("Not a valid URL", { code: "url_invalid", param });
	}
	if (input.return_url !== undefined)
		throw invalid("return_url can only be used with embedded pages.", { param: "return_url" });
}

function checkTotal(totalYen: number): void {
	if (totalYen < MIN_YEN) {
		throw invalid(`The Checkout Session's total amount due must add up to at least ¥${MIN_YEN} jpy`, {
			code: "amount_too_small",
			param: "line_items",
		});
	}
	if (totalYen > MAX_YEN) {
		throw invalid(`The Checkout Session's total amount must be no more than ¥${MAX_YEN.toLocaleString("en")} jpy`, {
			code: "amount_too_large",
			param: "line_items",
		});
	}
}

type LineItemInput = NonNullable<CreateSession["line_items"]>[number];

function lineItemOf(call: Call, item: LineItemInput, at: number): LineItem {
	const path = `line_items[${at}]`;
	if (item.price !== undefined && item.price_data !== undefined) {
		throw invalid("You may only specify one of these parameters: price, price_data.", {
			code: "parameters_exclusive",
			param: `${path}[price_data]`,
		});
	}
	if (item.quantity === undefined) throw missingParameter(`${path}[quantity]`);
	if (item.price_data?.recurring !== undefined) {
		throw invalid(
			"You specified `payment` mode but passed a recurring price. Either switch to `subscription` mode or use only one-time prices.",
			{
				param: `${path}[price_data][recurring]`,
			},
		);
	}
	const price =
		item.price === undefined ? priceDataOf(call, item, path) : named(call, "price", item.price, `${path}[price]`);
	if (item.price !== undefined && !price.active) {
		throw invalid(`The price specified is inactive. This field only accepts active prices.`, {
			param: `${path}[price]`,
		});
	}
	const productId = typeof price.product === "string" ? price.product : price.product.id;
	const totalYen = (price.unit_amount ?? 0) * item.quantity;
	return {
		id: newId("li_"),
		object: "item",
		adjustable_quantity: null,
		amount_discount: 0,
		amount_subtotal: totalYen,
		amount_tax: 0,
		amount_total: totalYen,
		currency: "jpy",
		description: call.tx.get("product", call.account, productId)?.name ?? null,
		metadata: item.metadata ?? {},
		price,
		quantity: item.quantity,
	};
}

function priceDataOf(call: Call, item: LineItemInput, path: string) {
	const data = item.price_data;
	if (data === undefined) throw missingParameter(`${path}[price]`);
	if (data.unit_amount_decimal !== undefined) {
		throw invalid("Yen have no fractions; use unit_amount.", { param: `${path}[price_data][unit_amount_decimal]` });
	}
	if (data.unit_amount === undefined) throw missingParameter(`${path}[price_data][unit_amount]`);
	const currencyPath = `${path}[price_data][currency]`;
	if (data.currency.toLowerCase() !== "jpy") {
		throw invalid(`Invalid currency: ${data.currency}. The sandbox accepts jpy only.`, { param: currencyPath });
	}
	if (data.product !== undefined) {
		const product = named(call, "product", data.product, `${path}[price_data][product]`);
		return inlinePrice(
			call,
			product.name,
			product.description,
			data.currency,
			data.unit_amount,
			currencyPath,
			product.id,
		);
	}
	if (data.product_data === undefined) throw missingParameter(`${path}[price_data][product]`);
	const { name, description } = data.product_data;
	return inlinePrice(call, name, description ?? null, data.currency, data.unit_amount, currencyPath);
}

function customerOf(call: Call, input: CreateSession): Stripe.Customer | null {
	if (input.customer !== undefined && input.customer_email !== undefined) {
		throw invalid("You may only specify one of these parameters: customer, customer_email.", {
			code: "parameters_exclusive",
			param: "customer_email",
		});
	}
	if (input.customer_email !== undefined && !/^[^@\s]+@[^@\s]+\.[^@\s]+$/.test(input.customer_email)) {
		throw invalid(`Invalid email address: ${input.customer_email}`, { code: "email_invalid", param: "customer_email" });
	}
	if (input.customer === undefined) return null;
	const customer = named(call, "customer", input.customer, "customer");
	if (customer.deleted) throw missing("customer", input.customer, "customer", 400);
	return customer;
}

function expiryOf(input: CreateSession, now: number): number {
	const expiresAt = input.expires_at;
	if (expiresAt === undefined) return now + DAY;
	if (expiresAt < now + 30 * 60) {
		throw invalid("The `expires_at` timestamp must be at least 30 minutes from Checkout Session creation.", {
			param: "expires_at",
		});
	}
	if (expiresAt > now + DAY) {
		throw invalid("The `expires_at` timestamp must be less than 24 hours from Checkout Session creation.", {
			param: "expires_at",
		});
	}
	return expiresAt;
}

function planOf(id: string, input: CreateSession, lineItems: LineItem[]): SessionPlan {
	const data = input.payment_intent_data;
	return {
		id,
		lineItems,
		intent: {
			metadata: data?.metadata ?? {},
			description: data?.description ?? null,
			receiptEmail: data?.receipt_email ?? null,
			statementDescriptor: data?.statement_descriptor ?? null,
			statementDescriptorSuffix: data?.statement_descriptor_suffix ?? null,
			transferGroup: data?.transfer_group ?? null,
			onBehalfOf: data?.on_behalf_of ?? null,
			applicationFeeAmount: data?.application_fee_amount ?? null,
			setupFutureUsage: data?.setup_future_usage ?? null,
		},
		konbiniExpiresAfterDays: input.payment_method_options?.konbini?.expires_after_days ?? null,
		payeeName: input.branding_settings?.display_name ?? null,
	};
}
