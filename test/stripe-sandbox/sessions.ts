import type Stripe from "stripe";
import { invalid, missing } from "./api-error.ts";
import { checkBeginning, planOf as planOfSubscription } from "./billing/plan-input.ts";
import { intervalOf } from "./billing/subscription-shape.ts";
import { type Call, found, list, named, pageOfArray, pathId, read } from "./call.ts";
import { randomText } from "./ids.ts";
import { mergedMetadata } from "./metadata.ts";
import { offeredMethods } from "./offered-methods.ts";
import { missingParameter, paging, paramsOf } from "./params.ts";
import { expireSession } from "./session-expiry.ts";
import { lineItemsOf } from "./session-lines.ts";
import { type CreateSession, createSessionParams, listSessionParams, updateSessionParams } from "./session-params.ts";
import { newSession } from "./session-shape.ts";
import { addSetup } from "./setup-intents.ts";
import { expandable } from "./shapes.ts";
import {
	type LineItem,
	type List,
	PLATFORM_ACCOUNT,
	type Session,
	type SessionPlan,
	type SubscriptionPlan,
} from "./wire.ts";

const MIN_YEN = 50;
const MAX_YEN = 99_999_999;
const DAY = 24 * 60 * 60;

export function createSession(call: Call): Session {
	const input = read(call, createSessionParams);
	checkMode(input);
	checkReady(call);
	checkUrls(input);
	const plan = input.mode === "subscription" ? planOfSubscription(input.subscription_data) : null;
	const lineItems = input.mode === "setup" ? [] : lineItemsOf(call, input, plan);
	if (lineItems.length === 0 && input.mode !== "setup") throw missingParameter("line_items");
	const totalYen = lineItems.reduce((sum, item) => sum + item.amount_total, 0);
	if (plan) checkPlan(plan, lineItems, call.tx.now);
	if (input.mode === "payment" || totalYen > 0) checkTotal(totalYen);
	const customer = customerOf(call, input);
	const options = input.payment_method_options;
	const methods = offeredMethods({
		recurring: input.mode !== "payment",
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
		setupIntent:
			input.mode === "setup" ? addSetup(call, customer?.id ?? null, input.setup_intent_data?.metadata ?? {}).id : null,
		methods,
		customer,
		created: call.tx.now,
		expiresAt: expiryOf(input, call.tx.now),
		url: `${call.base}/c/pay/${id}`,
	});
	call.tx.put("session", call.account, session);
	call.tx.put("session_plan", call.account, {
		...planOf(id, input, lineItems),
		...(plan ? { subscription: plan } : {}),
	});
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
	const { created, limit, starting_after, ending_before, customer, payment_intent, status, subscription } = input;
	const page = { created, limit, starting_after, ending_before };
	return list(call, "session", "/v1/checkout/sessions", page, {
		where: { customer, payment_intent, subscription, status, email: input.customer_details?.email },
		index: payment_intent !== undefined ? "payment_intent" : subscription !== undefined ? "subscription" : "customer",
		matches: () => input.payment_link === undefined,
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
	const page = read(call, lineItemParams);
	const { id } = retrieveSession(call);
	const { lineItems } = found(call, "session_plan", id);
	return pageOfArray(lineItems, `/v1/checkout/sessions/${id}/line_items`, page);
}

function checkMode(input: CreateSession): void {
	if (input.mode === undefined) throw missingParameter("mode");
	if (input.ui_mode !== undefined && input.ui_mode !== "hosted_page") {
		throw invalid(`The sandbox serves ui_mode hosted_page only, not '${input.ui_mode}'.`, { param: "ui_mode" });
	}
	const MODE_OF = {
		payment_intent_data: "payment",
		subscription_data: "subscription",
		setup_intent_data: "setup",
		invoice_creation: "payment",
	} as const;
	for (const param of ["payment_intent_data", "subscription_data", "setup_intent_data", "invoice_creation"] as const) {
		if (input[param] !== undefined && MODE_OF[param] !== input.mode)
			throw invalid(`You can not pass \`${param}\` in \`${input.mode}\` mode.`, { param });
	}
	if (input.mode === "setup" && input.line_items !== undefined)
		throw invalid("You can not pass `line_items` in `setup` mode.", { param: "line_items" });
	if (input.mode === "subscription" && input.customer_creation !== undefined)
		throw invalid("`customer_creation` can only be used in `payment` and `setup` mode.", {
			param: "customer_creation",
		});
	for (const param of [
		"discounts",
		"shipping_options",
		"optional_items",
		"payment_method_configuration",
		"customer_account",
	] as const) {
		if (input[param] !== undefined) throw invalid(`The sandbox does not know '${param}'.`, { param });
	}
	if (input.submit_type === "subscribe" && input.mode !== "subscription")
		throw invalid("submit_type subscribe needs mode subscription.", { param: "submit_type" });
}

/** An account that has not finished its onboarding, or was stopped, cannot charge. */
function checkReady(call: Call): void {
	const account = call.tx.get("account", PLATFORM_ACCOUNT, call.account);
	if (!account || account.charges_enabled) return;
	throw invalid("Your account cannot currently make charges. Complete the account's onboarding first.");
}

/** Checkout's own rules come on top: a trial lasts two days at least. */
function checkPlan(plan: SubscriptionPlan, lineItems: LineItem[], now: number): void {
	const at = (name: string): string => `subscription_data[${name}]`;
	const price = lineItems.find((item) => item.price?.recurring)?.price;
	if (price) checkBeginning(plan, intervalOf(price), now, at);
	if (plan.trialEnd !== null && plan.trialEnd < now + 2 * DAY) {
		throw invalid("The `trial_end` date has to be at least 2 days in the future.", { param: at("trial_end") });
	}
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
