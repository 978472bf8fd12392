import { listReceipts } from "~/domain/receipts/list-receipts.server";
import { answers, onlyGet } from "./answer.server";
import { ENDPOINTS } from "./endpoints";
import { receiptAnswer } from "./receipt-answer";

export const loader = answers(ENDPOINTS.receipts, async (ctx, { number, ...asked }) => {
	const page = await listReceipts(ctx, { ...asked, numberText: number });
	return { data: page.receipts.map(receiptAnswer), nextCursor: page.nextCursor };
});

export const action = onlyGet;
