import { defineStates } from "../states.ts";

/** A company's or large gift's request. Money is asked for only after it was accepted. */
export const application = defineStates("application", {
	initial: ["applied"],
	moves: {
		applied: ["under_review", "refused", "withdrawn"],
		under_review: ["accepted", "refused", "withdrawn"],
		/** The transfer request is out. Given up before the money comes, it is withdrawn. */
		accepted: ["withdrawn"],
		refused: [],
		withdrawn: [],
	},
});

export const APPLICATION_STATES = application.all;
export type ApplicationState = (typeof APPLICATION_STATES)[number];
