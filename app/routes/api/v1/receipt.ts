import { listReceipts } from "~/domain/receipts/list-receipts.server";
import { notFound } from "~/platform/errors";
import { answers, onlyGet } from "./answer.server";
import { ENDPOINTS } from "./endpoints";
import { receiptAnswer } from "./receipt-answer";

export const loader = answers(ENDPOINTS.receipt, async (ctx, { id }) => {
	const [receipt] = (await listReceipts(ctx, { id, limit: 1 })).receipts;
	if (!receipt) throw notFound("receipt", id);
	return receiptAnswer(receipt);
});

export const action = onlyGet;
