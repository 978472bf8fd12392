import { z } from "zod";
import { Prisma } from "~/platform/db/client.server";
import { authorize } from "../access/authorize.server";
import type { Ctx } from "../access/ctx.server";
import { readRows, type Visible } from "../access/read-rows.server";
import { USES } from "../ledger/kinds";
import { type Yen, yen } from "../money/yen";
import { DECISIONS, type Decision } from "./decision.status";
import { FUND_CATEGORIES, type FundCategory, HOST_KINDS } from "./external-fund.schema";

export type ExternalFundsFilter = {
	hubId?: string;
	category?: FundCategory;
	/** those with a plan or a receipt of that year; amounts are that year's */
	fiscalYear?: number;
	decision?: Decision;
	/** words of title, funder, number or principal investigator */
	search?: string;
	/** true: those made void only; absent: those that stand */
	voided?: boolean;
};

const yenColumn = z.bigint().transform((value): Yen => yen(value));
const amounts = {
	/** the hub's part */
	plannedYen: yenColumn,
	/** the hub's part of what was decided */
	decidedYen: yenColumn,
	/** less what was given back */
	receivedYen: yenColumn,
	planPrecision: z.enum(["yen", "million_yen"]),
	precision: z.enum(["yen", "million_yen"]),
};

const row = z.object({
	id: z.uuid(),
	hub: z.string(),
	hubAbbreviation: z.string(),
	institution: z.string(),
	institutionJa: z.string(),
	institutionEn: z.string(),
	category: z.enum(FUND_CATEGORIES),
	use: z.enum(USES),
	hostKind: z.enum(HOST_KINDS).nullable(),
	title: z.string(),
	funder: z.string(),
	number: z.string(),
	principalInvestigator: z.string(),
	startsOn: z.string().nullable(),
	endsOn: z.string().nullable(),
	hubShareBasisPoints: z.number(),
	decision: z.enum(DECISIONS as [Decision, ...Decision[]]),
	decidedOn: z.string().nullable(),
	voidedAt: z.date().nullable(),
	spentYen: yenColumn,
	...amounts,
});
export type ExternalFundRow = z.output<typeof row>;
const sumRow = z.object({ ...amounts, count: z.bigint().transform(Number) });
export type ExternalFundsSum = z.output<typeof sumRow>;

const EXTERNAL_FUNDS_PER_PAGE = 50;

/**
 * External funds the actor may see, newest first, with what was planned, decided and received of each.
 * @param input.cursor  id of the last fund of the page before
 * @returns `sum` of the whole selection, made in SQL, the WPI subsidy left apart unless it was asked for; null where the
 *   caller did not ask for a sum
 */
export async function listExternalFunds(
	ctx: Ctx,
	input: ExternalFundsFilter & { cursor?: string; limit?: number; withSum?: boolean },
): Promise<{ funds: ExternalFundRow[]; nextCursor: string | null; sum: ExternalFundsSum | null }> {
	await authorize(ctx, "read", "ExternalFund");
	const limit = input.limit ?? EXTERNAL_FUNDS_PER_PAGE;
	const [found, sums] = await Promise.all([
		readRows(ctx, row, (visible) => pageSql(visible, input, limit + 1)),
		input.withSum ? readRows(ctx, sumRow, (visible) => sumSql(visible, input)) : null,
	]);
	const funds = found.slice(0, limit);
	return { funds, nextCursor: found.length > limit ? (funds.at(-1)?.id ?? null) : null, sum: sums?.[0] ?? null };
}

function conditions(input: ExternalFundsFilter): Prisma.Sql[] {
	const found = [input.voided ? Prisma.sql`x.voided_at IS NOT NULL` : Prisma.sql`x.voided_at IS NULL`];
	if (input.hubId !== undefined) found.push(Prisma.sql`x.hub_id = ${input.hubId}::uuid`);
	if (input.category !== undefined) found.push(Prisma.sql`x.category = ${input.category}`);
	if (input.decision !== undefined) found.push(Prisma.sql`x.decision = ${input.decision}`);
	if (input.fiscalYear !== undefined) {
		const { fiscalYear } = input;
		found.push(Prisma.sql`(
			EXISTS (SELECT 1 FROM external_fund_year y WHERE y.external_fund_id = x.id AND y.fiscal_year = ${fiscalYear})
			OR EXISTS (SELECT 1 FROM external_fund_receipt r
				WHERE r.external_fund_id = x.id AND r.fiscal_year = ${fiscalYear} AND r.voided_at IS NULL))`);
	}
	const search = input.search?.normalize("NFKC").trim() ?? "";
	if (search !== "") {
		const pattern = `%${search.replace(/[\\%_]/g, "\\$&")}%`;
		found.push(
			Prisma.sql`(x.title ILIKE ${pattern} OR x.funder ILIKE ${pattern} OR x.number ILIKE ${pattern} OR x.principal_investigator ILIKE ${pattern})`,
		);
	}
	return found;
}

const ofYear = (alias: string, fiscalYear: number | undefined) =>
	fiscalYear === undefined ? Prisma.empty : Prisma.sql`AND ${Prisma.raw(alias)}.fiscal_year = ${fiscalYear}`;

/** The hub's part of each year, rounded down year by year as everywhere. */
const planSql = (fiscalYear: number | undefined) => Prisma.sql`
	SELECT coalesce(sum(y.planned_yen * x.hub_share_basis_points / 10000), 0)::bigint AS planned,
		coalesce(sum(y.decided_yen * x.hub_share_basis_points / 10000) FILTER (WHERE x.decision = 'decided'), 0)::bigint AS decided,
		coalesce(bool_or(y."precision" = 'million_yen'), false) AS rounded
	FROM external_fund_year y WHERE y.external_fund_id = x.id ${ofYear("y", fiscalYear)}`;
const receivedSql = (fiscalYear: number | undefined) => Prisma.sql`
	SELECT coalesce(sum(CASE WHEN r.kind = 'returned' THEN -r.amount_yen ELSE r.amount_yen END), 0)::bigint AS received,
		coalesce(bool_or(r."precision" = 'million_yen'), false) AS rounded
	FROM external_fund_receipt r
	WHERE r.external_fund_id = x.id AND r.voided_at IS NULL ${ofYear("r", fiscalYear)}`;

function sumSql(visible: Visible, input: ExternalFundsFilter): Prisma.Sql {
	const { fiscalYear } = input;
	return Prisma.sql`
		SELECT count(*) AS count, coalesce(sum(plan.planned), 0)::bigint AS "plannedYen",
			coalesce(sum(plan.decided), 0)::bigint AS "decidedYen", coalesce(sum(got.received), 0)::bigint AS "receivedYen",
			CASE WHEN bool_or(plan.rounded) THEN 'million_yen' ELSE 'yen' END AS "planPrecision",
			CASE WHEN bool_or(got.rounded) THEN 'million_yen' ELSE 'yen' END AS "precision"
		FROM external_fund x, LATERAL (${planSql(fiscalYear)}) plan, LATERAL (${receivedSql(fiscalYear)}) got
		WHERE ${visible("external_fund", "x")} AND ${Prisma.join(conditions(input), " AND ")}
			${input.category === undefined ? Prisma.sql`AND x.category <> 'wpi_subsidy'` : Prisma.empty}`;
}

function pageSql(visible: Visible, input: ExternalFundsFilter & { cursor?: string }, limit: number): Prisma.Sql {
	const { fiscalYear, cursor } = input;
	const where = [visible("external_fund", "x"), ...conditions(input)];
	if (cursor !== undefined) where.push(Prisma.sql`x.id < ${cursor}::uuid`);
	return Prisma.sql`
		WITH page AS MATERIALIZED (
			SELECT x.* FROM external_fund x WHERE ${Prisma.join(where, " AND ")} ORDER BY x.id DESC LIMIT ${limit}
		)
		SELECT x.id, h.slug AS hub, h.abbreviation AS "hubAbbreviation", i.slug AS institution, i.name_ja AS "institutionJa",
			i.name_en AS "institutionEn", x.category, x.use, x.host_kind AS "hostKind", x.title, x.funder, x.number,
			x.principal_investigator AS "principalInvestigator", x.starts_on::text AS "startsOn", x.ends_on::text AS "endsOn",
			x.hub_share_basis_points AS "hubShareBasisPoints", x.decision, x.decided_on::text AS "decidedOn",
			x.voided_at AS "voidedAt", plan.planned AS "plannedYen", plan.decided AS "decidedYen", got.received AS "receivedYen",
			CASE WHEN plan.rounded THEN 'million_yen' ELSE 'yen' END AS "planPrecision",
			CASE WHEN got.rounded THEN 'million_yen' ELSE 'yen' END AS "precision",
			spent.yen AS "spentYen"
		FROM page x
		JOIN hub h ON h.id = x.hub_id
		JOIN institution i ON i.id = x.institution_id,
		LATERAL (${planSql(fiscalYear)}) plan,
		LATERAL (${receivedSql(fiscalYear)}) got,
		LATERAL (
			SELECT coalesce(sum(s.amount_yen), 0)::bigint AS yen FROM spending_line s
			WHERE s.external_fund_id = x.id AND s.voided_at IS NULL ${ofYear("s", fiscalYear)}
		) spent
		ORDER BY x.id DESC`;
}

/** The whole selection page by page, for a file. */
export async function* eachExternalFund(ctx: Ctx, filter: ExternalFundsFilter): AsyncGenerator<ExternalFundRow> {
	let cursor: string | undefined;
	do {
		const page = await listExternalFunds(ctx, { ...filter, cursor, limit: 1000 });
		yield* page.funds;
		cursor = page.nextCursor ?? undefined;
	} while (cursor !== undefined);
}
