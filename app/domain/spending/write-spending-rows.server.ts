import { z } from "zod";
import { Prisma } from "~/platform/db/client.server";
import { queryRows, type SqlTx } from "~/platform/db/transaction.server";
import { uuid7 } from "~/platform/uuid7";
import { actorId } from "../access/actor";
import type { Ctx } from "../access/ctx.server";
import { auditAll } from "../audit/audit-all.server";
import { fiscalYearOf } from "../calendar/fiscal-year";
import { CATEGORIES, USES } from "../ledger/kinds";
import { postEntries } from "../ledger/post-entries.server";
import type { KnownSpending, SpendingPlan } from "./plan-spending-rows";
import { type PostedSpending, spendingPosting, spendingReversal } from "./spending-postings";

type Batch = { importId: string; institutionId: string; adjustmentReason: string | null };
/** What is kept with a row, so that it can be undone. */
export type SpendingTrace = {
	id: string;
	replaced: string | null;
	before: { description: string; voucher: string } | null;
};
export type WrittenSpending = {
	line: number;
	status: "created" | "changed" | "unchanged";
	targetId: string;
	trace: SpendingTrace | null;
};
export type SpendingToUndo = { line: number; trace: SpendingTrace };

/** Shown as the reason beside a line that a later file corrected, or whose import was undone. */
const REPLACED = "取り込みで訂正 / corrected by an import";
const UNDONE = "取り込みの取り消し / import undone";

const knownRow = z.object({
	id: z.uuid(),
	sourceKey: z.string(),
	hubId: z.uuid().nullable(),
	fundId: z.uuid().nullable(),
	externalFundId: z.uuid().nullable(),
	category: z.enum(CATEGORIES),
	use: z.enum(USES),
	spentOn: z.string(),
	expenseItem: z.string(),
	description: z.string(),
	voucher: z.string(),
	amountYen: z.bigint(),
	voided: z.boolean(),
	importId: z.uuid().nullable(),
});
type Row = z.output<typeof knownRow>;

function readLines(tx: SqlTx, which: Prisma.Sql, lock: boolean): Promise<Row[]> {
	return queryRows(
		tx,
		knownRow,
		Prisma.sql`
		SELECT s.id, s.source_key AS "sourceKey", s.hub_id AS "hubId", s.fund_id AS "fundId", s.external_fund_id AS "externalFundId",
			coalesce(f.category, 'gift') AS category, s.use, s.spent_on::text AS "spentOn", s.expense_item AS "expenseItem", s.description,
			s.voucher, s.amount_yen AS "amountYen", s.voided_at IS NOT NULL AS voided, s.import_id AS "importId"
		FROM spending_line s LEFT JOIN external_fund f ON f.id = s.external_fund_id
		WHERE ${which} ORDER BY s.id ${lock ? Prisma.sql`FOR UPDATE OF s` : Prisma.empty}`,
	);
}

/** The lines that stand under these keys. */
export async function readKnownSpending(
	tx: SqlTx,
	asked: { keys: readonly string[]; lock: boolean },
): Promise<Map<string, KnownSpending>> {
	if (asked.keys.length === 0) return new Map();
	const rows = await readLines(tx, Prisma.sql`s.source_key = ANY(${asked.keys}) AND s.voided_at IS NULL`, asked.lock);
	return new Map(rows.map((row) => [row.sourceKey, row]));
}

/** Writes and books lines in a handful of statements: the same postings as recording one by one. */
export async function writeSpendingRows(
	tx: SqlTx,
	ctx: Ctx,
	batch: Batch,
	plans: readonly SpendingPlan[],
): Promise<WrittenSpending[]> {
	const rows = plans.flatMap((plan) => plan.rows).map((one) => ({ ...one, id: one.known?.id ?? uuid7() }));
	const replaced = rows.filter(({ action }) => action === "replace").map((one) => ({ ...one, id: uuid7() }));
	const made = [...rows.filter(({ action }) => action === "create"), ...replaced];
	const retexted = rows.filter(({ action }) => action === "retext");
	await reverse(
		tx,
		ctx,
		batch,
		replaced.flatMap(({ known }) => known ?? []),
		REPLACED,
	);
	const lines = made.map(({ id, row, sourceKey }) => ({ ...row, id, sourceKey, institutionId: batch.institutionId }));
	await insertLines(tx, ctx, batch.importId, lines);
	await postEntries(
		tx,
		lines.map((line) =>
			spendingPosting(postedLine(batch, { ...line, amountYen: BigInt(line.amountYen) }), batch.adjustmentReason),
		),
	);
	await retext(
		tx,
		retexted.map(({ id, row }) => ({ id, description: row.description, voucher: row.voucher })),
	);
	await auditAll(
		tx,
		ctx,
		[...replaced, ...retexted].map(({ known, row, id }) => ({
			action: "spending.imported",
			subject: { type: "spending_line", id: known?.id ?? id },
			institutionId: batch.institutionId,
			cause: `import:${batch.importId}`,
			...(known ? { before: contentOf(known) } : {}),
			after: { ...contentOf({ ...row, amountYen: BigInt(row.amountYen) }), id },
		})),
	);
	const ids = new Map(replaced.map(({ row, id }) => [row.line, id]));
	return rows.map(({ row, action, known, id }) => traceOf(row.line, action, known, ids.get(row.line) ?? id));
}

function traceOf(
	line: number,
	action: SpendingPlan["rows"][number]["action"],
	known: KnownSpending | null,
	id: string,
): WrittenSpending {
	if (action === "none") return { line, status: "unchanged", targetId: id, trace: null };
	const before = action === "retext" && known ? { description: known.description, voucher: known.voucher } : null;
	const replaced = action === "replace" ? (known?.id ?? null) : null;
	return { line, status: action === "create" ? "created" : "changed", targetId: id, trace: { id, replaced, before } };
}

const contentOf = (line: {
	spentOn: string;
	amountYen: bigint;
	expenseItem: string;
	use: string;
	description: string;
}) => ({
	...{ spentOn: line.spentOn, expenseItem: line.expenseItem, use: line.use, description: line.description },
	amountYen: line.amountYen.toString(),
});

type Postable = Omit<PostedSpending, "institutionId" | "sourceKey">;
const postedLine = ({ institutionId }: Batch, line: Postable & { sourceKey: string }): PostedSpending => ({
	...line,
	institutionId,
});

async function reverse(
	tx: SqlTx,
	ctx: Ctx,
	batch: Batch,
	lines: readonly KnownSpending[],
	reason: string,
): Promise<void> {
	if (lines.length === 0) return;
	const ids = lines.map(({ id }) => id);
	const booked = await queryRows(
		tx,
		z.object({ id: z.bigint(), causeId: z.string() }),
		Prisma.sql`
		SELECT id, cause_id AS "causeId" FROM ledger_transaction
		WHERE cause_type = 'spending_line' AND cause_id = ANY(${ids}) AND reverses_id IS NULL`,
	);
	const transactions = new Map(booked.map(({ id, causeId }) => [causeId, id]));
	await tx.$executeRaw(Prisma.sql`
		UPDATE spending_line SET voided_at = ${ctx.now}, void_reason = ${reason}, source_key = source_key || ':void:' || id
		WHERE id = ANY(${ids}::uuid[]) AND voided_at IS NULL`);
	await postEntries(
		tx,
		lines.map((line) => {
			const reversesId = transactions.get(line.id);
			if (reversesId === undefined) throw new Error(`spending line ${line.id} is not booked`);
			return spendingReversal(postedLine(batch, line), reversesId, batch.adjustmentReason);
		}),
	);
}

type NewLine = {
	id: string;
	sourceKey: string;
	institutionId: string;
	hubId: string | null;
	fundId: string | null;
	externalFundId: string | null;
	use: string;
	spentOn: string;
	expenseItem: string;
	description: string;
	voucher: string;
	amountYen: string;
};

async function insertLines(tx: SqlTx, ctx: Ctx, importId: string | null, lines: readonly NewLine[]): Promise<void> {
	if (lines.length === 0) return;
	const json = JSON.stringify(lines.map((line) => ({ ...line, fiscalYear: fiscalYearOf(line.spentOn) })));
	await tx.$executeRaw(Prisma.sql`
		INSERT INTO spending_line (id, hub_id, institution_id, fund_id, external_fund_id, spent_on, fiscal_year, expense_item, use, description,
			amount_yen, voucher, source_key, import_id, entered_by, created_at)
		SELECT r.id, r."hubId", r."institutionId", r."fundId", r."externalFundId", r."spentOn", r."fiscalYear", r."expenseItem", r.use,
			r.description, r."amountYen", r.voucher, r."sourceKey", ${importId}::uuid, ${actorId(ctx.actor)}, ${ctx.now}
		FROM jsonb_to_recordset(${json}::jsonb) AS r(id uuid, "hubId" uuid, "institutionId" uuid, "fundId" uuid, "externalFundId" uuid,
			"spentOn" date, "fiscalYear" int, "expenseItem" text, use text, description text, "amountYen" bigint, voucher text, "sourceKey" text)
		ORDER BY r."sourceKey"`);
}

async function retext(
	tx: SqlTx,
	lines: readonly { id: string; description: string; voucher: string }[],
): Promise<void> {
	if (lines.length === 0) return;
	await tx.$executeRaw(Prisma.sql`
		UPDATE spending_line s SET description = r.description, voucher = r.voucher
		FROM jsonb_to_recordset(${JSON.stringify(lines)}::jsonb) AS r(id uuid, description text, voucher text) WHERE s.id = r.id`);
}

/** Takes back what rows of an import booked; a line somebody changed or made void since stays, and the row says so. */
export async function undoSpendingRows(
	tx: SqlTx,
	ctx: Ctx,
	batch: Batch,
	rows: readonly SpendingToUndo[],
): Promise<{ line: number; problem: string | null }[]> {
	const ids = rows.flatMap(({ trace }) => [trace.id, ...(trace.replaced ? [trace.replaced] : [])]);
	const known = new Map(
		(await readLines(tx, Prisma.sql`s.id = ANY(${ids}::uuid[])`, true)).map((row) => [row.id, row]),
	);
	const standing = rows.flatMap(({ line, trace }) => {
		const row = known.get(trace.id);
		return row && !row.voided ? [{ line, trace, row }] : [];
	});
	const booked = standing.filter(({ trace }) => trace.before === null);
	await reverse(
		tx,
		ctx,
		batch,
		booked.map(({ row }) => row),
		UNDONE,
	);
	const again = booked.flatMap(({ trace, row }) => {
		const old = trace.replaced ? known.get(trace.replaced) : undefined;
		return old ? [{ ...old, id: uuid7(), sourceKey: row.sourceKey, institutionId: batch.institutionId }] : [];
	});
	for (const line of again) {
		await insertLines(tx, ctx, line.importId, [{ ...line, amountYen: line.amountYen.toString() }]);
	}
	await postEntries(
		tx,
		again.map((line) => spendingPosting(postedLine(batch, line), batch.adjustmentReason)),
	);
	await retext(
		tx,
		standing.flatMap(({ trace }) => (trace.before ? [{ id: trace.id, ...trace.before }] : [])),
	);
	await auditAll(
		tx,
		ctx,
		standing.map(({ trace }) => ({
			action: "spending.import_undone",
			subject: { type: "spending_line", id: trace.id },
			institutionId: batch.institutionId,
			cause: `import:${batch.importId}`,
		})),
	);
	const done = new Set(standing.map(({ line }) => line));
	return rows.map(({ line }) => ({ line, problem: done.has(line) ? null : "imports.changedSince" }));
}
