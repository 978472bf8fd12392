import type Stripe from "stripe";
import {
	anything,
	created,
	decimal,
	emptyable,
	flag,
	integer,
	listOf,
	metadata,
	need,
	object,
	oneOf,
	paging,
	paramsOf,
	type Rule,
	text,
} from "../params.ts";
import { expandable, recurring } from "../shapes.ts";
import { anchorConfig, trialSettings } from "./plan-input.ts";

const priceData = object({
	currency: need(text(3)),
	product: need(text()),
	recurring: need(recurring),
	tax_behavior: oneOf("exclusive", "inclusive", "unspecified"),
	unit_amount: integer(0),
	unit_amount_decimal: text(),
});
const extraItem = object({
	discountable: flag,
	discounts: anything,
	metadata,
	period: anything,
	price: text(),
	price_data: object({
		currency: need(text(3)),
		product: need(text()),
		tax_behavior: oneOf("exclusive", "inclusive", "unspecified"),
		unit_amount: integer(0),
		unit_amount_decimal: text(),
	}),
	quantity: integer(1),
	tax_rates: anything,
});
const itemFields = {
	billing_thresholds: anything,
	current_trial: anything,
	discounts: anything,
	metadata: emptyable(metadata),
	plan: text(),
	price: text(),
	price_data: priceData,
	quantity: integer(1),
	tax_rates: anything,
};

/** One moment, or the word that stands for one. */
const momentOr = <const T extends string>(...words: T[]): Rule<number | T> => ({
	read: (raw, path) => (words.some((word) => word === raw) ? (raw as T) : integer(0).read(raw, path)),
});

const shared = {
	add_invoice_items: listOf(extraItem),
	application_fee_percent: emptyable(decimal(0, 100)),
	automatic_tax: anything,
	billing_schedules: anything,
	billing_thresholds: anything,
	cancel_at_period_end: flag,
	collection_method: oneOf("charge_automatically", "send_invoice"),
	days_until_due: integer(0),
	default_payment_method: text(),
	default_source: anything,
	default_tax_rates: anything,
	discounts: anything,
	invoice_settings: anything,
	off_session: flag,
	on_behalf_of: emptyable(text()),
	payment_behavior: oneOf("allow_incomplete", "default_incomplete", "error_if_incomplete", "pending_if_incomplete"),
	payment_settings: object({
		payment_method_options: anything,
		payment_method_types: anything,
		save_default_payment_method: oneOf("off", "on_subscription"),
	}),
	pending_invoice_item_interval: anything,
	proration_behavior: oneOf("always_invoice", "create_prorations", "none"),
	transfer_data: anything,
	trial_end: momentOr("now"),
	trial_from_plan: flag,
	trial_settings: trialSettings,
	...expandable,
};

export const createSubscriptionParams = paramsOf<Stripe.SubscriptionCreateParams>()({
	...shared,
	backdate_start_date: integer(0),
	billing_cycle_anchor: integer(0),
	billing_cycle_anchor_config: anchorConfig,
	billing_mode: anything,
	cancel_at: momentOr("max_billed_until", "max_period_end", "min_period_end"),
	currency: text(3),
	customer: text(),
	customer_account: text(),
	description: text(500),
	items: listOf(object(itemFields)),
	metadata: emptyable(metadata),
	trial_period_days: integer(1, 730),
});

const feedback = oneOf(
	"customer_service",
	"low_quality",
	"missing_features",
	"other",
	"switched_service",
	"too_complex",
	"too_expensive",
	"unused",
);
const cancellationDetails = object({
	comment: emptyable(text()),
	feedback: emptyable(feedback),
	feedback_option: text(),
});

export const updateSubscriptionParams = paramsOf<Stripe.SubscriptionUpdateParams>()({
	...shared,
	billing_cycle_anchor: oneOf("now", "unchanged"),
	cancel_at: emptyable(momentOr("max_billed_until", "max_period_end", "min_period_end")),
	cancellation_details: cancellationDetails,
	description: emptyable(text(500)),
	items: listOf(object({ ...itemFields, id: text(), clear_usage: flag, deleted: flag })),
	metadata: emptyable(metadata),
	pause_collection: emptyable(
		object({ behavior: need(oneOf("keep_as_draft", "mark_uncollectible", "void")), resumes_at: integer(0) }),
	),
	proration_date: integer(0),
});

export const cancelSubscriptionParams = paramsOf<Stripe.SubscriptionCancelParams>()({
	cancellation_details: cancellationDetails,
	invoice_now: flag,
	prorate: flag,
	...expandable,
});

export const pauseSubscriptionParams = paramsOf<Stripe.SubscriptionPauseParams>()({
	bill_for: anything,
	invoicing_behavior: oneOf("invoice", "pending_invoice_item"),
	type: oneOf("subscription"),
	...expandable,
});

export const resumeSubscriptionParams = paramsOf<Stripe.SubscriptionResumeParams>()({
	billing_cycle_anchor: object({ type: need(oneOf("now", "unchanged")) }),
	payment_behavior: oneOf("resume_on_payment_attempt", "resume_on_payment_success"),
	proration_behavior: oneOf("always_invoice", "create_prorations", "none"),
	proration_date: integer(0),
	...expandable,
});

export const listSubscriptionParams = paramsOf<Stripe.SubscriptionListParams>()({
	...paging,
	automatic_tax: anything,
	collection_method: oneOf("charge_automatically", "send_invoice"),
	created,
	current_period_end: created,
	current_period_start: created,
	customer: text(),
	customer_account: text(),
	plan: text(),
	price: text(),
	status: oneOf(
		"active",
		"all",
		"canceled",
		"ended",
		"incomplete",
		"incomplete_expired",
		"past_due",
		"paused",
		"trialing",
		"unpaid",
	),
	test_clock: text(),
});

export type CreateInput = ReturnType<typeof createSubscriptionParams.read>;
export type UpdateInput = ReturnType<typeof updateSubscriptionParams.read>;
export type ExtraItem = NonNullable<CreateInput["add_invoice_items"]>[number];
export type ItemInput = NonNullable<CreateInput["items"]>[number];
