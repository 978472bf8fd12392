import { z } from "zod";
import { Prisma } from "~/platform/db/client.server";
import { queryRows, type SqlTx } from "~/platform/db/transaction.server";
import type { LockedImport } from "./lock-import.server";

/** Rows worked on in one transaction; a group is never cut, so a batch may be longer. */
const ROWS_AT_ONCE = 1_000;

const stagedRow = z.object({
	line: z.number(),
	groupKey: z.string(),
	parsed: z.unknown(),
	before: z.unknown(),
	targetId: z.uuid().nullable(),
});
export type StagedRow = z.output<typeof stagedRow>;

/** The rows of the next whole groups after the cursor, and the cursor after them. */
export async function nextGroups(
	tx: SqlTx,
	{ id }: Pick<LockedImport, "id">,
	cursor: string,
	statuses: readonly string[],
): Promise<{ rows: StagedRow[]; cursor: string }> {
	const which = Prisma.sql`import_id = ${id}::uuid AND group_key > ${cursor} AND status = ANY(${statuses})`;
	const rows = await queryRows(
		tx,
		stagedRow,
		Prisma.sql`
		WITH first AS (
			SELECT group_key FROM import_row WHERE ${which} ORDER BY group_key, line LIMIT ${ROWS_AT_ONCE}
		)
		SELECT line, group_key AS "groupKey", parsed, before, target_id AS "targetId" FROM import_row
		WHERE ${which} AND group_key <= (SELECT max(group_key) FROM first)
		ORDER BY group_key, line`,
	);
	return { rows, cursor: rows.at(-1)?.groupKey ?? cursor };
}

export type LineError = { line: number; column: string | null; reason: string };

/** Marks rows bad, each with all that is wrong with it. */
export async function setVerdicts(tx: SqlTx, importId: string, errors: readonly LineError[]): Promise<void> {
	if (errors.length === 0) return;
	const byLine = new Map<number, object[]>();
	for (const { line, ...error } of errors) byLine.set(line, [...(byLine.get(line) ?? []), error]);
	const json = JSON.stringify([...byLine].map(([line, of]) => ({ line, errors: of })));
	await tx.$executeRaw(Prisma.sql`
		UPDATE import_row i SET status = 'bad', errors = r.errors
		FROM jsonb_to_recordset(${json}::jsonb) AS r(line int, errors jsonb) WHERE i.import_id = ${importId}::uuid AND i.line = r.line`);
}

export type RowResult = { line: number; status: string; targetId: string | null; trace: object | null };

/** What became of rows, and how to take it back. */
export async function setResults(tx: SqlTx, importId: string, results: readonly RowResult[]): Promise<void> {
	if (results.length === 0) return;
	await tx.$executeRaw(Prisma.sql`
		UPDATE import_row i SET status = r.status, target_id = r."targetId", before = nullif(r.trace, 'null'::jsonb)
		FROM jsonb_to_recordset(${JSON.stringify(results)}::jsonb) AS r(line int, status text, "targetId" uuid, trace jsonb)
		WHERE i.import_id = ${importId}::uuid AND i.line = r.line`);
}
