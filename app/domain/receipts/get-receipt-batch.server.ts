import { z } from "zod";
import { Prisma } from "~/platform/db/client.server";
import { inTransaction } from "~/platform/db/transaction.server";
import { notFound } from "~/platform/errors";
import { authorize, isUuid, mayEver } from "../access/authorize.server";
import type { Ctx } from "../access/ctx.server";
import { readRows } from "../access/read-rows.server";
import { listChanges } from "../audit/list-changes.server";
import { annualGiftsSql } from "./annual-gifts.server";
import { type Hold, holdOf } from "./due-rule";
import { type GiftFacts, readGiftFacts } from "./gift-facts.server";
import { certificateOn, type IssuerSettings, issuerSettings } from "./issuer-settings.server";
import { countReceipts } from "./list-receipt-batches.server";

/** Exceptions shown on the page; when there are more, the number says so. */
const SHOWN = 100;

/** One annual issue: where it stands, what it comes to, and what is not in it and why. @throws AppError receiptbatch_not_found */
export async function getReceiptBatch(ctx: Ctx, batchId: string) {
	await authorize(ctx, "read", "ReceiptBatch");
	const batch = isUuid(batchId) ? await ctx.db.receiptBatch.findUnique({ where: { id: batchId } }) : null;
	if (!batch) throw notFound("receiptbatch", batchId);
	const institution = await ctx.db.institution.findUniqueOrThrow({ where: { id: batch.issuerId } });
	const count = (await countReceipts(ctx, [batch.id])).get(batch.id);
	const waitingFiles = await ctx.db.receipt.count({ where: { batchId, status: "issued", fileKey: null } });
	const noAddress = await readWithoutAddress(ctx, batch.id);
	return {
		batch,
		institution,
		count: count ?? { receipts: 0, issued: 0, amountYen: 0n },
		waitingFiles,
		noAddress,
		exceptions: await readExceptions(ctx, batch.issuerId, batch.taxYear),
		changes: await listChanges(ctx, { subject: { type: "receipt_batch", id: batch.id } }),
		mayIssue: mayEver(ctx, "issue", "ReceiptBatch"),
	};
}

const donorSchema = z.object({ id: z.uuid(), donor: z.string(), total: z.bigint() });

/** Receipts of the batch that print no address: they may be sent as they are, but somebody should look. */
async function readWithoutAddress(ctx: Ctx, batchId: string) {
	return readRows(
		ctx,
		donorSchema,
		(visible) => Prisma.sql`
		SELECT r.id, r.content -> 'donor' ->> 'name' AS donor, count(*) OVER () AS total FROM receipt r
		WHERE ${visible("receipt", "r")} AND r.batch_id = ${batchId}::uuid AND r.content -> 'donor' -> 'addressLines' = '[]'::jsonb
		ORDER BY r.id LIMIT ${SHOWN}`,
	);
}

export type HeldGift = { gift: GiftFacts; hold: Hold | null };

/**
 * Gifts of the year that ask for an annual receipt and have none: each with what stands against it, or null for one that
 * came after the batch was filled.
 */
async function readExceptions(ctx: Ctx, issuerId: string, taxYear: number) {
	const issuer = await issuerSettings(ctx.db, issuerId);
	if (!issuer) return { total: 0, gifts: [] };
	const rows = await readRows(
		ctx,
		z.object({ id: z.uuid(), total: z.bigint() }),
		(visible) => Prisma.sql`
		SELECT g.id, count(*) OVER () AS total FROM ${annualGiftsSql(issuer, taxYear)} AND ${visible("gift", "g")}
		ORDER BY g.id LIMIT ${SHOWN}`,
	);
	return {
		total: Number(rows[0]?.total ?? 0n),
		gifts: await holdsOf(
			ctx,
			issuer,
			rows.map(({ id }) => id),
		),
	};
}

/** What stands against gifts the actor was shown to see. */
export function holdsOf(ctx: Ctx, issuer: IssuerSettings, giftIds: readonly string[]): Promise<HeldGift[]> {
	return inTransaction(ctx, async (tx) => {
		const gifts = await readGiftFacts(tx, issuer, giftIds);
		const certificate = (day: string) => certificateOn(issuer, "special_public_interest", day);
		return gifts.map((gift) => ({ gift, hold: holdOf(gift, issuer, certificate) }));
	});
}
