import { defineStates } from "../states.ts";

/**
 * A promise, as its instalments make it: nobody sets `fulfilled` or the written-off states by hand. What was paid can go
 * back (a refund, a lost dispute) and what was written off can still come, so none of the three is an end.
 */
export const pledge = defineStates("pledge", {
	initial: ["draft", "active"],
	moves: {
		/** Written down, not in force: no reminder, no instalment to pay. */
		draft: ["active", "cancelled"],
		active: ["fulfilled", "partly_written_off", "written_off", "cancelled"],
		/** All of it came; perhaps also what had been given up, which a refund then gives up again. */
		fulfilled: ["active", "partly_written_off", "written_off"],
		/** Nothing is owed any more: part came, part was given up. */
		partly_written_off: ["active", "fulfilled", "written_off"],
		/** Nothing is owed any more and nothing came. */
		written_off: ["active", "partly_written_off", "fulfilled"],
		/** Taken back before any of it came. */
		cancelled: [],
	},
});

export const PLEDGE_STATES = pledge.all;
export type PledgeState = (typeof PLEDGE_STATES)[number];
