import { jobContext } from "~/domain/access/ctx.server";
import { fillReceiptBatch as fill } from "~/domain/receipts/fill-receipt-batch.server";

export async function fillReceiptBatch(input: { batchId: string }): Promise<void> {
	await fill(await jobContext("fillReceiptBatch"), input);
}
