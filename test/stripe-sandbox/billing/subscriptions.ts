import { ApiError, invalid } from "../api-error.ts";
import { type Call, found, list, named, pathId, read } from "../call.ts";
import { missingParameter, type Range } from "../params.ts";
import { methodOf } from "../payment-methods.ts";
import { productName } from "../products.ts";
import { priceOfData } from "../session-lines.ts";
import { type Till, tillOf } from "../till.ts";
import type { Price, Subscription } from "../wire.ts";
import { collect } from "./collect.ts";
import { itemLines } from "./invoice-shape.ts";
import { addInvoice, finalize, intentOfInvoice } from "./invoicing.ts";
import { checkBeginning, planOf } from "./plan-input.ts";
import { anchorNow, pause } from "./renew.ts";
import { endSubscription, schedule } from "./standing.ts";
import { subscribe } from "./subscribe.ts";
import {
	type CreateInput,
	cancelSubscriptionParams,
	createSubscriptionParams,
	type ExtraItem,
	type ItemInput,
	listSubscriptionParams,
	pauseSubscriptionParams,
	resumeSubscriptionParams,
} from "./subscription-params.ts";
import { intervalOf, periodOf } from "./subscription-shape.ts";

export function createSubscription(call: Call): Subscription {
	const input = read(call, createSubscriptionParams);
	if (input.customer === undefined) throw missingParameter("customer");
	const customer = named(call, "customer", input.customer, "customer");
	const items = (input.items ?? []).map((item, at) => ({
		price: priceOfItem(call, item, `items[${at}]`),
		quantity: item.quantity ?? 1,
		metadata: item.metadata ?? {},
	}));
	const first = items[0];
	if (!first) throw missingParameter("items");
	refuseUnknown(input);
	const plan = planOf({
		...input,
		proration_behavior: input.proration_behavior === "none" ? "none" : "create_prorations",
		application_fee_percent: input.application_fee_percent ?? undefined,
		metadata: input.metadata ?? {},
		on_behalf_of: input.on_behalf_of ?? undefined,
		trial_end: input.trial_end === "now" ? undefined : input.trial_end,
	});
	checkBeginning(plan, intervalOf(first.price), call.tx.now, (name) => name);
	const method =
		input.default_payment_method === undefined
			? null
			: methodOf(call, customer.id, input.default_payment_method, "default_payment_method");
	const till = tillOf(call);
	const { subscription, invoice } = subscribe(till, {
		customer: customer.id,
		items,
		extras: (input.add_invoice_items ?? []).map((item, at) => extraOf(call, item, `add_invoice_items[${at}]`)),
		plan,
		refine: (made) => {
			made.default_payment_method = method?.id ?? null;
			made.collection_method = input.collection_method ?? "charge_automatically";
			made.cancel_at_period_end = input.cancel_at_period_end ?? false;
			made.cancel_at = momentOf(made, input.cancel_at);
			const saves = input.payment_settings?.save_default_payment_method;
			if (made.payment_settings && saves) made.payment_settings.save_default_payment_method = saves;
		},
	});
	if (invoice?.status !== "open" || input.payment_behavior === "default_incomplete") return subscription;
	const collected = collect(till, invoice, { present: false });
	if (collected !== "paid" && input.payment_behavior === "error_if_incomplete") {
		const failed = intentOfInvoice(till, invoice)?.last_payment_error;
		throw new ApiError(402, "card_error", failed?.message ?? "The payment failed.", {
			code: failed?.code ?? "card_declined",
		});
	}
	return subscription;
}

function refuseUnknown(input: CreateInput): void {
	for (const param of ["backdate_start_date", "discounts", "transfer_data", "billing_thresholds"] as const)
		if (input[param] !== undefined) throw invalid(`The sandbox does not know '${param}'.`, { param });
	if (input.collection_method === "send_invoice")
		throw invalid("The sandbox charges subscriptions automatically only.", { param: "collection_method" });
}

/** The price of a subscription's item: recurring, known or described in place. */
export function priceOfItem(call: Call, item: Pick<ItemInput, "price" | "price_data">, path: string): Price {
	if (item.price === undefined && item.price_data === undefined) throw missingParameter(`${path}[price]`);
	const price = item.price_data
		? priceOfData(call, item.price_data, `${path}[price_data]`)
		: named(call, "price", item.price ?? "", `${path}[price]`);
	if (!price.recurring) {
		throw invalid(
			"The price specified is set to `type=one_time` but this field only accepts prices with `type=recurring`.",
			{ param: `${path}[price]` },
		);
	}
	return price;
}

export function extraOf(call: Call, item: ExtraItem, path: string): { price: Price; quantity: number } {
	const price = item.price_data
		? priceOfData(call, { ...item.price_data, recurring: undefined }, `${path}[price_data]`)
		: named(call, "price", item.price ?? "", `${path}[price]`);
	if (price.recurring) {
		throw invalid(
			"The price specified is set to `type=recurring` but this field only accepts prices with `type=one_time`.",
			{ param: `${path}[price]` },
		);
	}
	return { price, quantity: item.quantity ?? 1 };
}

export function momentOf(subscription: Subscription, wish: number | string | null | undefined): number | null {
	if (wish === undefined || wish === null) return null;
	return typeof wish === "number" ? wish : periodOf(subscription).end;
}

export const retrieveSubscription = (call: Call): Subscription => found(call, "subscription");

const within = (value: unknown, { gt, gte, lt, lte }: Range): boolean => {
	const moment = Number(value);
	return (
		(gt === undefined || moment > gt) &&
		(gte === undefined || moment >= gte) &&
		(lt === undefined || moment < lt) &&
		(lte === undefined || moment <= lte)
	);
};

export function listSubscriptions(call: Call) {
	const input = read(call, listSubscriptionParams);
	const { created, limit, starting_after, ending_before, customer, price, plan, status } = input;
	const page = { created, limit, starting_after, ending_before };
	return list(call, "subscription", "/v1/subscriptions", page, {
		where: { customer, price: price ?? plan, collection_method: input.collection_method, test_clock: input.test_clock },
		index: "customer",
		matches: ({ keys }) => {
			const now = String(keys.status);
			const ended = now === "canceled" || now === "incomplete_expired";
			const fits =
				status === "all" || (status === undefined ? now !== "canceled" : status === "ended" ? ended : now === status);
			return (
				fits &&
				(input.current_period_end === undefined || within(keys.period_end, input.current_period_end)) &&
				(input.current_period_start === undefined || within(keys.period_start, input.current_period_start))
			);
		},
	});
}

export function cancelSubscription(call: Call): Subscription {
	const subscription = living(call);
	const input = read(call, cancelSubscriptionParams);
	noteWhy(subscription, input.cancellation_details);
	return endSubscription(tillOf(call), subscription, "cancellation_requested");
}

interface Why {
	comment?: string | null | undefined;
	feedback?: string | null | undefined;
}

export function noteWhy(subscription: Subscription, why: Why | undefined): void {
	if (!why) return;
	const known = subscription.cancellation_details;
	subscription.cancellation_details = {
		comment: why.comment === undefined ? (known?.comment ?? null) : why.comment,
		feedback: why.feedback === undefined ? (known?.feedback ?? null) : why.feedback,
		feedback_option: null,
		reason: known?.reason ?? null,
	};
}

/** A subscription that has not ended; ended ones answer like none, as at Stripe. */
export function living(call: Call): Subscription {
	const subscription = found(call, "subscription", pathId(call));
	if (subscription.status === "canceled" || subscription.status === "incomplete_expired") {
		throw new ApiError(404, "invalid_request_error", `No such subscription: '${subscription.id}'`, {
			code: "resource_missing",
			param: "id",
		});
	}
	return subscription;
}

export function pauseSubscription(call: Call): Subscription {
	const subscription = living(call);
	read(call, pauseSubscriptionParams);
	if (subscription.status === "paused" || subscription.status === "incomplete")
		throw invalid(`A subscription that is ${subscription.status} cannot be paused.`);
	return pause(tillOf(call), subscription, "pause_requested");
}

export function resumeSubscription(call: Call): Subscription {
	const subscription = living(call);
	const input = read(call, resumeSubscriptionParams);
	if (subscription.status !== "paused") throw invalid("You cannot resume this subscription because it is not paused.");
	return resume(tillOf(call), subscription, input.billing_cycle_anchor?.type ?? "now");
}

/** A paused subscription goes on: with a new cycle from now, charged at once, or when the running period ends. */
export function resume(till: Till, subscription: Subscription, anchor: "now" | "unchanged"): Subscription {
	const { tx, account } = till;
	subscription.status = "active";
	delete subscription.status_details;
	const over = periodOf(subscription).end <= tx.now;
	if (anchor === "now" || over) anchorNow(till, subscription);
	tx.put("subscription", account, subscription);
	if (anchor === "now" || over) billNow(till, subscription);
	tx.put("subscription", account, subscription);
	tx.emit("customer.subscription.resumed", account, subscription);
	schedule(till, subscription);
	return subscription;
}

/** An invoice for the running period, in full and at once. */
export function billNow(till: Till, subscription: Subscription): void {
	const period = periodOf(subscription);
	const invoice = addInvoice(till, {
		customer: String(subscription.customer),
		lines: itemLines(subscription, period, 1, (price) => productName(till, price)),
		period: { start: till.tx.now, end: till.tx.now },
		reason: "subscription_update",
		subscription,
	});
	subscription.latest_invoice = invoice.id;
	till.tx.put("subscription", till.account, subscription);
	finalize(till, invoice);
	if (invoice.status === "open") collect(till, invoice, { present: false });
}
