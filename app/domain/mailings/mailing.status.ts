import { defineStates } from "../states.ts";

/** One report or appeal on its way to its audience. */
export const mailing = defineStates("mailing", {
	initial: ["scheduled"],
	moves: {
		/** Waits for its hour. */
		scheduled: ["preparing", "cancelled"],
		/** Its mails are written, in order of the donors' ids. */
		preparing: ["sending", "cancelled"],
		sending: ["paused", "sent", "cancelled"],
		paused: ["sending", "cancelled"],
		/** Every mail has left, bounced, is uncertain or had nobody to go to. */
		sent: [],
		/** Mails not yet sent were dropped. */
		cancelled: [],
	},
});

export const MAILING_STATES = mailing.all;
export type MailingState = (typeof MAILING_STATES)[number];

/** What a donor may refuse, one by one. */
export const MAIL_PURPOSES = ["reports", "appeals", "statements"] as const;
export type MailPurpose = (typeof MAIL_PURPOSES)[number];
