import { Prisma } from "~/platform/db/client.server";
import { inTransaction } from "~/platform/db/transaction.server";
import { conflict, invalid } from "~/platform/errors";
import { enqueue } from "~/platform/queue.server";
import type { Ctx } from "../access/ctx.server";
import { audit } from "../audit/audit.server";
import { type Mapping, mappingErrors, readMapping } from "./import-mapping";
import { lockForStep } from "./lock-import.server";

/**
 * Keeps how a file is read, and with `check` has every row read and compared with what is there. Verdicts of an earlier check
 * are gone: they were of another mapping.
 * @throws AppError import_not_found, forbidden, import_busy (409), import_mapping (400, `params` by field)
 */
export async function mapImport(
	ctx: Ctx,
	input: { importId: string; mapping: unknown; check?: boolean },
): Promise<void> {
	await inTransaction(ctx, async (tx) => {
		const row = await lockForStep(tx, ctx, input.importId, input.check ? "checking" : "uploaded");
		// Verdicts of another mapping must never be run.
		if (row.status === "checked" && !input.check) throw conflict("import_busy", `import ${row.id} is checked`);
		const mapping = readMapping(row.kind, input.mapping, row.headings.length);
		if (input.check) assertMapping(row.kind, mapping);
		await tx.$executeRaw(Prisma.sql`
			UPDATE import_row SET status = 'read', parsed = NULL, group_key = NULL, errors = '[]'
			WHERE import_id = ${row.id}::uuid AND (status <> 'read' OR parsed IS NOT NULL)`);
		await tx.$executeRaw(Prisma.sql`
			UPDATE import SET mapping = ${JSON.stringify(mapping)}::jsonb, status = ${input.check ? "checking" : row.status}, failed_step =
				${input.check ? null : row.failedStep}, checked_rows = 0, done_rows = 0, bad_rows = 0, created_rows = 0, changed_rows = 0,
				unchanged_rows = 0, printed_total_yen = NULL, rows_total_yen = NULL, error = NULL, cursor = '', updated_at = ${ctx.now}
			WHERE id = ${row.id}::uuid`);
		if (!input.check) return;
		await audit(tx, ctx, {
			action: "import.check_asked",
			subject: { type: "import", id: row.id },
			institutionId: row.institutionId,
			after: { mapping },
		});
		await enqueue(tx, "checkImport", { importId: row.id }, { jobKey: `import:${row.id}`, maxAttempts: 5 });
	});
}

function assertMapping(kind: Parameters<typeof mappingErrors>[0], mapping: Mapping): void {
	const errors = mappingErrors(kind, mapping);
	if (Object.keys(errors).length === 0) return;
	throw invalid("import_mapping", `columns: ${Object.keys(errors).join(", ")}`, {
		personKey: "imports.mappingIncomplete",
		params: errors as Record<string, string>,
	});
}
