import { lastDayOf } from "~/domain/calendar/fiscal-year";
import { PUBLIC_YEARS, type PublicCoverage } from "~/domain/sufficiency/get-public-coverage.server";
import type { HubCoverageView } from "~/ui/public/hub-coverage";
import { toParts } from "~/ui/sufficiency/chart-view";

/** What the public section of a hub shows: what it publishes and nothing else. */
export function toHubCoverageView(coverage: PublicCoverage, hub: string): HubCoverageView {
	const { lastFiscalYear } = coverage.support;
	const supportEndsOn = lastFiscalYear === null ? null : lastDayOf(lastFiscalYear).toString();
	return {
		hub,
		supportLastYear: lastFiscalYear,
		supportEndsOn,
		ended: supportEndsOn !== null && supportEndsOn < coverage.asOf,
		today: coverage.asOf,
		years: coverage.years.map(({ fiscalYear, securedRatio }) => ({ fiscalYear, securedRatio })),
		glide:
			coverage.what === "ratio"
				? null
				: coverage.years.map(({ sources, ...year }) => ({ ...year, parts: toParts(sources) })),
	};
}

/** The fiscal years the public section shows, of those that need something. */
export function isPublicYear(fiscalYear: number, thisYear: number): boolean {
	return fiscalYear >= thisYear - PUBLIC_YEARS.before && fiscalYear <= thisYear + PUBLIC_YEARS.after;
}
