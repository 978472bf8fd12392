import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { CATEGORIES, USES, type Use } from "../ledger/kinds.ts";
import { yen } from "../money/yen.ts";
import { applyChanges, largestFunder } from "./apply-changes.ts";
import { coverYears, quarterEnd, quartersUntil } from "./cover-years.ts";
import { OUTLOOK_SOURCES } from "./coverage.ts";
import type { CoverageInputs, OutlookFigure } from "./coverage-inputs.ts";
import { noUses } from "./place-money.ts";
import { scenarioChangesSchema } from "./scenario.schema.ts";

const HUB = { id: "h", slug: "h", abbreviation: "H", nameJa: "拠点", nameEn: "Hub" };
const inputs = (given: Partial<CoverageInputs>): CoverageInputs => ({
	hub: HUB,
	asOf: "2026-11-22",
	refreshedAt: null,
	planVersion: 1,
	needed: new Map(),
	support: { lastFiscalYear: 2026, standAloneFrom: 2027 },
	received: [],
	outlook: [],
	funders: [],
	...given,
});
const need = (of: Partial<Record<Use, number>>) => ({
	...noUses(),
	...Object.fromEntries(Object.entries(of).map(([use, amount]) => [use, yen(amount)])),
});
const row = (given: Partial<OutlookFigure> & { yen: OutlookFigure["yen"] }): OutlookFigure => ({
	fiscalYear: 2027,
	source: "fund",
	category: "competitive",
	use: "research",
	weightKey: "",
	low: given.yen,
	expected: given.yen,
	high: given.yen,
	count: 1,
	reason: { key: "", params: {} },
	...given,
});
const YEARS = { from: 2026, to: 2029 };
const oneYear = (given: Partial<CoverageInputs>) => {
	const [year] = coverYears(inputs(given), { from: 2027, to: 2027 }).years;
	if (!year) throw new Error("no year");
	return year;
};

describe("a year's coverage", () => {
	test("nothing needed has no ratio", () => {
		expect(oneYear({ outlook: [row({ yen: yen(5) })] })).toMatchObject({
			neededYen: 0n,
			securedYen: 5n,
			placedYen: 0n,
			securedRatio: null,
			expectedRatio: null,
		});
	});

	test("is exact where nothing is uncertain: a surplus of one use hides no lack of another", () => {
		const year = oneYear({
			needed: new Map([[2027, need({ core_posts: 600, research: 300, running: 100 })]]),
			outlook: [
				row({ yen: yen(500) }),
				row({ yen: yen(40), use: "running" }),
				row({ yen: yen(300), source: "host", category: "host", use: "core_posts" }),
				row({ yen: yen(110), source: "instalment", category: "gift", use: "running" }),
			],
		});
		expect(year).toMatchObject({ securedYen: 950n, placedYen: 750n, securedRatio: 0.75, expectedRatio: 0.75 });
		expect(year.uses.map(({ use, placedYen }) => [use, placedYen])).toEqual([
			["core_posts", 410n],
			["running", 40n],
			["research", 300n],
			["facility", 0n],
			["talent", 0n],
			["outreach", 0n],
		]);
		expect(year.likely).toEqual({ low: 0n, expected: 0n, high: 0n });
	});

	test("what is received and carried on counts in the year it pays", () => {
		const figures = {
			needed: new Map([
				[2026, need({ research: 100 })],
				[2027, need({ research: 100 })],
			]),
			received: [{ fiscalYear: 2026, category: "competitive", use: "research", yen: yen(100) }] as const,
			outlook: [row({ yen: yen(30), fiscalYear: 2026, source: "carried_over" }), row({ yen: yen(30) })],
		};
		const [now, next] = coverYears(inputs(figures), YEARS).years;
		expect(now).toMatchObject({ receivedYen: 100n, carriedOverYen: 30n, securedYen: 70n, placedYen: 70n });
		expect(next).toMatchObject({ receivedYen: 0n, securedYen: 30n, placedYen: 30n });
	});

	test("likely money pays what is still needed, in its band", () => {
		const likely = { source: "opportunity", category: "gift", weightKey: "asked" } as const;
		const year = oneYear({
			needed: new Map([[2027, need({ core_posts: 100 })]]),
			outlook: [
				row({ yen: yen(60), source: "host", category: "host", use: "core_posts" }),
				row({ ...likely, use: "core_posts", yen: yen(100), low: yen(10), expected: yen(30), high: yen(80) }),
			],
		});
		expect(year.uses[0]).toMatchObject({ placedYen: 60n, likely: { low: 10n, expected: 30n, high: 40n } });
		expect(year).toMatchObject({ expectedRatio: 0.9, likely: { low: 10n, expected: 30n, high: 80n } });
		expect(year.likelySources[0]?.reason.params).toEqual({ percent: 30 });
	});
});

describe("the gap", () => {
	const needed = new Map([2026, 2027, 2028].map((year) => [year, need({ core_posts: 1000 })]));
	test("is of the first year alone that is not covered, to be closed before it begins", () => {
		const outlook = [row({ yen: yen(499), source: "host", category: "host", use: "core_posts" })];
		expect(coverYears(inputs({ needed, outlook }), YEARS).gap).toEqual({
			fiscalYear: 2027,
			gapYen: 501n,
			closeBy: "2027-03-31",
			thisQuarterYen: 251n,
			thisQuarterBy: "2026-12-31",
			quartersLeft: 2,
		});
	});
	test("skips covered years, waits for the end of support, and is null where all is covered", () => {
		const host = (fiscalYear: number) =>
			row({ yen: yen(1000), fiscalYear, source: "host", category: "host", use: "core_posts" });
		expect(coverYears(inputs({ needed, outlook: [host(2027)] }), YEARS).gap?.fiscalYear).toBe(2028);
		expect(coverYears(inputs({ needed, outlook: [host(2027), host(2028)] }), YEARS).gap).toBeNull();
		const later = inputs({ needed, support: { lastFiscalYear: 2027, standAloneFrom: 2028 } });
		expect(coverYears(later, YEARS).gap).toMatchObject({ fiscalYear: 2028, quartersLeft: 6, closeBy: "2028-03-31" });
		for (const lastFiscalYear of [null, 2020]) {
			const support = { lastFiscalYear, standAloneFrom: lastFiscalYear === null ? null : lastFiscalYear + 1 };
			expect(coverYears(inputs({ needed, support }), YEARS).gap?.fiscalYear).toBe(2027);
		}
	});
	test("counts quarters of fiscal years in Japan", () => {
		expect(
			["2026-04-01", "2026-06-30", "2026-07-01", "2026-12-31", "2027-01-01", "2027-03-31"].map((day) =>
				quartersUntil(day, 2027),
			),
		).toEqual([4, 4, 3, 2, 1, 1]);
		expect(["2026-04-01", "2026-11-22", "2027-02-28", "2028-02-29"].map(quarterEnd)).toEqual([
			"2026-06-30",
			"2026-12-31",
			"2027-03-31",
			"2028-03-31",
		]);
	});
});

const amount = fc.integer({ min: 0, max: 50 });
const figure = fc
	.record({
		fiscalYear: fc.integer({ min: 2026, max: 2028 }),
		source: fc.constantFrom(...OUTLOOK_SOURCES.filter((source) => source !== "carried_over")),
		category: fc.constantFrom(...CATEGORIES),
		use: fc.constantFrom(...USES),
		parts: fc.tuple(amount, amount, amount, amount),
	})
	.map(({ parts: [low, more, evenMore, rest], ...of }): OutlookFigure => {
		const whole = yen(low + more + evenMore + rest);
		const certain = of.source === "fund" || of.source === "host" || of.source === "instalment";
		return row({
			...of,
			yen: whole,
			low: certain ? whole : yen(low),
			expected: certain ? whole : yen(low + more),
			high: certain ? whole : yen(low + more + evenMore),
		});
	});
const figures = fc.record({
	outlook: fc.array(figure, { maxLength: 12 }),
	needed: fc
		.array(fc.tuple(...USES.map(() => amount)), { minLength: 3, maxLength: 3 })
		.map(
			(years) =>
				new Map(years.map((all, i) => [2026 + i, need(Object.fromEntries(USES.map((u, at) => [u, all[at]])))])),
		),
});

describe("for any figures", () => {
	test("one more committed yen never lowers a ratio nor raises what is missing of a year", () => {
		fc.assert(
			fc.property(figures, figure, fc.boolean(), (given, more, isReceived) => {
				const { fiscalYear, category, use } = more;
				const with1 = isReceived
					? { ...given, received: [{ fiscalYear, category, use, yen: yen(1) }] }
					: { ...given, outlook: [...given.outlook, row({ ...more, source: "fund", yen: yen(1) })] };
				const before = coverYears(inputs(given), { from: 2026, to: 2028 });
				const after = coverYears(inputs(with1), { from: 2026, to: 2028 });
				for (const [index, year] of before.years.entries()) {
					const now = after.years[index];
					if (!now) throw new Error("a year is missing");
					expect(now.securedRatio ?? 0).toBeGreaterThanOrEqual(year.securedRatio ?? 0);
					expect(now.expectedRatio ?? 0).toBeGreaterThanOrEqual(year.expectedRatio ?? 0);
					expect(now.securedYen - year.securedYen).toBe(year.fiscalYear === fiscalYear ? 1n : 0n);
				}
				if (before.gap === null) expect(after.gap).toBeNull();
				else if (after.gap?.fiscalYear === before.gap.fiscalYear) {
					expect(after.gap.gapYen <= before.gap.gapYen).toBe(true);
				} else expect(after.gap === null || after.gap.fiscalYear > before.gap.fiscalYear).toBe(true);
			}),
			{ numRuns: 300 },
		);
	});

	test("uses add up, bands are in order, and a what-if of nothing changes nothing", () => {
		fc.assert(
			fc.property(figures, (given) => {
				const coverage = coverYears(inputs(given), YEARS);
				for (const year of coverage.years) {
					expect(year.uses.reduce((sum, use) => sum + use.placedYen, 0n)).toBe(year.placedYen);
					expect(year.sources.reduce((sum, source) => sum + source.yen, 0n)).toBe(year.securedYen);
					for (const { likely, neededYen, placedYen } of year.uses) {
						expect(likely.low >= 0n && likely.low <= likely.expected && likely.expected <= likely.high).toBe(true);
						expect(placedYen + likely.high <= neededYen).toBe(true);
					}
				}
				const same = [
					{ kind: "host_contribution", changeBasisPoints: 0 },
					{ kind: "monthly_donors", factor: 1 },
				] as const;
				expect(coverYears(applyChanges(inputs(given), same), YEARS)).toEqual(coverage);
			}),
			{ numRuns: 200 },
		);
	});
});

describe("what if", () => {
	const host = row({ yen: yen(1001), source: "host", category: "host", use: "core_posts" });
	test("the host gives a tenth less, monthly donors double, support goes on", () => {
		const monthly = row({
			source: "recurring",
			category: "gift",
			weightKey: "month:active",
			yen: yen(100),
			low: yen(80),
			expected: yen(90),
			high: yen(95),
		});
		const yearly = { ...monthly, weightKey: "year:active" };
		const changed = applyChanges(inputs({ outlook: [host, monthly, yearly] }), [
			{ kind: "host_contribution", changeBasisPoints: -1000 },
			{ kind: "monthly_donors", factor: 2 },
			{ kind: "extend_support", years: 5 },
		]);
		expect(changed.outlook.map(({ yen: amount, expected }) => [amount, expected])).toEqual([
			[900n, 900n],
			[200n, 180n],
			[100n, 90n],
		]);
		expect(changed.support).toEqual({ lastFiscalYear: 2031, standAloneFrom: 2032 });
	});
	test("the largest funder is lost from next year on", () => {
		const figures = inputs({
			outlook: [row({ yen: yen(100), fiscalYear: 2026 }), row({ yen: yen(100) }), host],
			funders: [
				{ funder: "A財団", fiscalYear: 2026, category: "competitive", use: "research", yen: yen(90) },
				{ funder: "A財団", fiscalYear: 2027, category: "competitive", use: "research", yen: yen(40) },
				{ funder: "B機構", fiscalYear: 2027, category: "competitive", use: "research", yen: yen(60) },
			],
		});
		expect(largestFunder(figures)).toBe("B機構");
		const changed = applyChanges(figures, [{ kind: "lose_largest_funder" }]);
		expect(changed.outlook.map((one) => one.yen)).toEqual([100n, 40n, 1001n]);
	});
	test("is refused outside its limits", () => {
		for (const wrong of [
			[{ kind: "extend_support", years: 0 }],
			[{ kind: "extend_support", years: 1.5 }],
			[{ kind: "monthly_donors", factor: -1 }],
			[{ kind: "monthly_donors", factor: Number.NaN }],
			[{ kind: "host_contribution", changeBasisPoints: 20_000 }],
			[{ kind: "lose_largest_funder", years: 1 }],
			[{ kind: "lose_largest_funder" }, { kind: "lose_largest_funder" }],
			[{ kind: "win_the_lottery" }],
		]) {
			expect(scenarioChangesSchema.safeParse(wrong).success).toBe(false);
		}
	});
});
