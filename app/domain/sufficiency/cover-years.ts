import { fiscalYearOf, lastDayOf, toDay } from "../calendar/fiscal-year.ts";
import { USES } from "../ledger/kinds.ts";
import { sumYen, type Yen, yen } from "../money/yen.ts";
import {
	CARRIED_SOURCE,
	type Coverage,
	type CoverageGap,
	type CoverageSource,
	type CoverageYear,
	LIKELY_SOURCES,
	type LikelyFigure,
	type LikelySource,
	SECURED_SOURCES,
	type SecuredSource,
	type YenRange,
} from "./coverage.ts";
import type { CoverageInputs, OutlookFigure, ReceivedFigure } from "./coverage-inputs.ts";
import { maySpendOn } from "./pays.ts";
import { type Money, noUses, type Placement, placeMoney } from "./place-money.ts";
import { HORIZON_YEARS } from "./weights.ts";

const isSecured = (source: string): source is SecuredSource => SECURED_SOURCES.some((one) => one === source);
const isLikely = (source: string): source is LikelySource => LIKELY_SOURCES.some((one) => one === source);

/** A hub's coverage over some fiscal years (docs/design.md §6), from its figures alone. */
export function coverYears(inputs: CoverageInputs, years: { from: number; to: number }): Coverage {
	const { hub, asOf, refreshedAt, planVersion, support } = inputs;
	const wanted = Array.from({ length: years.to - years.from + 1 }, (_, index) => years.from + index);
	return {
		hubId: hub.id,
		hub,
		asOf,
		refreshedAt,
		planVersion,
		support,
		years: coverEach(inputs, wanted),
		gap: findGap(inputs),
	};
}

function coverEach(inputs: CoverageInputs, years: readonly number[]): CoverageYear[] {
	const received = byYear(inputs.received);
	const outlook = byYear(inputs.outlook);
	return years.map((fiscalYear) =>
		coverYear(inputs, fiscalYear, received.get(fiscalYear) ?? [], outlook.get(fiscalYear) ?? []),
	);
}

function byYear<Row extends { fiscalYear: number }>(rows: readonly Row[]): Map<number, Row[]> {
	const years = new Map<number, Row[]>();
	for (const row of rows) {
		const year = years.get(row.fiscalYear);
		if (year) year.push(row);
		else years.set(row.fiscalYear, [row]);
	}
	return years;
}

function coverYear(
	inputs: CoverageInputs,
	fiscalYear: number,
	received: readonly ReceivedFigure[],
	outlook: readonly OutlookFigure[],
): CoverageYear {
	const needed = inputs.needed.get(fiscalYear) ?? noUses();
	const neededYen = sumYen(USES.map((use) => needed[use]));
	const likely = outlook.filter(({ source }) => isLikely(source));
	const steps = place(needed, securedMoney(received, outlook), likely);
	const sources = sourcesOf(received, outlook);
	return {
		fiscalYear,
		neededYen,
		securedYen: sumYen(sources.map((source) => source.yen)),
		placedYen: steps.secured.placedYen,
		securedRatio: ratio(steps.secured.placedYen, neededYen),
		likely: sumRanges(likely),
		expectedRatio: ratio(steps.expected.placedYen, neededYen),
		receivedYen: sumYen(received.map((figure) => figure.yen)),
		carriedOverYen: sumYen(outlook.filter(({ source }) => source === CARRIED_SOURCE).map((figure) => figure.yen)),
		uses: USES.map((use) => {
			const placed = steps.secured.byUse[use];
			const more = ({ byUse }: Placement) => yen(byUse[use] - placed);
			const range = { low: more(steps.low), expected: more(steps.expected), high: more(steps.high) };
			return { use, neededYen: needed[use], placedYen: placed, likely: range };
		}),
		sources,
		likelySources: likelyOf(likely),
	};
}

/** Secured first, then what is likely on what is still needed: low, what expected has more, what high has more. */
function place(needed: Placement["needed"], secured: readonly Money[], likely: readonly OutlookFigure[]) {
	const likelyMoney = (of: (figure: OutlookFigure) => bigint): Money[] =>
		likely.map((figure) => ({ uses: maySpendOn(figure.category, figure.use).uses, yen: of(figure) }));
	const first = placeMoney(needed, secured);
	const low = placeMoney(
		needed,
		likelyMoney((figure) => figure.low),
		first,
	);
	const expected = placeMoney(
		needed,
		likelyMoney((figure) => figure.expected - figure.low),
		low,
	);
	const high = placeMoney(
		needed,
		likelyMoney((figure) => figure.high - figure.expected),
		expected,
	);
	return { secured: first, low, expected, high };
}

/** What may pay in this year: received, less what is carried on, and what is promised or decided. */
function securedMoney(received: readonly ReceivedFigure[], outlook: readonly OutlookFigure[]): Money[] {
	return [
		...received.map((figure) => ({ ...figure, yen: figure.yen as bigint })),
		...outlook
			.filter(({ source }) => isSecured(source) || source === CARRIED_SOURCE)
			.map((figure) => ({ ...figure, yen: figure.source === CARRIED_SOURCE ? -figure.yen : figure.yen })),
	].map(({ category, use, yen: amount }) => ({ uses: maySpendOn(category, use).uses, yen: amount }));
}

function sourcesOf(received: readonly ReceivedFigure[], outlook: readonly OutlookFigure[]): CoverageSource[] {
	const sums = new Map<string, CoverageSource>();
	const add = (source: CoverageSource["source"], category: CoverageSource["category"], amount: bigint) => {
		const key = `${source}/${category}`;
		sums.set(key, { source, category, yen: yen((sums.get(key)?.yen ?? 0n) + amount) });
	};
	for (const { category, yen: amount } of received) add("received", category, amount);
	for (const { source, category, yen: amount } of outlook) {
		if (source === CARRIED_SOURCE) add("received", category, -amount);
		else if (isSecured(source)) add(source, category, amount);
	}
	return [...sums.values()].filter((source) => source.yen !== 0n);
}

/** One figure for each weight; uses are summed. */
function likelyOf(likely: readonly OutlookFigure[]): LikelyFigure[] {
	const sums = new Map<string, LikelyFigure>();
	for (const { source, category, weightKey, yen: amount, low, expected, high, count, reason } of likely) {
		if (!isLikely(source)) continue;
		const key = `${source}/${category}/${weightKey}`;
		const sum = sums.get(key);
		const of = (a: Yen | undefined, b: Yen) => yen((a ?? 0n) + b);
		sums.set(key, {
			source,
			category,
			weightKey,
			yen: of(sum?.yen, amount),
			low: of(sum?.low, low),
			expected: of(sum?.expected, expected),
			high: of(sum?.high, high),
			count: (sum?.count ?? 0) + count,
			reason: sum?.reason ?? reason,
		});
	}
	// The share is of all of them, also where their uses are weighted by different donors.
	return [...sums.values()].map((sum) => ({
		...sum,
		reason: { ...sum.reason, params: { ...sum.reason.params, percent: percentOf(sum.expected, sum.yen) } },
	}));
}

const percentOf = (part: bigint, whole: bigint) => (whole === 0n ? 0 : Number((part * 100n) / whole));

export function sumRanges(ranges: readonly YenRange[]): YenRange {
	return {
		low: sumYen(ranges.map(({ low }) => low)),
		expected: sumYen(ranges.map(({ expected }) => expected)),
		high: sumYen(ranges.map(({ high }) => high)),
	};
}

/** Below 1 as long as a single yen is missing: both are far below 2^53. */
function ratio(paid: Yen, needed: Yen): number | null {
	return needed === 0n ? null : Number(paid) / Number(needed);
}

/**
 * The first year without support that secured and expected money do not pay, and what is to be closed for it each quarter.
 * A hub whose support has ended or whose years are not known looks at the next year.
 */
function findGap(inputs: CoverageInputs): CoverageGap | null {
	const thisYear = fiscalYearOf(inputs.asOf);
	const from = Math.max(inputs.support.standAloneFrom ?? 0, thisYear + 1);
	const planned = [...inputs.needed.keys()].filter((year) => year >= from && year <= thisYear + HORIZON_YEARS);
	for (const year of coverEach(
		inputs,
		planned.sort((a, b) => a - b),
	)) {
		const paid = sumYen(year.uses.flatMap((use) => [use.placedYen, use.likely.expected]));
		if (paid >= year.neededYen) continue;
		const gapYen = yen(year.neededYen - paid);
		const quarters = quartersUntil(inputs.asOf, year.fiscalYear);
		return {
			fiscalYear: year.fiscalYear,
			gapYen,
			closeBy: lastDayOf(year.fiscalYear - 1).toString(),
			thisQuarterYen: yen((gapYen + BigInt(quarters) - 1n) / BigInt(quarters)),
			thisQuarterBy: quarterEnd(inputs.asOf),
			quartersLeft: quarters,
		};
	}
	return null;
}

/** Quarters of fiscal years, counting the one of the day, until a fiscal year begins: 2026-11-22 to 2027 is 2. */
export function quartersUntil(day: string, fiscalYear: number): number {
	const { month } = toDay(day);
	const quarter = Math.floor(((month + 8) % 12) / 3);
	return (fiscalYear - fiscalYearOf(day)) * 4 - quarter;
}

/** The last day of the quarter a day is in: 2026-11-22 is in the one to 2026-12-31. */
export function quarterEnd(day: string): string {
	const { year, month } = toDay(day);
	const last = Math.ceil(month / 3) * 3;
	return toDay(`${year}-${String(last).padStart(2, "0")}-01`)
		.add({ months: 1 })
		.subtract({ days: 1 })
		.toString();
}
