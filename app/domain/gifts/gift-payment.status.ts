import { defineStates } from "../states.ts";

/**
 * How far the money of a gift has come. Refunded and disputed amounts are sums over their own rows, never states here.
 *
 * A failed or expired gift may be tried again, and is received at once when the new attempt succeeds. Money that arrives
 * for a cancelled gift all the same is booked, since the ledger follows the money; a person decides what goes back.
 */
export const giftPayment = defineStates("gift payment", {
	initial: ["pending"],
	moves: {
		/** Nothing is known of the money: the donor is at the payment page, or left it. */
		pending: ["awaiting_payment", "partly_paid", "received", "failed", "expired", "cancelled"],
		/** A konbini voucher or bank account was given to the donor. */
		awaiting_payment: ["partly_paid", "received", "failed", "expired", "cancelled"],
		/** Some of a bank transfer came: the rest may follow, or the part is sent back and the gift cancelled. */
		partly_paid: ["received", "cancelled"],
		received: [],
		failed: ["pending", "awaiting_payment", "partly_paid", "received", "expired", "cancelled"],
		expired: ["pending", "awaiting_payment", "partly_paid", "received", "failed", "cancelled"],
		cancelled: ["received"],
	},
});

export const GIFT_PAYMENT_STATES = giftPayment.all;
export type GiftPaymentState = (typeof GIFT_PAYMENT_STATES)[number];
