import { z } from "zod";
import { Prisma } from "~/platform/db/client.server";
import { queryRows, type SqlTx } from "~/platform/db/transaction.server";
import { CATEGORIES_APART, CHANNELS, EXTERNAL_CATEGORIES, USES } from "../ledger/kinds";
import { HOST_KINDS } from "./external-fund.schema";
import { foldNumber, fundKey } from "./fund-key";
import type { KnownFund, KnownReceipt } from "./fund-rows";
import type { FundYear } from "./fund-years.schema";

const precision = z.enum(["yen", "million_yen"]);
const fundRow = z.object({
	id: z.uuid(),
	hubId: z.uuid(),
	sourceKey: z.string(),
	number: z.string(),
	title: z.string(),
	funder: z.string(),
	principalInvestigator: z.string(),
	category: z.enum([...EXTERNAL_CATEGORIES, ...CATEGORIES_APART]),
	use: z.enum(USES),
	hostKind: z.enum(HOST_KINDS).nullable(),
	valuationBasis: z.string(),
	startsOn: z.string().nullable(),
	endsOn: z.string().nullable(),
	hubShareBasisPoints: z.number(),
	decision: z.string(),
	decidedOn: z.string().nullable(),
	booked: z.boolean(),
});
type FundRow = z.output<typeof fundRow>;
const yearRow = z.object({
	fundId: z.uuid(),
	fiscalYear: z.number(),
	plannedYen: z.bigint(),
	decidedYen: z.bigint().nullable(),
	directYen: z.bigint().nullable(),
	indirectYen: z.bigint().nullable(),
	carriedOverYen: z.bigint(),
	returnedYen: z.bigint(),
	precision,
});
const receiptRow = z.object({
	fundId: z.uuid(),
	id: z.uuid(),
	kind: z.enum(["received", "returned"]),
	receivedOn: z.string(),
	datePrecision: z.string(),
	amountYen: z.bigint(),
	indirectYen: z.bigint(),
	precision,
	channel: z.enum(CHANNELS),
	note: z.string(),
	imported: z.boolean(),
});

/**
 * The funds rows mean, by what makes them the same (`fundKey`): by their key, or by their number where another source gave them
 * a key of its own. With `lock` nobody else changes them until the transaction ends.
 */
export async function readKnownFunds(
	tx: SqlTx,
	asked: { institutionId: string; keys: readonly string[]; numbers: readonly string[]; lock: boolean },
): Promise<Map<string, KnownFund>> {
	const keys = [...new Set(asked.keys)];
	const numbers = [...new Set(asked.numbers.flatMap((number) => [number, foldNumber(number)]))];
	if (keys.length === 0) return new Map();
	if (asked.lock) {
		await tx.$queryRaw(Prisma.sql`SELECT 1 FROM external_fund WHERE source_key = ANY(${keys}) ORDER BY id FOR UPDATE`);
	}
	const funds = await readFunds(
		tx,
		// Two index scans: an OR of both would read the whole table, batch after batch.
		Prisma.sql`f.id IN (
			SELECT id FROM external_fund WHERE source_key = ANY(${keys})
			UNION ALL
			SELECT id FROM external_fund WHERE number = ANY(${numbers}) AND number <> '' AND institution_id = ${asked.institutionId}::uuid)`,
	);
	const wanted = new Set(keys);
	const byKey = new Map<string, FundRow>();
	for (const fund of funds) {
		const key = wanted.has(fund.sourceKey) ? fund.sourceKey : fundKey({ ...fund, institutionId: asked.institutionId });
		if (wanted.has(key) && byKey.get(key)?.sourceKey !== key) byKey.set(key, fund);
	}
	return withParts(tx, byKey);
}

/** The same by their ids, locked. */
export async function lockKnownFunds(
	tx: SqlTx,
	ids: readonly string[],
): Promise<Map<string, KnownFund & { hubId: string }>> {
	await tx.$queryRaw(Prisma.sql`SELECT 1 FROM external_fund WHERE id = ANY(${ids}::uuid[]) ORDER BY id FOR UPDATE`);
	const funds = await readFunds(tx, Prisma.sql`f.id = ANY(${ids}::uuid[])`);
	return withParts(tx, new Map(funds.map((fund) => [fund.id, fund])));
}

function readFunds(tx: SqlTx, which: Prisma.Sql): Promise<FundRow[]> {
	return queryRows(
		tx,
		fundRow,
		Prisma.sql`
		SELECT f.id, f.hub_id AS "hubId", f.source_key AS "sourceKey", f.number, f.title, f.funder,
			f.principal_investigator AS "principalInvestigator", f.category, f.use, f.host_kind AS "hostKind",
			f.valuation_basis AS "valuationBasis", f.starts_on::text AS "startsOn", f.ends_on::text AS "endsOn",
			f.hub_share_basis_points AS "hubShareBasisPoints", f.decision, f.decided_on::text AS "decidedOn",
			EXISTS (SELECT 1 FROM external_fund_receipt r WHERE r.external_fund_id = f.id)
				OR EXISTS (SELECT 1 FROM spending_line s WHERE s.external_fund_id = f.id) AS booked
		FROM external_fund f WHERE f.voided_at IS NULL AND (${which}) ORDER BY f.id`,
	);
}

async function withParts(
	tx: SqlTx,
	byKey: ReadonlyMap<string, FundRow>,
): Promise<Map<string, KnownFund & { hubId: string }>> {
	const ids = [...byKey.values()].map(({ id }) => id);
	if (ids.length === 0) return new Map();
	const years = new Map<string, Map<number, FundYear>>();
	for (const { fundId, ...year } of await readYears(tx, ids)) {
		years.set(fundId, (years.get(fundId) ?? new Map()).set(year.fiscalYear, year));
	}
	const receipts = groupBy(await readReceipts(tx, ids));
	return new Map(
		[...byKey].map(([key, fund]) => {
			const { id, booked, hubId, sourceKey: _key, ...words } = fund;
			const of = { years: years.get(id) ?? new Map(), receipts: (receipts.get(id) ?? []) as KnownReceipt[] };
			return [key, { id, hubId, booked, words, ...of }];
		}),
	);
}

function readYears(tx: SqlTx, ids: string[]) {
	return queryRows(
		tx,
		yearRow,
		Prisma.sql`
		SELECT external_fund_id AS "fundId", fiscal_year AS "fiscalYear", planned_yen AS "plannedYen", decided_yen AS "decidedYen",
			direct_yen AS "directYen", indirect_yen AS "indirectYen", carried_over_yen AS "carriedOverYen",
			returned_yen AS "returnedYen", "precision"
		FROM external_fund_year WHERE external_fund_id = ANY(${ids}::uuid[])`,
	);
}

function readReceipts(tx: SqlTx, ids: string[]) {
	return queryRows(
		tx,
		receiptRow,
		Prisma.sql`
		SELECT external_fund_id AS "fundId", id, kind, received_on::text AS "receivedOn", date_precision AS "datePrecision",
			amount_yen AS "amountYen", indirect_yen AS "indirectYen", "precision", channel, note,
			import_id IS NOT NULL AS imported
		FROM external_fund_receipt WHERE external_fund_id = ANY(${ids}::uuid[]) AND voided_at IS NULL
		ORDER BY received_on, id`,
	);
}

function groupBy<Row extends { fundId: string }>(rows: readonly Row[]): Map<string, Row[]> {
	const groups = new Map<string, Row[]>();
	for (const row of rows) {
		const group = groups.get(row.fundId);
		if (group) group.push(row);
		else groups.set(row.fundId, [row]);
	}
	return groups;
}
