import { defineStates } from "../states.ts";

/** Money on its way from Stripe to a bank. A payout that Stripe calls paid can still fail days later. */
export const payout = defineStates("payout", {
	initial: ["expected", "paid", "failed"],
	moves: {
		expected: ["paid", "reconciled", "failed"],
		/** Stripe says so; the bank line is not tied to it yet. */
		paid: ["reconciled", "failed"],
		/** Tied to a line of the bank; a tie that was wrong is undone, and money that came can be sent back. */
		reconciled: ["expected", "paid", "failed"],
		failed: [],
	},
});

export const PAYOUT_STATES = payout.all;
export type PayoutState = (typeof PAYOUT_STATES)[number];
