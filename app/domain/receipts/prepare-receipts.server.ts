import { Prisma } from "~/platform/db/client.server";
import type { SqlTx } from "~/platform/db/transaction.server";
import { newId } from "~/platform/new-id";
import type { ReceiptDraft } from "./draft-receipts";

/**
 * Writes receipts without a number. A gift that is on another receipt makes the database refuse the whole.
 * @returns their ids, in the order of the drafts
 */
export async function insertPrepared(
	tx: SqlTx,
	issuerId: string,
	drafts: readonly ReceiptDraft[],
	given: { batchId?: string; replacesId?: string } = {},
): Promise<string[]> {
	if (drafts.length === 0) return [];
	const ids = drafts.map(() => newId()).sort();
	const rows = drafts.map(({ lines: _, amountYen, ...draft }, index) => ({
		id: ids[index],
		...draft,
		amountYen: amountYen.toString(),
	}));
	const lines = drafts.flatMap((draft, index) =>
		draft.lines.map((line) => ({ receiptId: ids[index], ...line, amountYen: line.amountYen.toString() })),
	);
	await tx.$executeRaw(Prisma.sql`
		INSERT INTO receipt (id, issuer_id, donor_id, batch_id, kind, status, tax_year, received_on, amount_yen, lang, delivery, content, replaces_id)
		SELECT r.id, ${issuerId}::uuid, r."donorId", ${given.batchId ?? null}::uuid, r.kind, 'prepared', r."taxYear", r."receivedOn",
			r."amountYen", r.lang, r.delivery, r.content, ${given.replacesId ?? null}::uuid
		FROM jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) AS r(id uuid, "donorId" uuid, kind text, "taxYear" int, "receivedOn" date,
			"amountYen" bigint, lang char(2), delivery text, content jsonb)`);
	await tx.$executeRaw(Prisma.sql`
		INSERT INTO receipt_gift (receipt_id, gift_id, amount_yen, received_on)
		SELECT l."receiptId", l."giftId", l."amountYen", l."receivedOn"
		FROM jsonb_to_recordset(${JSON.stringify(lines)}::jsonb) AS l("receiptId" uuid, "giftId" uuid, "amountYen" bigint, "receivedOn" date)`);
	return ids;
}

/** Takes receipts in preparation away, with nothing left behind: their gifts are due again. */
export async function dropPrepared(tx: SqlTx, receiptIds: readonly string[]): Promise<void> {
	if (receiptIds.length === 0) return;
	const ids = [...receiptIds];
	await tx.$executeRaw`
		DELETE FROM receipt_gift USING receipt r
		WHERE receipt_gift.receipt_id = r.id AND r.id = ANY(${ids}::uuid[]) AND r.status = 'prepared'`;
	await tx.$executeRaw`DELETE FROM receipt WHERE id = ANY(${ids}::uuid[]) AND status = 'prepared'`;
}
