import { defineStates } from "../states.ts";

/** The annual issue of one issuer. Until it is issued it can be withdrawn with nothing left behind. */
export const receiptBatch = defineStates("receipt batch", {
	initial: ["preparing"],
	moves: {
		preparing: ["prepared", "withdrawn"],
		prepared: ["issuing", "withdrawn"],
		/** Numbers are being taken: there is no way back, only on. */
		issuing: ["issued"],
		issued: [],
		withdrawn: [],
	},
});

export const RECEIPT_BATCH_STATES = receiptBatch.all;
export type ReceiptBatchState = (typeof RECEIPT_BATCH_STATES)[number];
