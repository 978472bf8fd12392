import { z } from "zod";
import { Prisma } from "~/platform/db/client.server";
import { inTransaction, queryRows, type Tx } from "~/platform/db/transaction.server";
import type { Ctx } from "../access/ctx.server";
import { annualGiftsSql } from "./annual-gifts.server";
import { type DatedGift, draftAnnual } from "./draft-receipts";
import { readGiftFacts } from "./gift-facts.server";
import { isDue } from "./issue-due-receipts.server";
import { issuerSettings } from "./issuer-settings.server";
import { insertPrepared } from "./prepare-receipts.server";
import { receiptBatch } from "./receipt-batch.status";

const DONORS = 200;

/**
 * Writes the receipts of a batch in preparation, donor by donor, a short transaction a chunk; the batch keeps how far it
 * came, so a crash costs one chunk. Several at once wait for each other. A batch that was withdrawn ends it.
 */
export async function fillReceiptBatch(ctx: Ctx, { batchId }: { batchId: string }): Promise<void> {
	while ((await inTransaction(ctx, (tx) => fillChunk(tx, ctx, batchId))) === "more");
}

async function fillChunk(tx: Tx, ctx: Ctx, batchId: string): Promise<"more" | "done"> {
	await tx.$queryRaw`SELECT 1 FROM receipt_batch WHERE id = ${batchId}::uuid FOR UPDATE`;
	const batch = await tx.receiptBatch.findUnique({ where: { id: batchId } });
	if (batch?.status !== "preparing") return "done";
	const issuer = await issuerSettings(tx, batch.issuerId);
	if (!issuer) return "done";
	const rows = await queryRows(
		tx,
		z.object({ donorId: z.uuid(), giftIds: z.array(z.uuid()) }),
		Prisma.sql`
		SELECT g.donor_id AS "donorId", array_agg(g.id::text) AS "giftIds" FROM ${annualGiftsSql(issuer, batch.taxYear)}
			${batch.cursor === null ? Prisma.empty : Prisma.sql`AND g.donor_id > ${batch.cursor}::uuid`}
		GROUP BY g.donor_id ORDER BY g.donor_id LIMIT ${DONORS}`,
	);
	const giftIds = rows.flatMap((row) => row.giftIds);
	const gifts = (await readGiftFacts(tx, issuer, giftIds, { lock: "wait" })).filter(
		(gift): gift is DatedGift => gift.rhythm === "annual" && isDue(gift, issuer),
	);
	const drafts = rows.flatMap(({ donorId }) =>
		draftAnnual(
			gifts.filter((gift) => gift.donorId === donorId),
			issuer,
		),
	);
	await insertPrepared(tx, batch.issuerId, drafts, { batchId });
	const last = rows.length === DONORS ? rows.at(-1) : undefined;
	if (last) {
		await tx.receiptBatch.update({ where: { id: batchId }, data: { cursor: last.donorId } });
		return "more";
	}
	receiptBatch.assertMove("preparing", "prepared");
	await tx.receiptBatch.update({ where: { id: batchId }, data: { status: "prepared", preparedAt: ctx.now } });
	return "done";
}
