import { defineStates } from "../states.ts";

/** What the funder said (交付決定・採択). A refusal entered by mistake can be taken back as long as nothing was booked. */
export const decisionStates = defineStates("decision", {
	initial: ["pending", "decided", "declined"],
	moves: {
		pending: ["decided", "declined"],
		decided: ["pending"],
		declined: ["pending"],
	},
});

export const DECISIONS = decisionStates.all;
export type Decision = (typeof DECISIONS)[number];
