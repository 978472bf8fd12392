import { Prisma } from "~/platform/db/client.server";
import { forbidden, invalid } from "~/platform/errors";
import { mayEver } from "../access/authorize.server";
import type { Ctx } from "../access/ctx.server";
import { readRows, type Visible } from "../access/read-rows.server";
import { fiscalYearOf, jstDayString, toDay } from "../calendar/fiscal-year";
import type { Category } from "../ledger/kinds";
import { inMeasure, sumOf } from "../ledger/measure-sql.server";
import { sumYen, type Yen, yen } from "../money/yen";
import { sumRanges } from "./cover-years";
import { LIKELY_SOURCES, SECURED_SOURCES, type YenRange } from "./coverage";
import type { OutlookFigure, ReceivedFigure } from "./coverage-inputs";
import { coveredHub } from "./coverage-rights.server";
import { outlookColumns, outlookRow, receivedRow, receivedSql } from "./coverage-sql.server";
import type { OutlookOf } from "./outlook-facts.server";
import { outlookSql } from "./outlook-sql.server";
import { pastFacts } from "./past-facts.server";

export type BackTestFigures = {
	/** received by that day, promised and decided */
	securedThenYen: Yen;
	/** secured then, with what was likely then */
	predicted: YenRange;
	/** received of that fiscal year, by the ledger as it is today */
	cameYen: Yen;
};
export type BackTestRow = BackTestFigures & {
	fiscalYear: number;
	/** the day until which it came, while the year still runs */
	soFar: string | null;
	categories: (BackTestFigures & { category: Category })[];
};
export type BackTest = { hubId: string; asOf: string; rows: BackTestRow[] };

/**
 * The forecast of a hub made from what was known at the end of a past day, beside what came: by fiscal year and category,
 * from that day's year to this one. What counts is money coming in, so what an award carries over counts when it came.
 * @throws AppError forbidden, hub_not_found, back_test_day_wrong
 */
export async function backTest(ctx: Ctx, input: { hubId: string; asOf: string }): Promise<BackTest> {
	const { hubId, asOf } = input;
	if (!mayEver(ctx, "read", "LedgerBalance")) throw forbidden("read LedgerBalance");
	await coveredHub(ctx, hubId);
	const today = jstDayString(ctx.now);
	assertPastDay(asOf, today);
	const of = { hubId, day: asOf, fiscalYear: fiscalYearOf(asOf) };
	const thisYear = fiscalYearOf(today);
	const hubs = (visible: Visible) =>
		Prisma.sql`SELECT h.hub_id FROM (SELECT ${hubId}::uuid AS hub_id) h WHERE ${visible("hub_outlook", "h")}`;
	const [known, before, came] = await Promise.all([
		readRows(
			ctx,
			outlookRow,
			(visible) => Prisma.sql`
			SELECT ${outlookColumns} FROM (${outlookSql(of, pastFacts(of))}) o
			WHERE ${hubId}::uuid IN (${hubs(visible)}) AND o.fiscal_year <= ${thisYear}`,
		),
		receivedBy(ctx, of, hubs),
		readRows(ctx, receivedRow, (visible) => receivedSql(hubs(visible), { from: of.fiscalYear, to: thisYear })),
	]);
	const rows = Array.from({ length: thisYear - of.fiscalYear + 1 }, (_, index): BackTestRow => {
		const fiscalYear = of.fiscalYear + index;
		const ofYear = <Row extends { fiscalYear: number }>(all: readonly Row[]) =>
			all.filter((row) => row.fiscalYear === fiscalYear);
		const parts = { known: ofYear(known), before: ofYear(before), came: ofYear(came) };
		const categories = [...new Set(Object.values(parts).flatMap((all) => all.map(({ category }) => category)))].sort();
		return {
			fiscalYear,
			soFar: fiscalYear === thisYear ? today : null,
			...figuresOf(parts),
			categories: categories.map((category) => ({ category, ...figuresOf(parts, category) })),
		};
	});
	return { hubId, asOf, rows };
}

const FIRST_DAY = "2000-04-01";

function assertPastDay(asOf: string, today: string): void {
	try {
		toDay(asOf);
	} catch {
		throw invalid("back_test_day_wrong", "no such day", { personKey: "fields.day" });
	}
	if (asOf >= FIRST_DAY && asOf < today) return;
	throw invalid("back_test_day_wrong", `${asOf} is not before today`, {
		personKey: "fields.dayTo",
		params: { to: today },
	});
}

type Parts = {
	known: readonly OutlookFigure[];
	before: readonly Pick<ReceivedFigure, "category" | "yen">[];
	came: readonly Pick<ReceivedFigure, "category" | "yen">[];
};

function figuresOf(parts: Parts, category?: Category): BackTestFigures {
	const own = <Row extends { category: Category }>(all: readonly Row[]) =>
		category === undefined ? all : all.filter((row) => row.category === category);
	const known = own(parts.known);
	const secured = known.filter(({ source }) => SECURED_SOURCES.some((one) => one === source));
	const likely = sumRanges(known.filter(({ source }) => LIKELY_SOURCES.some((one) => one === source)));
	const securedThenYen = sumYen([...own(parts.before), ...secured].map((row) => row.yen));
	return {
		securedThenYen,
		predicted: {
			low: yen(securedThenYen + likely.low),
			expected: yen(securedThenYen + likely.expected),
			high: yen(securedThenYen + likely.high),
		},
		cameYen: sumYen(own(parts.came).map((row) => row.yen)),
	};
}

/** Money of that fiscal year that had come by that day. */
function receivedBy(ctx: Ctx, { day, fiscalYear }: OutlookOf, hubs: (visible: Visible) => Prisma.Sql) {
	const row = receivedRow.pick({ fiscalYear: true, category: true, yen: true });
	return readRows(
		ctx,
		row,
		(visible) => Prisma.sql`
		SELECT le.fiscal_year AS "fiscalYear", le.category, ${sumOf("le", "secured")} AS yen
		FROM ledger_entry le
		WHERE le.hub_id IN (${hubs(visible)}) AND le.fiscal_year = ${fiscalYear} AND le.occurred_on <= ${day}::date
			AND ${inMeasure("le", "secured")}
		GROUP BY 1, 2`,
	);
}
