import { defineStates } from "../states.ts";

/** A charge taken back by the donor's bank. Stripe may decide again after it was closed, so a decision can turn. */
export const dispute = defineStates("dispute", {
	initial: ["open", "won", "lost"],
	moves: {
		open: ["won", "lost"],
		won: ["lost"],
		lost: ["won"],
	},
});

export const DISPUTE_STATES = dispute.all;
export type DisputeState = (typeof DISPUTE_STATES)[number];
