import { z } from "zod";
import { Prisma } from "~/platform/db/client.server";
import { authorize } from "../access/authorize.server";
import type { Ctx } from "../access/ctx.server";
import { readRows, type Visible } from "../access/read-rows.server";
import { type Yen, yen } from "../money/yen";
import { CATEGORIES, type Category, type Channel, type LedgerAccountCode, type Use } from "./kinds";
import { inMeasure, inPart, sumOf } from "./measure-sql.server";
import { MEASURES, type MeasureName, partsOf } from "./measures";

export type LinesFilter = {
	measure: MeasureName;
	fiscalYear?: number;
	/** a hub's id; null for programme funds only; absent for all */
	hubId?: string | null;
	category?: Category;
	/** every other category than this */
	exceptCategory?: Category;
	use?: Use;
	/** null for spending, which has none */
	channel?: Channel | null;
	institutionId?: string;
	/** one fund's gifts and what they bought */
	fundId?: string;
	/** one award; the rollup does not know it, so its own few lines are summed */
	externalFundId?: string;
};

const sumRow = z.object({
	yen: z.bigint().transform((value): Yen => yen(value)),
	count: z.bigint().transform(Number),
	precision: z.enum(["yen", "million_yen"]),
});

const lineRow = z.object({
	id: z.bigint(),
	transactionId: z.bigint(),
	kind: z.string(),
	account: z.string(),
	/** signed so that the lines of a figure add up to the figure */
	yen: z.bigint().transform((value): Yen => yen(value)),
	precision: z.enum(["yen", "million_yen"]),
	occurredOn: z.string(),
	fiscalYear: z.number(),
	hub: z.string().nullable(),
	institution: z.string(),
	category: z.enum(CATEGORIES),
	channel: z.string().nullable(),
	fundJa: z.string().nullable(),
	fundEn: z.string().nullable(),
	externalTitle: z.string().nullable(),
	funder: z.string().nullable(),
	bookedAt: z.date(),
});
export type LedgerLineRow = z.output<typeof lineRow>;

export const LINES_PER_PAGE = 50;

/**
 * The ledger lines a figure is made of, newest first, without anything about the donor.
 * @param input.cursor  id of the last line of the page before
 * @returns `sum` is the figure of the whole selection from the rollup, `count` its lines
 */
export async function listLedgerLines(
	ctx: Ctx,
	input: LinesFilter & { cursor?: bigint; limit?: number },
): Promise<{ sum: z.output<typeof sumRow>; lines: LedgerLineRow[]; nextCursor: bigint | null }> {
	await authorize(ctx, "read", "LedgerEntry");
	const limit = input.limit ?? LINES_PER_PAGE;
	const [sums, lines] = await Promise.all([
		readRows(ctx, sumRow, (visible) => sumSql(visible, input)),
		readRows(ctx, lineRow, (visible) => linesSql(visible, input, limit + 1)),
	]);
	const sum = sums[0] ?? { yen: yen(0), count: 0, precision: "yen" as const };
	const page = lines.slice(0, limit);
	return { sum, lines: page, nextCursor: lines.length > limit ? (page.at(-1)?.id ?? null) : null };
}

function selected(alias: string, filter: LinesFilter): Prisma.Sql {
	const a = Prisma.raw(alias);
	const conditions = [Prisma.sql`TRUE`];
	if (filter.fiscalYear !== undefined) conditions.push(Prisma.sql`${a}.fiscal_year = ${filter.fiscalYear}`);
	if (filter.hubId === null) conditions.push(Prisma.sql`${a}.hub_id IS NULL`);
	else if (filter.hubId !== undefined) conditions.push(Prisma.sql`${a}.hub_id = ${filter.hubId}::uuid`);
	if (filter.category !== undefined) conditions.push(Prisma.sql`${a}.category = ${filter.category}`);
	if (filter.exceptCategory !== undefined) conditions.push(Prisma.sql`${a}.category <> ${filter.exceptCategory}`);
	if (filter.fundId !== undefined) conditions.push(Prisma.sql`${a}.fund_id = ${filter.fundId}::uuid`);
	if (filter.externalFundId !== undefined) {
		conditions.push(Prisma.sql`${a}.external_fund_id = ${filter.externalFundId}::uuid`);
	}
	if (filter.use !== undefined) conditions.push(Prisma.sql`${a}.use = ${filter.use}`);
	if (filter.channel === null) conditions.push(Prisma.sql`${a}.channel IS NULL`);
	else if (filter.channel !== undefined) conditions.push(Prisma.sql`${a}.channel = ${filter.channel}`);
	if (filter.institutionId !== undefined) {
		conditions.push(Prisma.sql`${a}.institution_id = ${filter.institutionId}::uuid`);
	}
	return Prisma.join(conditions, " AND ");
}

function sumSql(visible: Visible, filter: LinesFilter): Prisma.Sql {
	if (filter.externalFundId !== undefined) {
		return Prisma.sql`
			SELECT ${sumOf("le", filter.measure)} AS "yen",
				coalesce(sum(CASE WHEN lt.reverses_id IS NULL THEN 1 ELSE -1 END), 0)::bigint AS "count",
				CASE WHEN coalesce(bool_or(le."precision" = 'million_yen'), false) THEN 'million_yen' ELSE 'yen' END AS "precision"
			FROM ledger_entry le JOIN ledger_transaction lt ON lt.id = le.transaction_id
			WHERE ${visible("ledger_entry_of_hub", "le")} AND ${selected("le", filter)}`;
	}
	return Prisma.sql`
		SELECT ${sumOf("lb", filter.measure)} AS "yen", coalesce(sum(lb.entry_count), 0)::bigint AS "count",
			CASE WHEN coalesce(bool_or(lb."precision" = 'million_yen'), false) THEN 'million_yen' ELSE 'yen' END AS "precision"
		FROM ledger_balance lb
		WHERE ${visible("ledger_balance", "lb")} AND ${inMeasure("lb", filter.measure)} AND ${selected("lb", filter)}`;
}

/** Accounts that hold one kind of category only: with another asked for they are not looked through. */
const mayHold = (account: LedgerAccountCode, category: Category | undefined) =>
	category === undefined ||
	!(
		((account === "gift_income" || account === "processor_fee") && category !== "gift") ||
		(account === "external_fund_income" && category === "gift") ||
		(account === "host_contribution" && category !== "host")
	);

/** The newest of each account by its own index, then the newest of these: a measure of several accounts costs no sort of them all. */
function linesSql(visible: Visible, filter: LinesFilter & { cursor?: bigint }, limit: number): Prisma.Sql {
	const sign = Prisma.raw(MEASURES[filter.measure].sign === -1 ? "-" : "");
	const parts = partsOf(filter.measure).filter(({ account }) => mayHold(account, filter.category));
	if (parts.length === 0) return Prisma.sql`SELECT 1 WHERE FALSE`;
	const newest = parts.map(
		(part) => Prisma.sql`
			(SELECT le.id FROM ledger_entry le
			WHERE ${visible("ledger_entry_of_hub", "le")} AND ${inPart("le", part)} AND ${selected("le", filter)}
				${filter.cursor === undefined ? Prisma.empty : Prisma.sql`AND le.id < ${filter.cursor}`}
			ORDER BY le.id DESC LIMIT ${limit})`,
	);
	return Prisma.sql`
		WITH newest AS (${Prisma.join(newest, " UNION ALL ")})
		SELECT le.id, le.transaction_id AS "transactionId", le.kind, le.account, (${sign}le.amount_yen)::bigint AS "yen",
			le."precision", le.occurred_on::text AS "occurredOn", le.fiscal_year AS "fiscalYear", h.slug AS "hub",
			i.slug AS "institution", le.category, le.channel, f.name_ja AS "fundJa", f.name_en AS "fundEn",
			x.title AS "externalTitle", x.funder, lt.booked_at AS "bookedAt"
		FROM newest JOIN ledger_entry le ON le.id = newest.id
		JOIN ledger_transaction lt ON lt.id = le.transaction_id
		JOIN institution i ON i.id = le.institution_id
		LEFT JOIN hub h ON h.id = le.hub_id
		LEFT JOIN fund f ON f.id = le.fund_id
		LEFT JOIN external_fund x ON x.id = le.external_fund_id
		ORDER BY le.id DESC
		LIMIT ${limit}`;
}
