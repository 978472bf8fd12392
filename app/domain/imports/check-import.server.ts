import { z } from "zod";
import { Prisma } from "~/platform/db/client.server";
import { inSqlTransaction, queryRows, type SqlTx } from "~/platform/db/transaction.server";
import type { Ctx } from "../access/ctx.server";
import { jstDayString } from "../calendar/fiscal-year";
import { readFundRow } from "./fund-row";
import { MAIN_AMOUNTS } from "./import-fields";
import { readFundSources, readNumberSources, readPlaces } from "./import-places.server";
import { nextGroups, setVerdicts } from "./import-rows.server";
import { type LockedImport, lockImport } from "./lock-import.server";
import { planGroups } from "./plan-groups.server";
import type { RowError } from "./read-row";
import { readAmount, totalRow } from "./read-values";
import { readSpendingRow } from "./spending-row";

const ROWS = 2_000;

/**
 * Reads every row under the mapping, then compares group by group with what is there: what would be created, changed or left
 * as it is. Writes only the rows' own verdicts; cut off, it goes on where it stopped.
 */
export async function checkImport(ctx: Ctx, { importId }: { importId: string }): Promise<void> {
	while ((await inSqlTransaction(ctx, (tx) => readBatch(tx, ctx, importId))) === "more");
	while ((await inSqlTransaction(ctx, (tx) => compareBatch(tx, ctx, importId))) === "more");
}

async function readBatch(tx: SqlTx, ctx: Ctx, importId: string): Promise<"more" | "done"> {
	const row = await lockImport(tx, importId);
	if (row.status !== "checking") return "done";
	const rows = await queryRows(
		tx,
		z.object({ line: z.number(), cells: z.array(z.string()) }),
		Prisma.sql`
		SELECT line, cells FROM import_row WHERE import_id = ${importId}::uuid AND line > ${lineOf(row.cursor)}
		ORDER BY line LIMIT ${ROWS}`,
	);
	// Past the last line the cursor goes on by group.
	if (rows.length === 0 || !isLine(row.cursor)) return "done";
	const verdicts = await readRows(tx, ctx, row, rows);
	const totals = totalsOf(row, rows, verdicts);
	await tx.$executeRaw(Prisma.sql`
		UPDATE import_row i SET parsed = r.parsed, group_key = r.group_key, errors = r.errors, status = r.status
		FROM jsonb_to_recordset(${JSON.stringify(verdicts)}::jsonb) AS r(line int, parsed jsonb, group_key text, errors jsonb, status text)
		WHERE i.import_id = ${importId}::uuid AND i.line = r.line`);
	const last = rows.length < ROWS;
	await tx.$executeRaw(Prisma.sql`
		UPDATE import SET checked_rows = checked_rows + ${rows.length}, bad_rows = bad_rows + ${count(verdicts, "bad")},
			cursor = ${last ? "" : `#${rows.at(-1)?.line}`}, updated_at = ${ctx.now},
			printed_total_yen = coalesce(${totals.printed}::bigint, printed_total_yen),
			rows_total_yen = CASE WHEN ${totals.rows}::bigint IS NULL THEN rows_total_yen ELSE coalesce(rows_total_yen, 0) + ${totals.rows}::bigint END
		WHERE id = ${importId}::uuid`);
	return last ? "done" : "more";
}

/** `#123` is a line, anything else a group. */
const isLine = (cursor: string) => cursor === "" || cursor.startsWith("#");
const lineOf = (cursor: string) => (cursor.startsWith("#") ? Number(cursor.slice(1)) : 0);

type Verdict = {
	line: number;
	parsed: object | null;
	group_key: string | null;
	errors: RowError[];
	status: "read" | "good" | "bad";
};
const count = (verdicts: readonly Verdict[], status: Verdict["status"]) =>
	verdicts.filter((verdict) => verdict.status === status).length;

async function readRows(
	tx: SqlTx,
	ctx: Ctx,
	row: LockedImport,
	rows: readonly { line: number; cells: string[] }[],
): Promise<Verdict[]> {
	const { mapping, institutionId } = row;
	const place = { institutionId, places: await readPlaces(tx, row), today: jstDayString(ctx.now) };
	const spending = row.kind === "spending";
	const numbers = spending ? rows.map(({ cells }) => cells[mapping.columns.number ?? -1] ?? "") : [];
	const sources = {
		funds: spending ? await readFundSources(tx, row) : new Map(),
		byNumber: spending ? await readNumberSources(tx, row, numbers) : new Map(),
	};
	return rows.map(({ line, cells }): Verdict => {
		if (totalRow(cells)) return { line, parsed: { total: true }, group_key: null, errors: [], status: "read" };
		const read = spending
			? readSpendingRow(cells, line, mapping, { ...place, sources })
			: readFundRow(cells, line, mapping, place);
		if (read.row === null) return { line, parsed: null, group_key: null, errors: read.errors, status: "bad" };
		return { line, parsed: read.row, group_key: read.groupKey, errors: [], status: "good" };
	});
}

/** What the file's own total row says, and what its rows add up to. */
function totalsOf(row: LockedImport, rows: readonly { line: number; cells: string[] }[], verdicts: readonly Verdict[]) {
	const name = MAIN_AMOUNTS[row.kind].find((one) => row.mapping.columns[one] !== undefined);
	const at = name === undefined ? undefined : row.mapping.columns[name];
	if (at === undefined) return { printed: null, rows: null };
	let sum = 0n;
	let printed: bigint | null = null;
	const isTotal = new Set(verdicts.filter(({ status }) => status === "read").map(({ line }) => line));
	for (const { line, cells } of rows) {
		const { value } = readAmount(cells[at] ?? "", row.mapping.unit);
		if (value === null) continue;
		if (!isTotal.has(line)) sum += value;
		else if (totalRow(cells) === "total") printed = value;
	}
	return { printed, rows: sum };
}

async function compareBatch(tx: SqlTx, ctx: Ctx, importId: string): Promise<"more" | "done"> {
	const row = await lockImport(tx, importId);
	if (row.status !== "checking") return "done";
	const { rows, cursor } = await nextGroups(tx, row, isLine(row.cursor) ? "" : row.cursor, ["good"]);
	if (rows.length === 0) {
		await tx.$executeRaw(Prisma.sql`
			UPDATE import SET status = 'checked', cursor = '', updated_at = ${ctx.now} WHERE id = ${importId}::uuid`);
		return "done";
	}
	const plans = await planGroups(tx, row, rows, { lock: false });
	await setVerdicts(tx, row.id, plans.errors);
	await tx.$executeRaw(Prisma.sql`
		UPDATE import SET cursor = ${cursor}, bad_rows = bad_rows + ${new Set(plans.errors.map(({ line }) => line)).size},
			created_rows = created_rows + ${plans.counts.created}, changed_rows = changed_rows + ${plans.counts.changed},
			unchanged_rows = unchanged_rows + ${plans.counts.unchanged}, updated_at = ${ctx.now}
		WHERE id = ${importId}::uuid`);
	return "more";
}
