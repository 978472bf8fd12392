import { defineStates } from "../states.ts";

/**
 * A monthly or yearly gift by card, as Stripe's subscription has it.
 *
 * `past_due` follows a renewal that failed: Stripe tries again by its own schedule and gives up in the end. A cancelled plan
 * never comes back; who wants to give again begins another.
 */
export const recurringPlan = defineStates("recurring plan", {
	initial: ["pending"],
	moves: {
		/** Asked for; its first gift is not paid yet. */
		pending: ["active", "past_due", "cancelled"],
		active: ["paused", "past_due", "cancelled"],
		paused: ["active", "past_due", "cancelled"],
		past_due: ["active", "paused", "cancelled"],
		cancelled: [],
	},
});

export const RECURRING_PLAN_STATES = recurringPlan.all;
export type RecurringPlanState = (typeof RECURRING_PLAN_STATES)[number];
