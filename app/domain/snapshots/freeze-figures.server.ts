import { z } from "zod";
import {
	SNAPSHOT_MEASURES,
	type SnapshotContent,
	type SnapshotCoverage,
	type SnapshotFigure,
} from "~/documents/snapshot-content";
import { Prisma } from "~/platform/db/client.server";
import type { Ctx } from "../access/ctx.server";
import { readRows } from "../access/read-rows.server";
import type { FiscalYear } from "../calendar/fiscal-year";
import { listFollowUp } from "../evaluations/list-follow-up.server";
import { inMeasure, measuredAccounts, sumOf } from "../ledger/measure-sql.server";
import { getReviewSheet } from "../programme/get-review-sheet.server";
import { listCoverage } from "../sufficiency/list-coverage.server";

/** Years a committee looks back on. */
export const SNAPSHOT_YEARS = 5;

export type SnapshotScope = { fiscalYear: FiscalYear; hubId: string | null };
export type FrozenFigures = Pick<
	SnapshotContent,
	"fiscalYears" | "hub" | "hubs" | "ledger" | "figures" | "coverage" | "reviewSheet" | "followUp" | "indicators"
>;

/** Everything a snapshot holds of the books, read as of one moment: call it within `readWhole`. */
export async function freezeFigures(ctx: Ctx, scope: SnapshotScope): Promise<FrozenFigures> {
	const { fiscalYear, hubId } = scope;
	const fiscalYears = yearsOf(fiscalYear);
	// The first query of the transaction fixes its moment.
	const ledger = await readPoint(ctx);
	const figures = await readFigures(ctx, scope);
	const hubs = await ctx.db.hub.findMany({
		where: hubId === null ? {} : { id: hubId },
		select: { id: true, slug: true, abbreviation: true, nameJa: true, nameEn: true },
		orderBy: { abbreviation: "asc" },
	});
	const slugOf = new Map(hubs.map(({ id, slug }) => [id, slug]));
	const followUp = await listFollowUp(ctx);
	const indicators = await ctx.db.hubIndicator.findMany({
		where: { fiscalYear, ...(hubId === null ? {} : { hubId }) },
		orderBy: [{ hubId: "asc" }, { indicator: "asc" }],
	});
	return {
		fiscalYears,
		hub: hubId === null ? null : (slugOf.get(hubId) ?? null),
		hubs: hubs.map(({ id: _, ...hub }) => hub),
		ledger,
		figures,
		coverage: await readCoverage(ctx, scope, slugOf),
		reviewSheet: await readReviewSheet(ctx),
		followUp: followUp
			.filter(({ id }) => slugOf.has(id))
			.map(({ slug, open, answered, late }) => ({ hub: slug, open, answered, late })),
		indicators: indicators.map(({ hubId: of, indicator, value, target }) => ({
			hub: slugOf.get(of) ?? "",
			indicator,
			value: value?.toString() ?? null,
			target: target?.toString() ?? null,
		})),
	};
}

export const yearsOf = (fiscalYear: FiscalYear): FiscalYear[] =>
	Array.from({ length: SNAPSHOT_YEARS }, (_, index) => fiscalYear - SNAPSHOT_YEARS + 1 + index);

const pointRow = z.object({ readPoint: z.string(), lastEntryId: z.string() });

async function readPoint(ctx: Ctx): Promise<SnapshotContent["ledger"]> {
	const [point] = await readRows(
		ctx,
		pointRow,
		(visible) => Prisma.sql`
		SELECT pg_current_snapshot()::text AS "readPoint",
			coalesce((SELECT max(le.id) FROM ledger_entry le WHERE ${visible("ledger_entry", "le")}), 0)::text AS "lastEntryId"`,
	);
	if (!point) throw new Error("the ledger has no read point");
	return point;
}

const yenText = z.bigint().transform(String);
const figureRow = z.object({
	fiscalYear: z.number(),
	hub: z.string(),
	category: z.string(),
	externalYen: yenText,
	grossYen: yenText,
	refundedYen: yenText,
	feeYen: yenText,
	netYen: yenText,
	securedYen: yenText,
	spentYen: yenText,
	count: z.bigint().transform(Number),
	precision: z.enum(["yen", "million_yen"]),
});

/** Each figure is one SUM over the ledger's rollup, totals of hubs, of categories and of the year among them. */
export async function readFigures(ctx: Ctx, { fiscalYear, hubId }: SnapshotScope): Promise<SnapshotFigure[]> {
	const first = fiscalYear - SNAPSHOT_YEARS + 1;
	const sums = SNAPSHOT_MEASURES.map(
		(measure) => Prisma.sql`${sumOf("lb", measure)} AS ${Prisma.raw(`"${measure}Yen"`)}`,
	);
	return readRows(
		ctx,
		figureRow,
		(visible) => Prisma.sql`
		SELECT lb.fiscal_year AS "fiscalYear", CASE WHEN grouping(h.slug) = 1 THEN 'all' ELSE coalesce(h.slug, 'none') END AS "hub",
			CASE WHEN grouping(lb.category) = 1 THEN 'all' ELSE lb.category END AS "category", ${Prisma.join(sums)},
			coalesce(sum(lb.entry_count) FILTER (WHERE ${inMeasure("lb", "gross")}), 0)::bigint AS "count",
			CASE WHEN bool_or(lb."precision" = 'million_yen') THEN 'million_yen' ELSE 'yen' END AS "precision"
		FROM ledger_balance lb LEFT JOIN hub h ON h.id = lb.hub_id
		WHERE ${visible("ledger_balance", "lb")} AND lb.account IN (${measuredAccounts()})
			AND lb.fiscal_year BETWEEN ${first} AND ${fiscalYear}
			${hubId === null ? Prisma.empty : Prisma.sql`AND lb.hub_id = ${hubId}::uuid`}
		GROUP BY GROUPING SETS ((lb.fiscal_year, h.slug, lb.category), (lb.fiscal_year, h.slug), (lb.fiscal_year, lb.category), (lb.fiscal_year))
		ORDER BY 1, 2, 3`,
	);
}

async function readReviewSheet(ctx: Ctx): Promise<SnapshotContent["reviewSheet"]> {
	const { budgets, blocks } = await getReviewSheet(ctx);
	return {
		budgets: budgets.map((one) => ({
			fiscalYear: one.fiscalYear,
			initialMillionYen: one.initialMillionYen,
			carriedInMillionYen: one.carriedInMillionYen,
			carriedOutMillionYen: one.carriedOutMillionYen,
			totalMillionYen: one.totalMillionYen,
			executedMillionYen: one.executedMillionYen,
			executionRatePercent: one.executionRateOfTotalPercent,
		})),
		blocks: blocks.map(({ fiscalYear, block, sumMillionYen, printedTotalMillionYen }) => ({
			fiscalYear,
			block,
			sumMillionYen,
			printedMillionYen: printedTotalMillionYen,
		})),
	};
}

/** Years ahead a committee looks at, with the snapshot's own. */
const COVERAGE_YEARS = 5;

/** What is needed, secured and likely of each hub, from the snapshot's year on; nothing of a hub without an approved plan. */
async function readCoverage(
	ctx: Ctx,
	{ fiscalYear }: SnapshotScope,
	slugOf: ReadonlyMap<string, string>,
): Promise<SnapshotCoverage[]> {
	const fiscalYears = Array.from({ length: COVERAGE_YEARS }, (_, index) => fiscalYear + index);
	const cells = await listCoverage(ctx, { fiscalYears });
	return cells
		.filter(({ hubId, planVersion }) => slugOf.has(hubId) && planVersion !== null)
		.map((cell) => ({
			hub: cell.hub.slug,
			fiscalYear: cell.fiscalYear,
			neededYen: String(cell.neededYen),
			securedYen: String(cell.securedYen),
			likelyYen: {
				low: String(cell.likely.low),
				expected: String(cell.likely.expected),
				high: String(cell.likely.high),
			},
			securedRatio: cell.securedRatio,
		}));
}
