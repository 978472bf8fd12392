import { defineStates } from "../states.ts";

/**
 * Money going back. One made at the provider's own dashboard is first seen as `sent`; one of ours may be answered with
 * its outcome at once. A refund that succeeded can still come back from the donor's bank, days later, as failed.
 */
export const refund = defineStates("refund", {
	initial: ["requested", "sent"],
	moves: {
		requested: ["approved", "refused"],
		approved: ["sent", "succeeded", "failed", "refused"],
		sent: ["succeeded", "failed"],
		succeeded: ["failed"],
		failed: [],
		/** Not approved, or withdrawn before it was sent. */
		refused: [],
	},
});

export const REFUND_STATES = refund.all;
export type RefundState = (typeof REFUND_STATES)[number];
