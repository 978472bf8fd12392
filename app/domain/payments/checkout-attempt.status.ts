import { defineStates } from "../states.ts";

/**
 * One try to pay a gift at the provider's page.
 *
 * `declined` does not close the page: the donor may try another card there until it expires, so it can still complete.
 * A new try of ours after a decline or an expiry is a new attempt, and closes the old one as `abandoned`.
 */
export const checkoutAttempt = defineStates("checkout attempt", {
	initial: ["starting"],
	moves: {
		/** Committed, but the provider has not answered yet; asked again with the same key. */
		starting: ["open", "failed", "expired", "abandoned"],
		/** The donor has a page to pay at. */
		open: ["awaiting_payment", "completed", "declined", "expired", "abandoned"],
		declined: ["open", "awaiting_payment", "completed", "expired", "abandoned"],
		/** The page is done with; a voucher or bank account waits for the money. */
		awaiting_payment: ["completed", "expired", "abandoned"],
		completed: [],
		expired: ["completed"],
		/** Closed by us: another attempt took its place, or the gift was cancelled. Its page may be paid at all the same. */
		abandoned: ["completed"],
		/** The provider refused to make a page. */
		failed: [],
	},
});

export const CHECKOUT_ATTEMPT_STATES = checkoutAttempt.all;
export type CheckoutAttemptState = (typeof CHECKOUT_ATTEMPT_STATES)[number];
