import { z } from "zod";
import { currentTime } from "~/platform/clock";
import { Prisma } from "~/platform/db/client.server";
import { isUuid } from "../access/authorize.server";
import { readPublicFigures } from "../access/read-rows.server";
import { fiscalYearOf, jstDayString } from "../calendar/fiscal-year";
import type { Yen } from "../money/yen";
import { coverYears } from "./cover-years";
import type { CoverageSource, CoverageSupport, YenRange } from "./coverage";
import {
	hubOutlookRow,
	hubOutlookSql,
	hubRow,
	hubsSql,
	neededRow,
	neededSql,
	receivedRow,
	receivedSql,
} from "./coverage-sql.server";
import { joinInputs } from "./read-inputs.server";

/** How much of its way to standing alone a hub shows. */
export const COVERAGE_PUBLISHED = ["none", "ratio", "sources"] as const;
export type CoveragePublished = (typeof COVERAGE_PUBLISHED)[number];

/** Support's last year is public already; the ratio alone, or with what it is made of. Never weights or a gap to close. */
export type PublicCoverage = { asOf: string; support: CoverageSupport } & (
	| { what: "ratio"; years: { fiscalYear: number; securedRatio: number | null }[] }
	| {
			what: "sources";
			years: {
				fiscalYear: number;
				neededYen: Yen;
				securedYen: Yen;
				placedYen: Yen;
				securedRatio: number | null;
				expectedRatio: number | null;
				likely: YenRange;
				sources: CoverageSource[];
			}[];
	  }
);

/** Years before this one, and after it, on a public page. */
export const PUBLIC_YEARS = { before: 2, after: 5 };

/**
 * What a published hub shows of its coverage; null for one that shows nothing. Pages are kept by the public cache, which the
 * database empties when any of these figures changes.
 */
export async function getPublicCoverage(hubId: string): Promise<PublicCoverage | null> {
	if (!isUuid(hubId)) return null;
	const now = currentTime();
	const hubs = Prisma.sql`SELECT ph.id FROM hub ph WHERE ph.id = ${hubId}::uuid AND ph.published AND ph.coverage_published <> 'none'`;
	const why = "sums of a hub that publishes its coverage";
	const [published] = await readPublicFigures(
		z.object({ what: z.enum(["ratio", "sources"]) }),
		"which figures the hub itself publishes",
		Prisma.sql`SELECT h.coverage_published AS what FROM hub h WHERE h.id IN (${hubs})`,
	);
	if (!published) return null;
	const thisYear = fiscalYearOf(now);
	const years = { from: thisYear - PUBLIC_YEARS.before, to: thisYear + PUBLIC_YEARS.after };
	const [facts, needed, received, outlook] = await Promise.all([
		readPublicFigures(hubRow, "facts of a published hub", hubsSql(hubs)),
		readPublicFigures(neededRow, `${why}: its plan by year and use`, neededSql(hubs)),
		readPublicFigures(receivedRow, `${why}: received by year and category`, receivedSql(hubs, years)),
		readPublicFigures(hubOutlookRow, `${why}: to come by year and source`, hubOutlookSql(hubs)),
	]);
	const [read] = joinInputs(jstDayString(now), facts, { needed, received, outlook });
	if (!read || read.inputs.planVersion === null) return null;
	const coverage = coverYears(read.inputs, years);
	const { asOf, support } = coverage;
	// A year in which nothing is needed says nothing of standing alone.
	const shown = coverage.years.filter(({ neededYen }) => neededYen > 0n);
	if (published.what === "ratio") {
		const ratios = shown.map(({ fiscalYear, securedRatio }) => ({ fiscalYear, securedRatio }));
		return { what: "ratio", asOf, support, years: ratios };
	}
	return {
		what: "sources",
		asOf,
		support,
		years: shown.map(
			({ fiscalYear, neededYen, securedYen, placedYen, securedRatio, expectedRatio, likely, sources }) => ({
				fiscalYear,
				neededYen,
				securedYen,
				placedYen,
				securedRatio,
				expectedRatio,
				likely,
				sources,
			}),
		),
	};
}
