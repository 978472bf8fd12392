import { z } from "zod";
import { Prisma } from "~/platform/db/client.server";
import { queryRows, type SqlTx } from "~/platform/db/transaction.server";
import { foldNumber } from "../external-funds/fund-key";
import { CATEGORIES, USES } from "../ledger/kinds";
import { foldWord } from "./import-fields";
import type { LockedImport } from "./lock-import.server";
import type { Places } from "./read-row";
import type { SpendingSource, SpendingSources } from "./spending-row";

/** The hubs rows may name: those of the import's institution, by any of their names. */
export async function readPlaces(tx: SqlTx, { institutionId, hubId }: LockedImport): Promise<Places> {
	const hubs = await queryRows(
		tx,
		z.object({ id: z.uuid(), slug: z.string(), abbreviation: z.string(), nameJa: z.string(), nameEn: z.string() }),
		Prisma.sql`
		SELECT h.id, h.slug, h.abbreviation, h.name_ja AS "nameJa", h.name_en AS "nameEn" FROM hub h
		JOIN hub_host o ON o.hub_id = h.id WHERE o.institution_id = ${institutionId}::uuid`,
	);
	const words = hubs.flatMap(({ id, ...names }) => Object.values(names).map((name) => [foldWord(name), id] as const));
	return { hubId, hubs: new Map(words), funds: new Map() };
}

const sourceRow = z.object({
	hubId: z.uuid().nullable(),
	fundId: z.uuid().nullable(),
	externalFundId: z.uuid().nullable(),
	category: z.enum(CATEGORIES),
	use: z.enum(USES),
});

/** The funds of gifts rows may name; a hub's import reaches that hub's own. */
export async function readFundSources(
	tx: SqlTx,
	{ institutionId, hubId }: LockedImport,
): Promise<SpendingSources["funds"]> {
	const funds = await queryRows(
		tx,
		sourceRow.extend({ slug: z.string(), nameJa: z.string(), nameEn: z.string() }),
		Prisma.sql`
		SELECT hub_id AS "hubId", id AS "fundId", NULL::uuid AS "externalFundId", 'gift' AS category, use, slug, name_ja AS "nameJa", name_en AS "nameEn"
		FROM fund WHERE institution_id = ${institutionId}::uuid AND (${hubId}::uuid IS NULL OR hub_id = ${hubId}::uuid)`,
	);
	const words = new Map<string, SpendingSource>();
	for (const { slug, nameJa, nameEn, ...source } of funds) {
		for (const word of [nameEn, nameJa, slug]) words.set(foldWord(word), source);
	}
	return words;
}

/** The external funds many rows name by their numbers. */
export async function readNumberSources(
	tx: SqlTx,
	{ institutionId, hubId }: LockedImport,
	cells: readonly string[],
): Promise<SpendingSources["byNumber"]> {
	const numbers = [...new Set(cells.flatMap((cell) => [cell.trim(), foldNumber(cell)]))].filter(
		(number) => number !== "",
	);
	if (numbers.length === 0) return new Map();
	const funds = await queryRows(
		tx,
		sourceRow.extend({ number: z.string() }),
		Prisma.sql`
		SELECT hub_id AS "hubId", NULL::uuid AS "fundId", id AS "externalFundId", category, use, number FROM external_fund
		WHERE number = ANY(${numbers}) AND institution_id = ${institutionId}::uuid AND voided_at IS NULL AND decision <> 'declined'
			AND (${hubId}::uuid IS NULL OR hub_id = ${hubId}::uuid)`,
	);
	const byNumber = new Map<string, SpendingSource[]>();
	for (const { number, ...source } of funds) {
		const key = foldNumber(number);
		byNumber.set(key, [...(byNumber.get(key) ?? []), source]);
	}
	return byNumber;
}
