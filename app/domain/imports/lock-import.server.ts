import { z } from "zod";
import { Prisma } from "~/platform/db/client.server";
import { queryRow, type SqlTx } from "~/platform/db/transaction.server";
import { conflict } from "~/platform/errors";
import { authorize } from "../access/authorize.server";
import type { Ctx } from "../access/ctx.server";
import { IMPORT_KINDS, IMPORT_STATES, type ImportState, importStates } from "./import.status";
import { type Mapping, readMapping } from "./import-mapping";

const importRow = z.object({
	id: z.uuid(),
	kind: z.enum(IMPORT_KINDS),
	institutionId: z.uuid(),
	hubId: z.uuid().nullable(),
	headings: z.array(z.string()),
	mapping: z.unknown(),
	status: z.enum(IMPORT_STATES as [ImportState, ...ImportState[]]),
	failedStep: z.enum(["checking", "running", "undoing"]).nullable(),
	rowCount: z.number(),
	cursor: z.string(),
	adjustmentReason: z.string(),
	createdBy: z.string().nullable(),
});
export type LockedImport = Omit<z.output<typeof importRow>, "mapping"> & { mapping: Mapping };
export type WorkStep = NonNullable<LockedImport["failedStep"]>;

/** An import that is about to change, locked until the transaction ends. */
export async function lockImport(tx: SqlTx, importId: string): Promise<LockedImport> {
	const row = await queryRow(
		tx,
		importRow,
		Prisma.sql`
		SELECT id, kind, institution_id AS "institutionId", hub_id AS "hubId", headings, mapping, status, failed_step AS "failedStep",
			row_count AS "rowCount", cursor, adjustment_reason AS "adjustmentReason", created_by AS "createdBy"
		FROM import WHERE id = ${importId}::uuid FOR UPDATE`,
	);
	return { ...row, mapping: readMapping(row.kind, row.mapping, row.headings.length) };
}

/**
 * The same for a person's next step.
 * @throws AppError import_not_found, forbidden, import_busy (409)
 */
export async function lockForStep(
	tx: SqlTx,
	ctx: Ctx,
	importId: string,
	step: WorkStep | "uploaded",
): Promise<LockedImport> {
	await authorize(ctx, "import", { type: "Import", id: importId });
	const row = await lockImport(tx, importId);
	const next = step === "uploaded" ? "checking" : step;
	const fits = importStates.canMove(row.status, next) && (row.status !== "failed" || mayFollow(row.failedStep, next));
	if (fits) return row;
	throw conflict("import_busy", `import ${importId} is ${row.status}: no ${step}`, { personKey: "imports.notNow" });
}

/** What failed half-way is finished, or taken back; a check may always be made again as long as nothing was written. */
function mayFollow(failed: WorkStep | null, next: WorkStep): boolean {
	if (failed === "checking") return next === "checking";
	if (failed === "running") return next === "running" || next === "undoing";
	return next === "undoing";
}
