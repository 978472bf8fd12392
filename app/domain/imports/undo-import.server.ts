import { Prisma } from "~/platform/db/client.server";
import { inSqlTransaction, inTransaction, type SqlTx } from "~/platform/db/transaction.server";
import { enqueue } from "~/platform/queue.server";
import type { Ctx } from "../access/ctx.server";
import { audit } from "../audit/audit.server";
import { undoFundRows } from "../external-funds/undo-fund-rows.server";
import type { FundRowTrace } from "../external-funds/write-fund-rows.server";
import { type SpendingTrace, undoSpendingRows } from "../spending/write-spending-rows.server";
import { nextGroups, type StagedRow } from "./import-rows.server";
import { type LockedImport, lockForStep, lockImport } from "./lock-import.server";
import { reasonFor, refreshHubs } from "./run-import.server";

/**
 * Has what an import did taken back by a job: booked back what it booked, restored what it changed. Rows somebody changed since
 * are left and say so.
 * @throws AppError import_not_found, forbidden, import_busy, import_years_closed (409)
 */
export async function undoImport(ctx: Ctx, input: { importId: string; adjustmentReason?: string }): Promise<void> {
	await inTransaction(ctx, async (tx) => {
		const row = await lockForStep(tx, ctx, input.importId, "undoing");
		const reason = await reasonFor(tx, row, input.adjustmentReason);
		const resumed = row.failedStep === "undoing";
		await tx.$executeRaw(Prisma.sql`
			UPDATE import SET status = 'undoing', failed_step = NULL, error = NULL, adjustment_reason = ${reason}, updated_at = ${ctx.now},
				cursor = ${resumed ? row.cursor : ""}, done_rows = CASE WHEN ${resumed} THEN done_rows ELSE 0 END
			WHERE id = ${row.id}::uuid`);
		await audit(tx, ctx, {
			action: "import.undo_asked",
			subject: { type: "import", id: row.id },
			institutionId: row.institutionId,
			...(reason ? { after: { adjustmentReason: reason } } : {}),
		});
		await enqueue(tx, "undoImport", { importId: row.id }, { jobKey: `import:${row.id}`, maxAttempts: 5 });
	});
}

/** The job's part. */
export async function takeBackImport(ctx: Ctx, { importId }: { importId: string }): Promise<void> {
	while ((await inSqlTransaction(ctx, (tx) => undoBatch(tx, ctx, importId))) === "more");
}

async function undoBatch(tx: SqlTx, ctx: Ctx, importId: string): Promise<"more" | "done"> {
	const row = await lockImport(tx, importId);
	if (row.status !== "undoing") return "done";
	const { rows, cursor } = await nextGroups(tx, row, row.cursor, ["created", "changed"]);
	if (rows.length === 0) {
		await tx.$executeRaw(Prisma.sql`
			UPDATE import SET status = 'undone', cursor = '', updated_at = ${ctx.now} WHERE id = ${importId}::uuid`);
		await audit(tx, ctx, {
			action: "import.undone",
			subject: { type: "import", id: importId },
			institutionId: row.institutionId,
		});
		await refreshHubs(tx, row);
		return "done";
	}
	const results = await undoRows(tx, ctx, row, rows);
	const json = JSON.stringify(
		results.map(({ line, problem }) => ({
			line,
			errors: problem === null ? [] : [{ column: null, reason: problem }],
			undone: problem === null,
		})),
	);
	await tx.$executeRaw(Prisma.sql`
		UPDATE import_row i SET status = CASE WHEN r.undone THEN 'undone' ELSE i.status END, errors = r.errors
		FROM jsonb_to_recordset(${json}::jsonb) AS r(line int, errors jsonb, undone boolean)
		WHERE i.import_id = ${importId}::uuid AND i.line = r.line`);
	await tx.$executeRaw(Prisma.sql`
		UPDATE import SET cursor = ${cursor}, done_rows = done_rows + ${rows.length}, updated_at = ${ctx.now} WHERE id = ${importId}::uuid`);
	return "more";
}

async function undoRows(tx: SqlTx, ctx: Ctx, row: LockedImport, rows: readonly StagedRow[]) {
	const batch = { importId: row.id, institutionId: row.institutionId, adjustmentReason: row.adjustmentReason || null };
	// Kept by our own writing of the row: its shape is the type's.
	if (row.kind === "spending") {
		return undoSpendingRows(
			tx,
			ctx,
			batch,
			rows.map(({ line, before }) => ({ line, trace: before as SpendingTrace })),
		);
	}
	return undoFundRows(
		tx,
		ctx,
		batch,
		rows.map(({ line, targetId, before }) => ({
			line,
			targetId: targetId ?? "",
			trace: (before ?? {}) as FundRowTrace,
		})),
	);
}
