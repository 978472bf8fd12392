import { invalid } from "../api-error.ts";
import { anything, decimal, integer, metadata, need, object, oneOf, text } from "../params.ts";
import type { SubscriptionPlan } from "../wire.ts";
import { boundary, dayOf, type Interval } from "./cycle.ts";

export const anchorConfig = object({
	day_of_month: need(integer(1, 31)),
	month: integer(1, 12),
	hour: integer(0, 23),
	minute: integer(0, 59),
	second: integer(0, 59),
});

export const trialSettings = object({
	end_behavior: need(object({ missing_payment_method: need(oneOf("cancel", "create_invoice", "pause")) })),
});

/** `subscription_data` of a Checkout Session. */
export const subscriptionData = object({
	application_fee_percent: decimal(0, 100),
	billing_cycle_anchor: integer(0),
	billing_cycle_anchor_config: anchorConfig,
	billing_mode: anything,
	default_tax_rates: anything,
	description: text(500),
	invoice_settings: anything,
	metadata,
	on_behalf_of: text(),
	pending_invoice_item_interval: anything,
	proration_behavior: oneOf("create_prorations", "none"),
	transfer_data: anything,
	trial_end: integer(0),
	trial_period_days: integer(1, 730),
	trial_settings: trialSettings,
});

type Input = ReturnType<typeof subscriptionData.read>;

export function planOf(input: Input | undefined): SubscriptionPlan {
	const config = input?.billing_cycle_anchor_config;
	return {
		id: null,
		setup: null,
		anchor: input?.billing_cycle_anchor ?? null,
		anchorConfig: config
			? {
					day_of_month: config.day_of_month,
					month: config.month ?? null,
					hour: config.hour ?? null,
					minute: config.minute ?? null,
					second: config.second ?? null,
				}
			: null,
		prorate: input?.proration_behavior !== "none",
		trialEnd: input?.trial_end ?? null,
		trialDays: input?.trial_period_days ?? null,
		trialWithoutCard: input?.trial_settings?.end_behavior.missing_payment_method ?? "create_invoice",
		metadata: input?.metadata ?? {},
		description: input?.description ?? null,
		applicationFeePercent: input?.application_fee_percent ?? null,
		onBehalfOf: input?.on_behalf_of ?? null,
	};
}

/** The rules for when a subscription may begin to bill. `at` names the parameter that holds them. */
export function checkBeginning(
	plan: SubscriptionPlan,
	interval: Interval,
	now: number,
	at: (name: string) => string,
): void {
	const trial = plan.trialEnd !== null || plan.trialDays !== null;
	if (plan.trialEnd !== null && plan.trialDays !== null) {
		throw invalid("You may only specify one of these parameters: trial_end, trial_period_days.", {
			code: "parameters_exclusive",
			param: at("trial_period_days"),
		});
	}
	if (plan.trialEnd !== null && plan.trialEnd <= now)
		throw invalid("trial_end must be in the future.", { param: at("trial_end") });
	if (plan.anchorConfig !== null && (plan.anchor !== null || trial)) {
		throw invalid(
			"You may only specify one of these parameters: billing_cycle_anchor_config, billing_cycle_anchor, trial_end, trial_period_days.",
			{ code: "parameters_exclusive", param: at("billing_cycle_anchor_config") },
		);
	}
	if (plan.anchorConfig !== null && interval.interval !== "month" && interval.interval !== "year") {
		throw invalid("billing_cycle_anchor_config needs a monthly or yearly price.", {
			param: at("billing_cycle_anchor_config"),
		});
	}
	if (plan.anchor === null) return;
	if (trial) {
		throw invalid("You may only specify one of these parameters: billing_cycle_anchor, trial_end.", {
			code: "parameters_exclusive",
			param: at("billing_cycle_anchor"),
		});
	}
	if (plan.anchor <= now)
		throw invalid("`billing_cycle_anchor` must be a timestamp in the future.", { param: at("billing_cycle_anchor") });
	const natural = boundary({ ...interval, anchor: now, day: dayOf(now) }, 1);
	if (plan.anchor > natural) {
		throw invalid(
			`billing_cycle_anchor cannot be later than the next natural billing date (${natural}) for the plan.`,
			{ param: at("billing_cycle_anchor") },
		);
	}
}
