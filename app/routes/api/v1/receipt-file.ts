import { listReceipts } from "~/domain/receipts/list-receipts.server";
import { readReceiptFile } from "~/domain/receipts/read-receipt-file.server";
import { notFound } from "~/platform/errors";
import { answersWithFile, onlyGet } from "./answer.server";
import { ENDPOINTS } from "./endpoints";

/** Of an issued receipt only: a specimen is for the eyes of who prepares it. */
export const loader = answersWithFile(
	{ ...ENDPOINTS.receiptFile, contentType: "application/pdf" },
	async (ctx, { receiptId }) => {
		const [receipt] = (await listReceipts(ctx, { id: receiptId, limit: 1 })).receipts;
		if (!receipt) throw notFound("receipt", receiptId);
		return readReceiptFile(ctx, receiptId);
	},
);

export const action = onlyGet;
