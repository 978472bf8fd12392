import { defineStates } from "../states.ts";

/** Approval freezes its figures; what was approved is what is sent. */
export const report = defineStates("report", {
	initial: ["draft"],
	moves: {
		draft: ["in_review"],
		/** Waits for a second person; sent back with a note it is a draft again. */
		in_review: ["approved", "draft"],
		/** Taken back before it was sent, its frozen figures go. */
		approved: ["sending", "draft"],
		/** A sending that was called off before its first mail leaves it approved. */
		sending: ["sent", "approved"],
		sent: [],
	},
});

export const REPORT_STATES = report.all;
export type ReportState = (typeof REPORT_STATES)[number];

export const REPORT_KINDS = ["impact", "statement", "year_end"] as const;
export type ReportKind = (typeof REPORT_KINDS)[number];
