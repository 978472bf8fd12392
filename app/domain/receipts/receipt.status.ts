import { defineStates } from "../states.ts";

/** A receipt. Its number is taken when it is issued; a void one keeps its number and names what replaces it. */
export const receipt = defineStates("receipt", {
	initial: ["prepared", "issued"],
	moves: {
		/** Part of an annual issue that can still be withdrawn: it has no number, and withdrawing deletes it. */
		prepared: ["issued"],
		issued: ["void"],
		void: [],
	},
});

export const RECEIPT_STATES = receipt.all;
export type ReceiptState = (typeof RECEIPT_STATES)[number];
