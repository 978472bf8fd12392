import { type FiscalYear, fiscalYearOf, type Moment } from "~/domain/calendar/fiscal-year";
import type { SupportYears } from "~/domain/hubs/list-support-years.server";
import type { CoverageCell, CoverageYear } from "~/domain/sufficiency/coverage";
import { type GlideYear, toParts } from "~/ui/sufficiency/chart-view";
import type { HeatRow } from "~/ui/sufficiency/coverage-heat-table";
import type { SmallHub } from "~/ui/sufficiency/small-multiples";
import type { TimelineRow } from "~/ui/sufficiency/support-timeline";

export const SUFFICIENCY = "/console/sufficiency";
export const hubHref = (slug: string) => `${SUFFICIENCY}/${slug}`;

export function toGlideYear(year: CoverageYear): GlideYear {
	const { fiscalYear, neededYen, securedYen, placedYen, securedRatio, expectedRatio } = year;
	const { low, expected, high } = year.likely;
	return {
		fiscalYear,
		neededYen,
		securedYen,
		placedYen,
		securedRatio,
		expectedRatio,
		likely: { low, expected, high },
		parts: toParts(year.sources),
	};
}

/** The year before this one to some years after the last hub stands alone: what fits a sheet of paper. */
export function programmeYears(hubs: readonly SupportYears[], now: Moment): FiscalYear[] {
	const year = fiscalYearOf(now);
	const last = Math.max(...hubs.map(({ support }) => support.lastFiscalYear ?? 0));
	const until = Math.min(Math.max(last + 1, year + 4), year + 8);
	return Array.from({ length: until - year + 2 }, (_, index) => year - 1 + index);
}

/** The first fiscal year a hub stands alone, from this year on. */
export function aloneYearOf(hub: SupportYears, now: Moment): FiscalYear | null {
	const { lastFiscalYear } = hub.support;
	return lastFiscalYear === null ? null : Math.max(lastFiscalYear + 1, fiscalYearOf(now));
}

/** Hubs by risk: the lowest share secured in the first year alone first; those without a plan for it after them. */
export function byRisk(hubs: readonly SupportYears[], cells: readonly CoverageCell[], now: Moment): SupportYears[] {
	const ratioOf = (hub: SupportYears) => {
		const year = aloneYearOf(hub, now);
		const cell = cells.find(({ hubId, fiscalYear }) => hubId === hub.id && fiscalYear === year);
		return cell?.securedRatio ?? Number.POSITIVE_INFINITY;
	};
	// A hub without a plan comes after those with one, nearest end of support first, as the list came.
	return [...hubs].sort((a, b) => {
		const [first, second] = [ratioOf(a), ratioOf(b)];
		return first === second ? 0 : first - second;
	});
}

export function toProgrammeView(input: {
	hubs: readonly SupportYears[];
	cells: readonly CoverageCell[];
	years: readonly FiscalYear[];
	now: Moment;
	ja: boolean;
}) {
	const { hubs, cells, years, now, ja } = input;
	const sorted = byRisk(hubs, cells, now);
	const cellOf = (hub: SupportYears, year: FiscalYear) =>
		cells.find(({ hubId, fiscalYear }) => hubId === hub.id && fiscalYear === year);
	const href = (hub: SupportYears) => `${SUFFICIENCY}/${hub.slug}`;
	const heat = sorted.map(
		(hub): HeatRow => ({
			slug: hub.slug,
			abbreviation: hub.abbreviation,
			name: ja ? hub.nameJa : hub.nameEn,
			href: href(hub),
			supportLastYear: hub.support.lastFiscalYear,
			cells: years.map((fiscalYear) => ({
				fiscalYear,
				securedRatio: cellOf(hub, fiscalYear)?.securedRatio ?? null,
				expectedRatio: cellOf(hub, fiscalYear)?.expectedRatio ?? null,
				href: `${href(hub)}?year=${fiscalYear}#y${fiscalYear}`,
			})),
		}),
	);
	const small = sorted.map(
		(hub): SmallHub => ({
			slug: hub.slug,
			abbreviation: hub.abbreviation,
			href: href(hub),
			supportLastYear: hub.support.lastFiscalYear,
			supportEndsOn: hub.support.endsOn,
			aloneYear: aloneYearOf(hub, now),
			years: years.map((fiscalYear) => {
				const cell = cellOf(hub, fiscalYear);
				return {
					fiscalYear,
					neededYen: cell?.neededYen ?? 0n,
					receivedYen: cell?.receivedYen ?? 0n,
					securedYen: cell?.securedYen ?? 0n,
					securedRatio: cell?.securedRatio ?? null,
					likely: cell?.likely ?? { low: 0n, expected: 0n, high: 0n },
				};
			}),
		}),
	);
	const timeline = hubs.map(
		(hub): TimelineRow => ({
			slug: hub.slug,
			abbreviation: hub.abbreviation,
			href: href(hub),
			periods: hub.periods,
			endsOn: hub.support.endsOn,
			recognitions: hub.recognitions,
		}),
	);
	return { heat, small, timeline, next: nextToEnd(hubs, cells) };
}

/** The hubs whose support ends next, all of the same day, and how far they are for the year after. */
export function nextToEnd(hubs: readonly SupportYears[], cells: readonly CoverageCell[]) {
	const coming = hubs.filter(({ support }) => support.endsOn !== null && (support.daysLeft ?? -1) >= 0);
	const endsOn = coming[0]?.support.endsOn ?? null;
	if (endsOn === null) return null;
	return {
		endsOn,
		hubs: coming
			.filter(({ support }) => support.endsOn === endsOn)
			.map((hub) => {
				const fiscalYear = (hub.support.lastFiscalYear ?? 0) + 1;
				const cell = cells.find((one) => one.hubId === hub.id && one.fiscalYear === fiscalYear);
				return {
					slug: hub.slug,
					abbreviation: hub.abbreviation,
					fiscalYear,
					securedRatio: cell?.securedRatio ?? null,
					expectedRatio: cell?.expectedRatio ?? null,
				};
			}),
	};
}
