import { newId } from "../ids.ts";
import type { Till } from "../till.ts";
import type { Plan, Price, Subscription, SubscriptionItem, SubscriptionPlan } from "../wire.ts";
import { boundary, boundaryAfter, boundaryUpTo, type Cycle, dayOf, type Interval, nextAnchor } from "./cycle.ts";

const DAY = 24 * 60 * 60;

/** How a subscription begins: what of the full amount is due at once, and until when that is for. */
export interface Beginning {
	cycle: Cycle;
	start: number;
	end: number;
	trialEnd: number | null;
	/** 1 is the full amount, 0 nothing, between them a proration. */
	share: number;
}

export function intervalOf(price: Price): Interval {
	const { interval, interval_count } = price.recurring ?? { interval: "month", interval_count: 1 };
	const known = (["day", "week", "month", "year"] as const).find((name) => name === interval);
	return { interval: known ?? "month", count: interval_count };
}

type Wishes = Pick<SubscriptionPlan, "anchor" | "anchorConfig" | "prorate" | "trialEnd" | "trialDays">;

/**
 * A trial or an anchor in the future leaves the time until then free, unless the anchor prorates. Without either the
 * full amount is due now and now is the anchor.
 */
export function beginningOf(interval: Interval, wishes: Wishes, now: number): Beginning {
	const trialEnd = wishes.trialEnd ?? (wishes.trialDays === null ? null : now + wishes.trialDays * DAY);
	if (trialEnd !== null && trialEnd > now) {
		const cycle = { ...interval, anchor: trialEnd, day: dayOf(trialEnd) };
		return { cycle, start: now, end: trialEnd, trialEnd, share: 0 };
	}
	const { anchorConfig } = wishes;
	const anchor = anchorConfig === null ? wishes.anchor : nextAnchor(anchorConfig, now);
	if (anchor === null) {
		const cycle = { ...interval, anchor: now, day: dayOf(now) };
		return { cycle, start: now, end: boundary(cycle, 1), trialEnd: null, share: 1 };
	}
	const cycle = { ...interval, anchor, day: anchorConfig?.day_of_month ?? dayOf(anchor) };
	const start = boundaryUpTo(cycle, now);
	const end = boundaryAfter(cycle, now);
	// An anchor that passed while the page was open is charged in full, for the period that began with it.
	if (anchor <= now) return { cycle, start, end, trialEnd: null, share: 1 };
	return { cycle, start: now, end, trialEnd: null, share: wishes.prorate ? (end - now) / (end - start) : 0 };
}

export function cycleOf(subscription: Subscription): Cycle {
	const price = subscription.items.data[0]?.price;
	const anchor = subscription.billing_cycle_anchor;
	const interval = price ? intervalOf(price) : ({ interval: "month", count: 1 } as const);
	return { ...interval, anchor, day: subscription.billing_cycle_anchor_config?.day_of_month ?? dayOf(anchor) };
}

export const periodOf = ({ items }: Subscription): { start: number; end: number } => ({
	start: items.data[0]?.current_period_start ?? 0,
	end: items.data[0]?.current_period_end ?? 0,
});

export function movePeriod(subscription: Subscription, start: number, end: number): void {
	for (const item of subscription.items.data) {
		item.current_period_start = start;
		item.current_period_end = end;
	}
}

function planOf(price: Price): Plan {
	const { interval, count } = intervalOf(price);
	return {
		id: price.id,
		object: "plan",
		active: price.active,
		amount: price.unit_amount,
		amount_decimal: price.unit_amount_decimal,
		billing_scheme: "per_unit",
		created: price.created,
		currency: price.currency,
		interval,
		interval_count: count,
		livemode: false,
		metadata: price.metadata,
		meter: null,
		nickname: price.nickname,
		product: price.product,
		tiers_mode: null,
		transform_usage: null,
		trial_period_days: null,
		usage_type: "licensed",
	};
}

interface NewItem {
	price: Price;
	quantity: number;
	metadata: Record<string, string>;
}

export function newItem(
	{ price, quantity, metadata }: NewItem,
	subscription: string,
	period: { start: number; end: number },
	now: number,
): SubscriptionItem {
	return {
		id: newId("si_", 14),
		object: "subscription_item",
		billing_thresholds: null,
		created: now,
		current_period_end: period.end,
		current_period_start: period.start,
		current_trial: null,
		discounts: [],
		metadata,
		plan: planOf(price),
		price,
		quantity,
		subscription,
		tax_rates: [],
	};
}

/** Puts another price on an item, and the plan that mirrors it. */
export function reprice(item: SubscriptionItem, price: Price): void {
	item.price = price;
	item.plan = planOf(price);
}

interface NewSubscription {
	customer: string;
	items: NewItem[];
	plan: SubscriptionPlan;
	beginning: Beginning;
	testClock: string | null;
}

export function newSubscription(till: Till, given: NewSubscription): Subscription {
	const { plan, beginning } = given;
	const id = newId("sub_1");
	const { now } = till.tx;
	const items = given.items.map((item) => newItem(item, id, beginning, now));
	return {
		id,
		object: "subscription",
		application: null,
		application_fee_percent: plan.applicationFeePercent,
		automatic_tax: { disabled_reason: null, enabled: false, liability: null },
		billing_cycle_anchor: beginning.cycle.anchor,
		billing_cycle_anchor_config: plan.anchorConfig,
		billing_mode: { flexible: { proration_discounts: "included" }, type: "flexible" },
		billing_schedules: [],
		billing_thresholds: null,
		cancel_at: null,
		cancel_at_period_end: false,
		canceled_at: null,
		cancellation_details: { comment: null, feedback: null, feedback_option: null, reason: null },
		collection_method: "charge_automatically",
		created: now,
		currency: "jpy",
		customer: given.customer,
		customer_account: null,
		days_until_due: null,
		default_payment_method: null,
		default_source: null,
		default_tax_rates: [],
		description: plan.description,
		discounts: [],
		ended_at: null,
		invoice_settings: {
			account_tax_ids: null,
			custom_fields: null,
			description: null,
			footer: null,
			issuer: { type: "self" },
		},
		items: { object: "list", data: items, has_more: false, url: `/v1/subscription_items?subscription=${id}` },
		latest_invoice: null,
		livemode: false,
		managed_payments: null,
		metadata: plan.metadata,
		next_pending_invoice_item_invoice: null,
		on_behalf_of: plan.onBehalfOf,
		pause_collection: null,
		payment_settings: {
			payment_method_options: null,
			payment_method_types: null,
			save_default_payment_method: "off",
		},
		pending_invoice_item_interval: null,
		pending_setup_intent: null,
		pending_update: null,
		schedule: null,
		start_date: now,
		status: "incomplete",
		test_clock: given.testClock,
		transfer_data: null,
		trial_end: beginning.trialEnd,
		trial_settings: { end_behavior: { billing_cycle_anchor: null, missing_payment_method: plan.trialWithoutCard } },
		trial_start: beginning.trialEnd === null ? null : now,
	};
}
