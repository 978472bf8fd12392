import { jobContext } from "~/domain/access/ctx.server";
import { numberReceiptBatch as number } from "~/domain/receipts/issue-receipt-batch.server";

export async function numberReceiptBatch(input: { batchId: string }): Promise<void> {
	await number(await jobContext("numberReceiptBatch"), input);
}
