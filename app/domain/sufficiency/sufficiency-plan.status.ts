import { defineStates } from "../states.ts";

/** A version of a hub's self-sufficiency plan. One version of a hub is approved at a time; the next one supersedes it. */
export const sufficiencyPlan = defineStates("self-sufficiency plan", {
	initial: ["draft"],
	moves: {
		draft: ["submitted"],
		/** Waits for a second person; sent back with a note it is a draft again. */
		submitted: ["approved", "draft"],
		approved: ["superseded"],
		superseded: [],
	},
});

export const SUFFICIENCY_PLAN_STATES = sufficiencyPlan.all;
export type SufficiencyPlanState = (typeof SUFFICIENCY_PLAN_STATES)[number];
