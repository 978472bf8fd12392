import { listReceipts } from "~/domain/receipts/list-receipts.server";
import { notFound } from "~/platform/errors";
import { answers, onlyGet } from "./answer.server";
import { ENDPOINTS } from "./endpoints";
import { receiptAnswer } from "./receipt-answer";

export const loader = answers(ENDPOINTS.receipt, async (ctx, { receiptId }) => {
	const [receipt] = (await listReceipts(ctx, { id: receiptId, limit: 1 })).receipts;
	if (!receipt) throw notFound("receipt", receiptId);
	return receiptAnswer(receipt);
});

export const action = onlyGet;
