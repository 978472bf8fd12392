import { defineStates } from "../states.ts";

/** One ask to one audience. A letter goes from approved to sent by hand. */
export const appeal = defineStates("appeal", {
	initial: ["draft"],
	moves: {
		draft: ["in_review"],
		/** Waits for a second person; sent back with a note it is a draft again. */
		in_review: ["approved", "draft"],
		approved: ["sending", "sent", "draft"],
		/** A sending that was called off before its first mail leaves it approved. */
		sending: ["sent", "approved"],
		sent: [],
	},
});

export const APPEAL_STATES = appeal.all;
export type AppealState = (typeof APPEAL_STATES)[number];

export const APPEAL_CHANNELS = ["mail", "letter"] as const;
export type AppealChannel = (typeof APPEAL_CHANNELS)[number];
