import { z } from "zod";
import { Prisma } from "~/platform/db/client.server";
import { queryRows, type SqlTx } from "~/platform/db/transaction.server";
import { uuid7 } from "~/platform/uuid7";
import type { Ctx } from "../access/ctx.server";
import { auditAll } from "../audit/audit-all.server";
import { CHANNELS } from "../ledger/kinds";
import { postEntries } from "../ledger/post-entries.server";
import type { KnownFund, KnownReceipt } from "./fund-rows";
import { lockKnownFunds } from "./known-funds.server";
import { sameWords } from "./plan-fund-rows";
import { type PostedFund, receiptPosting } from "./receipt-postings";
import { reverseReceipts } from "./reverse-receipts.server";
import { type FundRowTrace, insertReceipts, updateFundWords, yearAsText } from "./write-fund-rows.server";

export type RowToUndo = { line: number; targetId: string; trace: FundRowTrace };
export type UndoneRow = { line: number; problem: string | null };
type Batch = { importId: string; institutionId: string; adjustmentReason: string | null };
type Known = KnownFund & { hubId: string };

/** Shown as the reason beside what an undone import had booked. */
const UNDONE = "取り込みの取り消し / import undone";

/**
 * Takes back what rows of an import did: books back what they booked, restores what they changed, makes void what they made.
 * What somebody has changed since stays, and the row says so.
 */
export async function undoFundRows(
	tx: SqlTx,
	ctx: Ctx,
	batch: Batch,
	rows: readonly RowToUndo[],
): Promise<UndoneRow[]> {
	const funds = await lockKnownFunds(tx, [...new Set(rows.map(({ targetId }) => targetId))]);
	const replaced = await readReplaced(
		tx,
		rows.flatMap(({ trace }) => trace.receipt?.replaced ?? []),
	);
	const work = planUndo(rows, funds, replaced);
	await reverseReceipts(
		tx,
		ctx,
		work.reversals.map(({ fund, receipt }) => ({ fund: posted(batch, fund), receipt })),
		{
			reason: UNDONE,
			adjustmentReason: batch.adjustmentReason,
		},
	);
	for (const [importId, again] of byImport(work.again)) {
		await insertReceipts(
			tx,
			ctx,
			importId,
			again.map(({ fund, receipt, line, id }) => ({
				...receipt,
				...{ id, fundId: fund.id, sourceKey: `import-undone:${batch.importId}:${line}` },
				...{ amountYen: receipt.amountYen.toString(), indirectYen: receipt.indirectYen.toString() },
			})),
		);
	}
	await postEntries(
		tx,
		work.again.map(({ fund, receipt, id }) =>
			receiptPosting(posted(batch, fund), { ...receipt, id }, batch.adjustmentReason),
		),
	);
	await restoreYears(tx, work.years);
	await updateFundWords(tx, ctx, work.words);
	const free = await untouched(tx, work.made);
	await voidFunds(tx, ctx, free);
	const stays = work.made.filter(({ id }) => !free.includes(id));
	await auditAll(
		tx,
		ctx,
		[...funds.values()].map(({ id }) => ({
			action: "external_fund.import_undone",
			subject: { type: "external_fund", id },
			institutionId: batch.institutionId,
			cause: `import:${batch.importId}`,
		})),
	);
	const problems = new Map([...work.problems, ...stays.map(({ line }) => [line, "imports.stillUsed"] as const)]);
	return rows.map(({ line }) => ({ line, problem: problems.get(line) ?? null }));
}

const posted = ({ institutionId }: Batch, fund: Known): PostedFund => ({
	id: fund.id,
	hubId: fund.hubId,
	institutionId,
	category: fund.words.category,
	use: fund.words.use,
});

type Replaced = KnownReceipt & { importId: string };

function planUndo(
	rows: readonly RowToUndo[],
	funds: ReadonlyMap<string, Known>,
	replaced: ReadonlyMap<string, Replaced>,
) {
	const problems = new Map<number, string>();
	const reversals: { fund: Known; receipt: KnownReceipt }[] = [];
	const again: { fund: Known; receipt: Replaced; line: number; id: string }[] = [];
	const years: { id: string; fiscalYear: number; before: Record<string, unknown> | null }[] = [];
	const words: { id: string; key: string; hubId: string; words: KnownFund["words"] }[] = [];
	const made: { id: string; line: number }[] = [];
	for (const { line, targetId, trace } of rows) {
		const fund = funds.get(targetId);
		if (!fund) {
			problems.set(line, "imports.changedSince");
			continue;
		}
		if (trace.receipt) {
			const receipt = fund.receipts.find(({ id }) => id === trace.receipt?.id);
			if (receipt) reversals.push({ fund, receipt });
			else problems.set(line, "imports.changedSince");
			const old = receipt && trace.receipt.replaced ? replaced.get(trace.receipt.replaced) : undefined;
			if (old) again.push({ fund, receipt: old, line, id: uuid7() });
		}
		if (trace.year) {
			const { before, after } = trace.year;
			const now = fund.years.get(Number(after.fiscalYear));
			if (now && sameText(yearAsText(now), after)) {
				years.push({ id: fund.id, fiscalYear: now.fiscalYear, before });
			} else problems.set(line, "imports.changedSince");
		}
		if (trace.fund) {
			const { action, before, after } = trace.fund;
			if (!sameWords(after, fund.words)) problems.set(line, "imports.changedSince");
			else if (action === "create") made.push({ id: fund.id, line });
			else if (before) words.push({ id: fund.id, key: "", hubId: fund.hubId, words: before });
		}
	}
	return { problems, reversals, again, years, words, made };
}

const sameText = (a: Record<string, unknown>, b: Record<string, unknown>) =>
	Object.keys({ ...a, ...b }).every((name) => a[name] === b[name]);

function byImport<Row extends { receipt: Replaced }>(rows: readonly Row[]): Map<string, Row[]> {
	const groups = new Map<string, Row[]>();
	for (const row of rows) groups.set(row.receipt.importId, [...(groups.get(row.receipt.importId) ?? []), row]);
	return groups;
}

async function readReplaced(tx: SqlTx, ids: readonly string[]): Promise<Map<string, Replaced>> {
	if (ids.length === 0) return new Map();
	const rows = await queryRows(
		tx,
		z.object({
			id: z.uuid(),
			importId: z.uuid(),
			kind: z.enum(["received", "returned"]),
			receivedOn: z.string(),
			datePrecision: z.string(),
			amountYen: z.bigint(),
			indirectYen: z.bigint(),
			precision: z.enum(["yen", "million_yen"]),
			channel: z.enum(CHANNELS),
			note: z.string(),
		}),
		Prisma.sql`
		SELECT id, import_id AS "importId", kind, received_on::text AS "receivedOn", date_precision AS "datePrecision",
			amount_yen AS "amountYen", indirect_yen AS "indirectYen", "precision", channel, note
		FROM external_fund_receipt WHERE id = ANY(${ids}::uuid[]) AND import_id IS NOT NULL`,
	);
	return new Map(rows.map((row) => [row.id, { ...row, imported: true }]));
}

async function restoreYears(
	tx: SqlTx,
	years: readonly { id: string; fiscalYear: number; before: Record<string, unknown> | null }[],
): Promise<void> {
	const gone = years.filter(({ before }) => before === null);
	const back = years.flatMap(({ id, before }) => (before === null ? [] : [{ id, ...before }]));
	if (gone.length > 0) {
		await tx.$executeRaw(Prisma.sql`
			DELETE FROM external_fund_year y USING jsonb_to_recordset(${JSON.stringify(gone)}::jsonb) AS r(id uuid, "fiscalYear" int)
			WHERE y.external_fund_id = r.id AND y.fiscal_year = r."fiscalYear"`);
	}
	if (back.length === 0) return;
	await tx.$executeRaw(Prisma.sql`
		UPDATE external_fund_year y SET planned_yen = r."plannedYen", decided_yen = r."decidedYen", direct_yen = r."directYen",
			indirect_yen = r."indirectYen", carried_over_yen = r."carriedOverYen", returned_yen = r."returnedYen", "precision" = r."precision"
		FROM jsonb_to_recordset(${JSON.stringify(back)}::jsonb) AS r(id uuid, "fiscalYear" int, "plannedYen" bigint, "decidedYen" bigint,
			"directYen" bigint, "indirectYen" bigint, "carriedOverYen" bigint, "returnedYen" bigint, "precision" text)
		WHERE y.external_fund_id = r.id AND y.fiscal_year = r."fiscalYear"`);
}

const idRow = z.object({ id: z.uuid() });

/** Those nothing hangs on any more. */
async function untouched(tx: SqlTx, made: readonly { id: string }[]): Promise<string[]> {
	if (made.length === 0) return [];
	const rows = await queryRows(
		tx,
		idRow,
		Prisma.sql`
		SELECT f.id FROM external_fund f WHERE f.id = ANY(${made.map(({ id }) => id)}::uuid[])
			AND NOT EXISTS (SELECT 1 FROM external_fund_receipt r WHERE r.external_fund_id = f.id AND r.voided_at IS NULL)
			AND NOT EXISTS (SELECT 1 FROM spending_line s WHERE s.external_fund_id = f.id AND s.voided_at IS NULL)
			AND NOT EXISTS (SELECT 1 FROM external_fund_year y WHERE y.external_fund_id = f.id)`,
	);
	return rows.map(({ id }) => id);
}

async function voidFunds(tx: SqlTx, ctx: Ctx, ids: readonly string[]): Promise<void> {
	if (ids.length === 0) return;
	await tx.$executeRaw(Prisma.sql`
		UPDATE external_fund SET voided_at = ${ctx.now}, void_reason = ${UNDONE}, updated_at = ${ctx.now},
			source_key = source_key || ':void:' || id
		WHERE id = ANY(${ids}::uuid[])`);
}
