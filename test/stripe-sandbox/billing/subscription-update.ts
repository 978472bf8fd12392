import { invalid } from "../api-error.ts";
import { type Call, read } from "../call.ts";
import { mergedMetadata } from "../metadata.ts";
import { methodOf } from "../payment-methods.ts";
import { productName } from "../products.ts";
import { idOf, tillOf } from "../till.ts";
import type { InvoiceItem, Subscription } from "../wire.ts";
import { collect } from "./collect.ts";
import { addInvoice, addItem, finalize } from "./invoicing.ts";
import { anchorNow } from "./renew.ts";
import { putChanged, schedule } from "./standing.ts";
import { type UpdateInput, updateSubscriptionParams } from "./subscription-params.ts";
import { intervalOf, movePeriod, newItem, periodOf, reprice } from "./subscription-shape.ts";
import { billNow, extraOf, living, momentOf, noteWhy, priceOfItem } from "./subscriptions.ts";

export function updateSubscription(call: Call): Subscription {
	const subscription = living(call);
	const input = read(call, updateSubscriptionParams);
	const before = structuredClone(subscription);
	const till = tillOf(call);
	applyPlain(call, subscription, input);
	applyEnding(call, subscription, input);
	const prorations = input.items ? applyItems(call, subscription, input) : [];
	applyTrial(call, subscription, input);
	const first = subscription.items.data[0];
	const old = before.items.data[0];
	const otherInterval =
		first && old && JSON.stringify(intervalOf(first.price)) !== JSON.stringify(intervalOf(old.price));
	const resets = input.billing_cycle_anchor === "now" || otherInterval || leftTrial(before, subscription);
	if (resets) anchorNow(till, subscription);
	const extras = (input.add_invoice_items ?? []).map((item, at) => {
		const { price, quantity } = extraOf(call, item, `add_invoice_items[${at}]`);
		return addItem(till, {
			amount: (price.unit_amount ?? 0) * quantity,
			customer: idOf(subscription.customer) ?? "",
			description: productName(till, price),
			period: { start: call.tx.now, end: call.tx.now },
			price,
			proration: false,
			quantity,
			subscription: subscription.id,
		});
	});
	putChanged(till, subscription, before);
	if (resets) billNow(till, subscription);
	else if (extras.length > 0 || (input.proration_behavior === "always_invoice" && prorations.length > 0)) {
		const invoice = addInvoice(till, {
			customer: idOf(subscription.customer) ?? "",
			lines: [],
			period: { start: call.tx.now, end: call.tx.now },
			reason: "subscription_update",
			subscription,
			extras: [...prorations, ...extras],
		});
		subscription.latest_invoice = invoice.id;
		call.tx.put("subscription", call.account, subscription);
		finalize(till, invoice);
		if (invoice.status === "open") collect(till, invoice, { present: false });
	}
	schedule(till, subscription);
	return subscription;
}

function applyPlain(call: Call, subscription: Subscription, input: UpdateInput): void {
	if (input.metadata !== undefined) subscription.metadata = mergedMetadata(subscription.metadata, input.metadata ?? {});
	if (input.description !== undefined) subscription.description = input.description;
	if (input.application_fee_percent !== undefined) subscription.application_fee_percent = input.application_fee_percent;
	if (input.default_payment_method !== undefined) {
		const customer = idOf(subscription.customer) ?? "";
		subscription.default_payment_method = methodOf(
			call,
			customer,
			input.default_payment_method,
			"default_payment_method",
		).id;
	}
	if (input.pause_collection !== undefined) {
		const resumesAt = input.pause_collection?.resumes_at ?? null;
		if (resumesAt !== null && resumesAt <= call.tx.now)
			throw invalid("resumes_at must be in the future.", { param: "pause_collection[resumes_at]" });
		subscription.pause_collection = input.pause_collection && {
			behavior: input.pause_collection.behavior,
			resumes_at: resumesAt,
		};
	}
	const saves = input.payment_settings?.save_default_payment_method;
	if (subscription.payment_settings && saves) subscription.payment_settings.save_default_payment_method = saves;
	if (input.trial_settings && subscription.trial_settings)
		subscription.trial_settings.end_behavior.missing_payment_method =
			input.trial_settings.end_behavior.missing_payment_method;
}

function applyEnding(call: Call, subscription: Subscription, input: UpdateInput): void {
	noteWhy(subscription, input.cancellation_details);
	if (input.cancel_at !== undefined) {
		subscription.cancel_at = momentOf(subscription, input.cancel_at);
		if (subscription.cancel_at !== null && subscription.cancel_at <= call.tx.now)
			throw invalid("cancel_at must be in the future.", { param: "cancel_at" });
		subscription.cancel_at_period_end = false;
	}
	if (input.cancel_at_period_end !== undefined) {
		subscription.cancel_at_period_end = input.cancel_at_period_end;
		subscription.cancel_at = input.cancel_at_period_end ? periodOf(subscription).end : null;
	}
	if (input.cancel_at === undefined && input.cancel_at_period_end === undefined) return;
	const ending = subscription.cancel_at !== null;
	subscription.canceled_at = ending ? call.tx.now : null;
	if (subscription.cancellation_details)
		subscription.cancellation_details.reason = ending ? "cancellation_requested" : null;
}

/** Changes, adds and removes items; what was paid for unused time is credited unless prorations are off. */
function applyItems(call: Call, subscription: Subscription, input: UpdateInput): InvoiceItem[] {
	const { start, end } = periodOf(subscription);
	const left = subscription.status === "trialing" ? 0 : Math.max(0, (end - call.tx.now) / (end - start));
	const made: InvoiceItem[] = [];
	const prorates = (input.proration_behavior ?? "create_prorations") !== "none" && left > 0;
	const prorate = (item: Subscription["items"]["data"][number], sign: 1 | -1): void => {
		const amount = sign * Math.round((item.price.unit_amount ?? 0) * (item.quantity ?? 1) * left);
		if (!prorates || amount === 0) return;
		made.push(
			addItem(tillOf(call), {
				amount,
				customer: idOf(subscription.customer) ?? "",
				description: `${sign < 0 ? "Unused" : "Remaining"} time on ${productName(call, item.price)}`,
				period: { start: call.tx.now, end },
				price: item.price,
				proration: true,
				quantity: item.quantity ?? 1,
				subscription: subscription.id,
			}),
		);
	};
	const items = subscription.items.data;
	(input.items ?? []).forEach((wish, at) => {
		const path = `items[${at}]`;
		const known = wish.id === undefined ? undefined : items.find(({ id }) => id === wish.id);
		if (wish.id !== undefined && !known) {
			throw invalid(`No such subscription item: '${wish.id}'`, { code: "resource_missing", param: `${path}[id]` });
		}
		if (!known) {
			const price = priceOfItem(call, wish, path);
			const item = newItem(
				{ price, quantity: wish.quantity ?? 1, metadata: wish.metadata ?? {} },
				subscription.id,
				{ start, end },
				call.tx.now,
			);
			items.push(item);
			prorate(item, 1);
			return;
		}
		const changes =
			wish.deleted || wish.price !== undefined || wish.price_data !== undefined || wish.quantity !== undefined;
		if (changes) prorate(structuredClone(known), -1);
		if (wish.deleted) {
			items.splice(items.indexOf(known), 1);
			return;
		}
		if (wish.price !== undefined || wish.price_data !== undefined) reprice(known, priceOfItem(call, wish, path));
		if (wish.quantity !== undefined) known.quantity = wish.quantity;
		if (wish.metadata !== undefined) known.metadata = mergedMetadata(known.metadata, wish.metadata ?? {});
		if (changes) prorate(known, 1);
	});
	if (items.length === 0) throw invalid("A subscription must have at least one item.", { param: "items" });
	return made;
}

function applyTrial(call: Call, subscription: Subscription, { trial_end }: UpdateInput): void {
	if (trial_end === undefined) return;
	const { now } = call.tx;
	if (trial_end === "now") {
		subscription.trial_end = subscription.trial_end === null ? null : now;
		subscription.status = "active";
		return;
	}
	if (trial_end <= now) throw invalid("trial_end must be in the future.", { param: "trial_end" });
	subscription.trial_start ??= now;
	subscription.trial_end = trial_end;
	subscription.status = "trialing";
	subscription.billing_cycle_anchor = trial_end;
	movePeriod(subscription, now, trial_end);
}

const leftTrial = (before: Subscription, after: Subscription): boolean =>
	before.status === "trialing" && after.status === "active";
