import { randomUUID } from "node:crypto";
import { z } from "zod";
import { Prisma } from "~/platform/db/client.server";
import { queryRows, type Tx } from "~/platform/db/transaction.server";
import { conflict } from "~/platform/errors";
import { actorId } from "../access/actor";
import type { Ctx } from "../access/ctx.server";
import { audit } from "../audit/audit.server";
import { fiscalYearOf, lastDayOf } from "../calendar/fiscal-year";
import { adjustmentFor } from "../ledger/closed-years.server";
import type { Channel, Precision } from "../ledger/kinds";
import { type LedgerPosting, postEntries } from "../ledger/post-entries.server";
import { type PostedFund, receiptPosting } from "./receipt-postings";

export type ReceiptToBook = {
	kind: "received" | "returned";
	receivedOn?: string;
	/** where the source knows no day: booked on its last one */
	fiscalYear?: number;
	amountYen: bigint;
	indirectYen: bigint;
	precision: Precision;
	channel: Channel;
	note: string;
	/** what makes it the same receipt; absent: it is another one */
	sourceKey?: string;
};

/**
 * Writes receipts of a fund and books them; one whose sourceKey is there with the same content is passed over.
 * @returns ids of those that are new
 * @throws AppError external_fund_receipt_differs (409), year_closed (409)
 */
export async function bookReceipts(
	tx: Tx,
	ctx: Ctx,
	fund: PostedFund,
	receipts: readonly ReceiptToBook[],
	adjustmentReason?: string | null,
): Promise<string[]> {
	if (receipts.length === 0) return [];
	const rows = receipts.map(toRow);
	const inserted = new Set(await insertOnce(tx, ctx, fund.id, rows));
	const there = rows.filter((row) => !inserted.has(row.id));
	if (there.length > 0) await refuseOtherContent(tx, fund.id, there);
	const reasons = new Map<number, string | null>();
	const postings: LedgerPosting[] = [];
	for (const row of rows) {
		if (!inserted.has(row.id)) continue;
		const fiscalYear = fiscalYearOf(row.receivedOn);
		if (!reasons.has(fiscalYear)) {
			// Our own jobs read a source again: that is the reason, and no person is there to give one.
			const given = adjustmentReason || (ctx.actor.kind === "job" ? ctx.actor.name : null);
			reasons.set(fiscalYear, await adjustmentFor(tx, row.receivedOn, given));
		}
		postings.push(receiptPosting(fund, row, reasons.get(fiscalYear) ?? null));
	}
	await postEntries(tx, postings);
	const written = rows.filter((row) => inserted.has(row.id));
	if (written.length > 0) {
		await audit(tx, ctx, {
			action: written[0]?.kind === "returned" ? "external_fund.returned" : "external_fund.received",
			subject: { type: "external_fund", id: fund.id },
			institutionId: fund.institutionId,
			after: {
				receipts: written.map(({ id, receivedOn, amountYen, indirectYen }) => ({
					id,
					receivedOn,
					amountYen: amountYen.toString(),
					indirectYen: indirectYen.toString(),
				})),
				...(adjustmentReason ? { adjustmentReason } : {}),
			},
		});
	}
	return written.map(({ id }) => id);
}

type Row = ReturnType<typeof toRow>;

function toRow(receipt: ReceiptToBook) {
	const { kind, amountYen, indirectYen, precision, channel, note } = receipt;
	const id = randomUUID();
	return {
		...{ id, kind, amountYen, indirectYen, precision, channel, note },
		receivedOn: receipt.receivedOn ?? lastDayOf(receipt.fiscalYear ?? 0).toString(),
		datePrecision: receipt.receivedOn === undefined ? "fiscal_year" : "day",
		sourceKey: receipt.sourceKey ?? `receipt:${id}`,
	};
}

async function insertOnce(tx: Tx, ctx: Ctx, externalFundId: string, rows: readonly Row[]): Promise<string[]> {
	const json = JSON.stringify(
		rows.map((row) => ({
			...row,
			amountYen: row.amountYen.toString(),
			indirectYen: row.indirectYen.toString(),
			fiscalYear: fiscalYearOf(row.receivedOn),
		})),
	);
	const inserted = await queryRows(
		tx,
		z.object({ id: z.uuid() }),
		Prisma.sql`
		INSERT INTO external_fund_receipt (id, external_fund_id, kind, received_on, date_precision, fiscal_year, amount_yen, indirect_yen,
			"precision", channel, note, source_key, entered_by, created_at)
		SELECT r.id, ${externalFundId}::uuid, r.kind, r."receivedOn", r."datePrecision", r."fiscalYear", r."amountYen", r."indirectYen",
			r."precision", r.channel, r.note, r."sourceKey", ${actorId(ctx.actor)}, ${ctx.now}
		FROM jsonb_to_recordset(${json}::jsonb) AS r(id uuid, kind text, "receivedOn" date, "datePrecision" text, "fiscalYear" int,
			"amountYen" bigint, "indirectYen" bigint, "precision" text, channel text, note text, "sourceKey" text)
		ORDER BY r."sourceKey"
		ON CONFLICT (source_key) DO NOTHING
		RETURNING id`,
	);
	return inserted.map(({ id }) => id);
}

async function refuseOtherContent(tx: Tx, externalFundId: string, rows: readonly Row[]): Promise<void> {
	const known = await tx.externalFundReceipt.findMany({
		where: { externalFundId, sourceKey: { in: rows.map(({ sourceKey }) => sourceKey) } },
	});
	const bySource = new Map(known.map((row) => [row.sourceKey, row]));
	for (const row of rows) {
		const old = bySource.get(row.sourceKey);
		const same =
			old?.kind === row.kind &&
			old.receivedOn.toISOString().slice(0, 10) === row.receivedOn &&
			old.amountYen === row.amountYen &&
			old.indirectYen === row.indirectYen &&
			old.precision === row.precision;
		if (same) continue;
		throw conflict("external_fund_receipt_differs", `receipt ${row.sourceKey} is there with other content`, {
			personKey: "externalFunds.receiptDiffers",
		});
	}
}
