import { toJsonNumber } from "~/domain/money/yen";
import type { Coverage, CoverageYear, YenRange } from "~/domain/sufficiency/coverage";
import { findCoverage } from "~/domain/sufficiency/get-coverage.server";
import { answers, onlyGet } from "./answer.server";
import { ENDPOINTS } from "./endpoints";

export const loader = answers(ENDPOINTS.coverage, async (ctx, { slug, fromFiscalYear, toFiscalYear }) =>
	coverageAnswer(await findCoverage(ctx, { slug, from: fromFiscalYear, to: toFiscalYear })),
);

export const action = onlyGet;

function coverageAnswer({ hub, asOf, planVersion, support, years, gap }: Coverage) {
	return {
		hub: hub.slug,
		asOf,
		planVersion,
		supportLastFiscalYear: support.lastFiscalYear,
		years: years.map(yearAnswer),
		gap: gap && { ...gap, gapYen: toJsonNumber(gap.gapYen), thisQuarterYen: toJsonNumber(gap.thisQuarterYen) },
	};
}

const rangeAnswer = ({ low, expected, high }: YenRange) => ({
	low: toJsonNumber(low),
	expected: toJsonNumber(expected),
	high: toJsonNumber(high),
});

function yearAnswer(year: CoverageYear) {
	return {
		fiscalYear: year.fiscalYear,
		neededYen: toJsonNumber(year.neededYen),
		securedYen: toJsonNumber(year.securedYen),
		placedYen: toJsonNumber(year.placedYen),
		securedRatio: year.securedRatio,
		likelyYen: rangeAnswer(year.likely),
		expectedRatio: year.expectedRatio,
		receivedYen: toJsonNumber(year.receivedYen),
		carriedOverYen: toJsonNumber(year.carriedOverYen),
		uses: year.uses.map(({ use, neededYen, placedYen, likely }) => ({
			use,
			neededYen: toJsonNumber(neededYen),
			placedYen: toJsonNumber(placedYen),
			likelyYen: rangeAnswer(likely),
		})),
		sources: year.sources.map(({ source, category, yen }) => ({ source, category, yen: toJsonNumber(yen) })),
		likelySources: year.likelySources.map((likely) => ({
			source: likely.source,
			category: likely.category,
			weightKey: likely.weightKey,
			fullYen: toJsonNumber(likely.yen),
			likelyYen: rangeAnswer(likely),
			count: likely.count,
		})),
	};
}
