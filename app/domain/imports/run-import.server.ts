import { z } from "zod";
import { Prisma } from "~/platform/db/client.server";
import { inSqlTransaction, inTransaction, queryRows, type SqlTx } from "~/platform/db/transaction.server";
import { conflict } from "~/platform/errors";
import { enqueue } from "~/platform/queue.server";
import type { Ctx } from "../access/ctx.server";
import { audit } from "../audit/audit.server";
import { refreshOutlookOf } from "../external-funds/refresh-outlook-of.server";
import { type WrittenRow, writeFundRows } from "../external-funds/write-fund-rows.server";
import { writeSpendingRows } from "../spending/write-spending-rows.server";
import { nextGroups, setResults, setVerdicts } from "./import-rows.server";
import { type LockedImport, lockForStep, lockImport } from "./lock-import.server";
import { planGroups } from "./plan-groups.server";

/**
 * Has the good rows of a checked import written and booked by a job.
 * @param input.adjustmentReason  needed when rows fall into closed fiscal years
 * @throws AppError import_not_found, forbidden, import_busy, import_years_closed (409)
 */
export async function runImport(ctx: Ctx, input: { importId: string; adjustmentReason?: string }): Promise<void> {
	await inTransaction(ctx, async (tx) => {
		const row = await lockForStep(tx, ctx, input.importId, "running");
		const reason = await reasonFor(tx, row, input.adjustmentReason);
		const resumed = row.status === "failed";
		await tx.$executeRaw(Prisma.sql`
			UPDATE import SET status = 'running', failed_step = NULL, error = NULL, adjustment_reason = ${reason}, updated_at = ${ctx.now}
			WHERE id = ${row.id}::uuid`);
		// What was foreseen makes room for what happens.
		if (!resumed) {
			await tx.$executeRaw(Prisma.sql`
				UPDATE import SET done_rows = 0, created_rows = 0, changed_rows = 0, unchanged_rows = 0, cursor = '' WHERE id = ${row.id}::uuid`);
		}
		await audit(tx, ctx, {
			action: "import.run_asked",
			subject: { type: "import", id: row.id },
			institutionId: row.institutionId,
			after: { resumed, ...(reason ? { adjustmentReason: reason } : {}) },
		});
		await enqueue(tx, "runImport", { importId: row.id }, { jobKey: `import:${row.id}`, maxAttempts: 5 });
	});
}

/** Closed fiscal years rows of the import book into. */
export async function closedYearsOf(tx: SqlTx, importId: string): Promise<number[]> {
	const rows = await queryRows(
		tx,
		z.object({ fiscalYear: z.number() }),
		Prisma.sql`
		SELECT c.fiscal_year AS "fiscalYear" FROM closed_year c
		WHERE EXISTS (
			SELECT 1 FROM import_row r, LATERAL (SELECT coalesce(r.parsed->'receipt'->>'receivedOn', r.parsed->>'spentOn')::date AS day) d
			WHERE r.import_id = ${importId}::uuid AND r.status IN ('good', 'created', 'changed')
				AND d.day >= make_date(c.fiscal_year, 4, 1) AND d.day < make_date(c.fiscal_year + 1, 4, 1))
		ORDER BY 1`,
	);
	return rows.map(({ fiscalYear }) => fiscalYear);
}

export async function reasonFor(tx: SqlTx, row: LockedImport, given = ""): Promise<string> {
	const reason = given.trim().slice(0, 500) || row.adjustmentReason;
	const closed = await closedYearsOf(tx, row.id);
	if (closed.length === 0 || reason !== "") return reason;
	throw conflict("import_years_closed", `import ${row.id} books into closed years ${closed.join(", ")}`, {
		personKey: "imports.yearsClosed",
		params: { years: closed.join(", ") },
	});
}

/** The job's part: whole groups in short transactions, each with where to go on from. */
export async function writeImport(ctx: Ctx, { importId }: { importId: string }): Promise<void> {
	while ((await inSqlTransaction(ctx, (tx) => writeBatch(tx, ctx, importId))) === "more");
}

async function writeBatch(tx: SqlTx, ctx: Ctx, importId: string): Promise<"more" | "done"> {
	const row = await lockImport(tx, importId);
	if (row.status !== "running") return "done";
	const { rows, cursor } = await nextGroups(tx, row, row.cursor, ["good"]);
	if (rows.length === 0) {
		await finish(tx, ctx, row);
		return "done";
	}
	const plans = await planGroups(tx, row, rows, { lock: true });
	const batch = {
		importId,
		institutionId: row.institutionId,
		adjustmentReason: row.adjustmentReason || null,
	};
	const written: WrittenRow[] = [
		...(await writeFundRows(tx, ctx, batch, plans.funds)),
		...(await writeSpendingRows(tx, ctx, batch, plans.spending)),
	];
	await setVerdicts(tx, importId, plans.errors);
	await setResults(tx, importId, written);
	await tx.$executeRaw(Prisma.sql`
		UPDATE import SET cursor = ${cursor}, done_rows = done_rows + ${rows.length}, updated_at = ${ctx.now},
			bad_rows = bad_rows + ${new Set(plans.errors.map(({ line }) => line)).size}, created_rows = created_rows + ${plans.counts.created},
			changed_rows = changed_rows + ${plans.counts.changed}, unchanged_rows = unchanged_rows + ${plans.counts.unchanged}
		WHERE id = ${importId}::uuid`);
	return "more";
}

async function finish(tx: SqlTx, ctx: Ctx, row: LockedImport): Promise<void> {
	await tx.$executeRaw(Prisma.sql`
		UPDATE import SET status = 'done', cursor = '', updated_at = ${ctx.now} WHERE id = ${row.id}::uuid`);
	const { createdRows, changedRows } = await countsOf(tx, row.id);
	await audit(tx, ctx, {
		action: "import.done",
		subject: { type: "import", id: row.id },
		institutionId: row.institutionId,
		after: { createdRows, changedRows },
	});
	await refreshHubs(tx, row);
}

async function countsOf(tx: SqlTx, importId: string) {
	const [counts] = await queryRows(
		tx,
		z.object({ createdRows: z.number(), changedRows: z.number() }),
		Prisma.sql`SELECT created_rows AS "createdRows", changed_rows AS "changedRows" FROM import WHERE id = ${importId}::uuid`,
	);
	return counts ?? { createdRows: 0, changedRows: 0 };
}

/** What is still to come of every hub the rows named is summed again. */
export async function refreshHubs(tx: SqlTx, { id, kind }: LockedImport): Promise<void> {
	if (kind !== "external_funds") return;
	const hubs = await queryRows(
		tx,
		z.object({ hubId: z.uuid() }),
		Prisma.sql`
		SELECT DISTINCT (parsed->>'hubId')::uuid AS "hubId" FROM import_row
		WHERE import_id = ${id}::uuid AND status IN ('created', 'changed', 'undone') AND parsed ? 'hubId'`,
	);
	for (const { hubId } of hubs) await refreshOutlookOf(tx, hubId);
}
