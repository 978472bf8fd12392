import { z } from "zod";
import { Prisma } from "~/platform/db/client.server";
import { queryRows, type SqlTx } from "~/platform/db/transaction.server";
import type { Ctx } from "../access/ctx.server";
import { postEntries } from "../ledger/post-entries.server";
import { type PostedFund, type PostedReceipt, receiptReversal } from "./receipt-postings";

/** Books receipts back, each on its own day, and marks them void. Whoever calls holds the funds' locks. */
export async function reverseReceipts(
	tx: SqlTx,
	ctx: Pick<Ctx, "now">,
	reversals: readonly { fund: PostedFund; receipt: PostedReceipt }[],
	why: { reason: string; adjustmentReason: string | null },
): Promise<void> {
	if (reversals.length === 0) return;
	const ids = reversals.map(({ receipt }) => receipt.id);
	const booked = await queryRows(
		tx,
		z.object({ id: z.bigint(), causeId: z.string() }),
		Prisma.sql`
		SELECT id, cause_id AS "causeId" FROM ledger_transaction
		WHERE cause_type = 'external_fund_receipt' AND cause_id = ANY(${ids}) AND reverses_id IS NULL`,
	);
	const transactions = new Map(booked.map(({ id, causeId }) => [causeId, id]));
	const postings = reversals.map(({ fund, receipt }) => {
		const reversesId = transactions.get(receipt.id);
		if (reversesId === undefined) throw new Error(`receipt ${receipt.id} is not booked`);
		return receiptReversal(fund, receipt, reversesId, why.adjustmentReason);
	});
	await tx.$executeRaw(Prisma.sql`
		UPDATE external_fund_receipt SET voided_at = ${ctx.now}, void_reason = ${why.reason}, source_key = source_key || ':void:' || id
		WHERE id = ANY(${ids}::uuid[]) AND voided_at IS NULL`);
	await postEntries(tx, postings);
}
