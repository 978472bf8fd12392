import { z } from "zod";
import { Prisma } from "~/platform/db/client.server";
import { notFound } from "~/platform/errors";
import { authorize, isUuid, mayDo } from "../access/authorize.server";
import type { Ctx } from "../access/ctx.server";
import { readRows } from "../access/read-rows.server";
import { listChanges } from "../audit/list-changes.server";
import type { ImportKind, ImportState } from "./import.status";
import { foldWord, IMPORT_FIELDS, isWordField, knownValue, type WordFieldName } from "./import-fields";
import { type Mapping, readMapping } from "./import-mapping";
import type { RowError } from "./read-row";

const SAMPLES = 5;
const WORDS = 40;
const SHOWN = 50;

/**
 * An import with what its page shows: samples, words that mean nothing yet, rows that are wrong, closed years it reaches.
 * @throws AppError import_not_found, forbidden
 */
export async function getImport(ctx: Ctx, importId: string) {
	await authorize(ctx, "read", "Import");
	const row = isUuid(importId)
		? await ctx.db.import.findFirst({
				where: { id: importId },
				include: { hub: true, institution: true },
			})
		: null;
	if (!row) throw notFound("import", importId);
	const kind = row.kind as ImportKind;
	const mapping = readMapping(kind, row.mapping, row.headings.length);
	const [samples, wrong, preview, words, closedYears, changes] = await Promise.all([
		ctx.db.importRow.findMany({ where: { importId }, orderBy: { line: "asc" }, take: SAMPLES }),
		listWrongRows(ctx, importId, { take: SHOWN }),
		ctx.db.importRow.findMany({
			where: { importId, status: { in: ["good", "created", "changed", "unchanged", "undone"] } },
			orderBy: { line: "asc" },
			take: SAMPLES,
		}),
		listWords(ctx, importId, kind, mapping),
		listClosedYears(ctx, importId),
		listChanges(ctx, { subject: { type: "import", id: importId } }),
	]);
	const { hubId, institutionId } = row;
	return {
		...row,
		kind,
		status: row.status as ImportState,
		mapping,
		samples,
		wrong,
		preview,
		words,
		closedYears,
		changes,
		mayImport: mayDo(ctx, "import", "Import", { hubId, institutionId }),
	};
}

export type WrongRow = { line: number; status: string; cells: string[]; errors: RowError[] };

/** Rows that are bad, and rows an undo had to leave; oldest line first. */
export async function listWrongRows(
	ctx: Ctx,
	importId: string,
	page: { take: number; afterLine?: number },
): Promise<WrongRow[]> {
	const rows = await ctx.db.importRow.findMany({
		where: { importId, NOT: { errors: { equals: [] } }, line: { gt: page.afterLine ?? 0 } },
		select: { line: true, status: true, cells: true, errors: true },
		orderBy: { line: "asc" },
		take: page.take,
	});
	return rows.map((row) => ({ ...row, errors: row.errors as RowError[] }));
}

/** All of them, for a file. */
export async function* eachWrongRow(ctx: Ctx, importId: string): AsyncGenerator<WrongRow> {
	for (let afterLine = 0; ; ) {
		const rows = await listWrongRows(ctx, importId, { take: 1000, afterLine });
		yield* rows;
		const last = rows.at(-1);
		if (!last || rows.length < 1000) return;
		afterLine = last.line;
	}
}

export type FileWord = { field: WordFieldName; word: string; count: number; value: string | null };

/** Words of the file that nobody knows by themselves, most frequent first, with what a person said of them. */
async function listWords(ctx: Ctx, importId: string, kind: ImportKind, mapping: Mapping): Promise<FileWord[]> {
	const found: FileWord[] = [];
	for (const { name } of IMPORT_FIELDS[kind]) {
		const at = mapping.columns[name];
		if (at === undefined || !isWordField(name)) continue;
		const rows = await readRows(
			ctx,
			z.object({ word: z.string(), count: z.bigint() }),
			(visible) => Prisma.sql`
			SELECT trim(r.cells[${at + 1}]) AS word, count(*) AS count FROM import_row r JOIN import i ON i.id = r.import_id
			WHERE r.import_id = ${importId}::uuid AND ${visible("import", "i")} AND trim(coalesce(r.cells[${at + 1}], '')) <> ''
				AND coalesce(r.parsed->>'total', '') = ''
			GROUP BY 1 ORDER BY 2 DESC, 1 LIMIT 500`,
		);
		const unknown = rows.filter(({ word }) => knownValue(name, word) === null).slice(0, WORDS);
		for (const { word, count } of unknown) {
			const said = Object.entries(mapping.values[name] ?? {}).find(([folded]) => folded === foldWord(word));
			found.push({ field: name, word, count: Number(count), value: said?.[1] ?? null });
		}
	}
	return found;
}

async function listClosedYears(ctx: Ctx, importId: string): Promise<number[]> {
	const rows = await readRows(
		ctx,
		z.object({ fiscalYear: z.number() }),
		(visible) => Prisma.sql`
		SELECT c.fiscal_year AS "fiscalYear" FROM closed_year c
		WHERE EXISTS (
			SELECT 1 FROM import_row r JOIN import i ON i.id = r.import_id,
				LATERAL (SELECT coalesce(r.parsed->'receipt'->>'receivedOn', r.parsed->>'spentOn')::date AS day) d
			WHERE r.import_id = ${importId}::uuid AND ${visible("import", "i")} AND r.status IN ('good', 'created', 'changed')
				AND d.day >= make_date(c.fiscal_year, 4, 1) AND d.day < make_date(c.fiscal_year + 1, 4, 1))
		ORDER BY 1`,
	);
	return rows.map(({ fiscalYear }) => fiscalYear);
}
