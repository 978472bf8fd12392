import { defineStates } from "../states.ts";

/**
 * One mail to one person. `sending` is written before the server is given the text, so a crash leaves it there and it
 * becomes `uncertain`: listed, settled by a person, never sent again by itself. Only a clear "later" before the text
 * was taken puts it back into the queue.
 */
export const mail = defineStates("mail", {
	initial: ["queued"],
	moves: {
		queued: ["sending", "bounced", "dropped"],
		sending: ["sent", "bounced", "uncertain", "queued"],
		/** A returned mail may arrive days after it was taken. */
		sent: ["bounced"],
		bounced: [],
		uncertain: ["sent", "bounced"],
		/** When its turn came there was nothing left to tell. */
		dropped: [],
	},
});

export const MAIL_STATES = mail.all;
export type MailState = (typeof MAIL_STATES)[number];
