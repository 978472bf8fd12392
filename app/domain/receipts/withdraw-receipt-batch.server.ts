import { inTransaction, type Tx } from "~/platform/db/transaction.server";
import { conflict } from "~/platform/errors";
import { authorize } from "../access/authorize.server";
import type { Ctx } from "../access/ctx.server";
import { audit } from "../audit/audit.server";
import { type ReceiptBatchState, receiptBatch } from "./receipt-batch.status";

/** Locks a batch that is to be moved. @throws AppError receipt_batch_moved when it cannot move there (any more) */
export async function lockBatchFor(tx: Tx, batchId: string, to: ReceiptBatchState) {
	await tx.$queryRaw`SELECT 1 FROM receipt_batch WHERE id = ${batchId}::uuid FOR UPDATE`;
	const batch = await tx.receiptBatch.findUniqueOrThrow({ where: { id: batchId } });
	if (!receiptBatch.canMove(batch.status as ReceiptBatchState, to)) {
		throw conflict("receipt_batch_moved", `batch ${batchId} is ${batch.status}, not to be ${to}`, {
			personKey: "receipts.batchMoved",
		});
	}
	return batch;
}

/**
 * Takes an annual issue back before it was issued: its receipts go, no number was taken, their gifts are due again.
 * @throws AppError receiptbatch_not_found, forbidden, receipt_batch_moved
 */
export async function withdrawReceiptBatch(ctx: Ctx, { batchId }: { batchId: string }): Promise<void> {
	await authorize(ctx, "issue", { type: "ReceiptBatch", id: batchId });
	await inTransaction(ctx, async (tx) => {
		const batch = await lockBatchFor(tx, batchId, "withdrawn");
		const receipts = await tx.receipt.count({ where: { batchId } });
		await tx.$executeRaw`
			DELETE FROM receipt_gift USING receipt r
			WHERE receipt_gift.receipt_id = r.id AND r.batch_id = ${batchId}::uuid AND r.status = 'prepared'`;
		await tx.$executeRaw`DELETE FROM receipt WHERE batch_id = ${batchId}::uuid AND status = 'prepared'`;
		await tx.receiptBatch.update({ where: { id: batchId }, data: { status: "withdrawn", withdrawnAt: ctx.now } });
		await audit(tx, ctx, {
			action: "receipt_batch.withdrawn",
			subject: { type: "receipt_batch", id: batchId },
			institutionId: batch.issuerId,
			before: { status: batch.status, receipts },
			after: { status: "withdrawn" },
		});
	});
}
