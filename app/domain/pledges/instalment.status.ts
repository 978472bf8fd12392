import { defineStates } from "../states.ts";

/** One scheduled part. A refund opens what was paid again, and money may still come for what was written off. */
export const instalment = defineStates("instalment", {
	initial: ["scheduled"],
	moves: {
		/** Its day has not come. */
		scheduled: ["due", "overdue", "paid", "written_off"],
		/** Today is its day (Asia/Tokyo). */
		due: ["overdue", "paid", "written_off", "scheduled"],
		overdue: ["paid", "written_off", "scheduled", "due"],
		/** What came and what was written off make up what was scheduled, and something came. */
		paid: ["scheduled", "due", "overdue", "written_off"],
		/** All of it was given up. */
		written_off: ["scheduled", "due", "overdue", "paid"],
	},
});

export const INSTALMENT_STATES = instalment.all;
export type InstalmentState = (typeof INSTALMENT_STATES)[number];
