import { z } from "zod";
import { Prisma } from "~/platform/db/client.server";
import { inSqlTransaction, type SqlTx } from "~/platform/db/transaction.server";
import { forbidden, invalid } from "~/platform/errors";
import { readSheet, type SheetRow } from "~/platform/sheets/read-sheet.server";
import { putFile, sha256 } from "~/platform/storage/storage.server";
import { uuid7 } from "~/platform/uuid7";
import { actorId } from "../access/actor";
import { mayDo } from "../access/authorize.server";
import type { Ctx } from "../access/ctx.server";
import { audit } from "../audit/audit.server";
import { IMPORT_KINDS } from "./import.status";
import { knownHeadings, suggestMapping } from "./import-mapping";

export const IMPORT_MAX_BYTES = 50_000_000;
export const IMPORT_MAX_ROWS = 200_000;
const STAGED_AT_ONCE = 2_000;

const inputSchema = z.object({
	kind: z.enum(IMPORT_KINDS),
	institutionId: z.uuid(),
	hubId: z.uuid().nullable(),
	fileName: z.string().trim().max(200),
	bytes: z.instanceof(Uint8Array),
});

/**
 * Takes a file in: keeps it, stages its rows as they were read and suggests which column is what. Nothing else is written
 * before somebody runs it.
 * @param input.hubId  null: rows name hubs of the institution
 * @throws AppError forbidden, import_invalid, import_too_large, sheet_empty, sheet_unreadable, sheet_encoding, sheet_xls,
 *   sheet_too_large
 */
export async function uploadImport(ctx: Ctx, input: z.input<typeof inputSchema>): Promise<{ importId: string }> {
	const parsed = inputSchema.safeParse(input);
	if (!parsed.success) throw invalid("import_invalid", z.prettifyError(parsed.error), { personKey: "fields.choose" });
	const { kind, institutionId, hubId, fileName, bytes } = parsed.data;
	if (!mayDo(ctx, "import", "Import", { institutionId, hubId })) throw forbidden(`import for hub ${hubId}`);
	await assertPlace(ctx, institutionId, hubId);
	if (bytes.byteLength > IMPORT_MAX_BYTES) {
		throw invalid("import_too_large", `file has ${bytes.byteLength} bytes`, { personKey: "imports.fileTooLarge" });
	}
	const sheet = await readSheet(bytes, knownHeadings(kind));
	const importId = uuid7();
	const fileKey = `imports/${importId}.${sheet.format}`;
	await putFile(fileKey, bytes, {
		contentType:
			sheet.format === "csv" ? "text/csv" : "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
	});
	await inSqlTransaction(ctx, async (tx) => {
		await tx.$executeRaw(Prisma.sql`
			INSERT INTO import (id, kind, institution_id, hub_id, file_name, file_key, file_sha256, format, headings, mapping, status,
				created_by, created_at, updated_at)
			VALUES (${importId}::uuid, ${kind}, ${institutionId}::uuid, ${hubId}::uuid, ${fileName || `import.${sheet.format}`}, ${fileKey},
				${sha256(bytes)}, ${sheet.format}, ${sheet.headings}, ${JSON.stringify(suggestMapping(kind, sheet.headings))}::jsonb, 'uploaded',
				${actorId(ctx.actor)}, ${ctx.now}, ${ctx.now})`);
		const rows = await stage(tx, importId, sheet.rows);
		await tx.$executeRaw(Prisma.sql`UPDATE import SET row_count = ${rows} WHERE id = ${importId}::uuid`);
		await audit(tx, ctx, {
			action: "import.uploaded",
			subject: { type: "import", id: importId },
			institutionId,
			after: { kind, hubId, fileName, format: sheet.format, rows },
		});
	});
	return { importId };
}

async function assertPlace(ctx: Ctx, institutionId: string, hubId: string | null): Promise<void> {
	const where = { institutionId, ...(hubId === null ? {} : { hubId }) };
	if ((await ctx.db.hubHost.count({ where })) > 0) return;
	throw invalid("import_invalid", `institution ${institutionId} does not host hub ${hubId}`, {
		personKey: "externalFunds.notHost",
	});
}

async function stage(tx: SqlTx, importId: string, rows: AsyncIterable<SheetRow>): Promise<number> {
	let count = 0;
	let batch: SheetRow[] = [];
	const write = async () => {
		const lines = batch.map(({ line }) => line);
		const cells = batch.map((row) => arrayLiteral(row.cells));
		await tx.$executeRaw(Prisma.sql`
			INSERT INTO import_row (import_id, line, cells)
			SELECT ${importId}::uuid, r.line, r.cells::text[] FROM unnest(${lines}::int[], ${cells}::text[]) AS r(line, cells)`);
		batch = [];
	};
	for await (const row of rows) {
		count += 1;
		if (count > IMPORT_MAX_ROWS) {
			throw invalid("import_too_large", `more than ${IMPORT_MAX_ROWS} rows`, {
				personKey: "imports.tooManyRows",
				params: { max: IMPORT_MAX_ROWS },
			});
		}
		batch.push(row);
		if (batch.length === STAGED_AT_ONCE) await write();
	}
	if (batch.length > 0) await write();
	if (count === 0) throw invalid("sheet_empty", "headings and no row", { personKey: "imports.sheetEmpty" });
	return count;
}

/** A row's cells as PostgreSQL writes an array: one parameter carries many rows of different widths. */
function arrayLiteral(cells: readonly string[]): string {
	return `{${cells.map((cell) => `"${cell.replace(/[\\"]/g, "\\$&").replaceAll("\0", "")}"`).join(",")}}`;
}
