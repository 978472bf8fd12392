import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
	formatDay,
	formatDayShort,
	formatDaysLeft,
	formatFiscalYear,
	formatFiscalYearOfEra,
	formatInteger,
	formatMillionYen,
	formatMoment,
	formatMonth,
	formatMonths,
	formatPercent,
	formatYen,
	formatYenShort,
	formatYenSign,
	roundToMillion,
} from "./format.ts";

const amounts = fc.bigInt({ min: -(2n ** 62n), max: 2n ** 62n });

describe("amounts", () => {
	it("writes yen as each language does", () => {
		expect(formatYen(10_000n, "ja")).toBe("10,000円");
		expect(formatYen(10_000n, "en")).toBe("¥10,000");
		expect(formatYen(-4_000n, "ja")).toBe("-4,000円");
		expect(formatYenSign(-4_000n)).toBe("-¥4,000");
		expect(formatYen(0n, "ja")).toBe("0円");
	});

	it("separates thousands as Intl does, for any amount", () => {
		fc.assert(fc.property(amounts, (yen) => formatInteger(yen) === yen.toLocaleString("en-US")));
	});

	it("shows millions", () => {
		expect(formatMillionYen(12_499_999n, "ja")).toBe("12百万円");
		expect(formatMillionYen(12_500_000n, "ja")).toBe("13百万円");
		expect(formatMillionYen(1_234_000_000n, "en")).toBe("¥1,234 million");
		expect(formatMillionYen(-1_500_000n, "en")).toBe("-¥2 million");
	});

	it("rounds to millions within half a million, half away from zero, and alike for both signs", () => {
		fc.assert(
			fc.property(amounts, (yen) => {
				const off = yen - roundToMillion(yen) * 1_000_000n;
				const distance = off < 0n ? -off : off;
				expect(distance <= 500_000n).toBe(true);
				if (distance === 500_000n) expect(off < 0n).toBe(yen > 0n);
				expect(roundToMillion(-yen)).toBe(-roundToMillion(yen));
			}),
		);
	});

	it("leaves whole millions exactly as they are", () => {
		fc.assert(
			fc.property(fc.bigInt({ min: -(10n ** 12n), max: 10n ** 12n }), (m) => roundToMillion(m * 1_000_000n) === m),
		);
	});

	it("never says more than was received in a headline", () => {
		expect(formatYenShort(123_456_789n, "ja")).toBe("1億2,345万円");
		expect(formatYenShort(123_456_789n, "en")).toBe("¥123.45 million");
		expect(formatYenShort(100_000_000n, "ja")).toBe("1億円");
		expect(formatYenShort(1_500_000n, "en")).toBe("¥1.5 million");
		expect(formatYenShort(9_999n, "ja")).toBe("9,999円");
		expect(formatYenShort(999_999n, "en")).toBe("¥999,999");
		expect(formatYenShort(-25_000n, "ja")).toBe("-2万円");
	});

	it("cuts shares off", () => {
		expect(formatPercent(0.999)).toBe("99%");
		expect(formatPercent(0.29)).toBe("29%");
		expect(formatPercent(0.4567, 1)).toBe("45.6%");
		expect(formatPercent(-0.001)).toBe("0%");
		expect(formatPercent(1.2)).toBe("120%");
	});
});

describe("days and years", () => {
	it("writes days", () => {
		expect(formatDay("2026-04-01", "ja")).toBe("2026年4月1日");
		expect(formatDay("2026-04-01", "en")).toBe("1 April 2026");
		expect(formatDayShort("2026-04-01", "ja")).toBe("2026/04/01");
		expect(formatDayShort("2026-04-01", "en")).toBe("1 Apr 2026");
		expect(formatMonth("2026-12-31", "en")).toBe("December 2026");
		expect(() => formatDay("2026-04-01T00:00:00Z", "ja")).toThrow(RangeError);
	});

	it("writes moments as Japan sees them", () => {
		expect(formatMoment(new Date("2027-03-31T15:05:00Z"), "ja")).toBe("2027年4月1日 0:05");
		expect(formatMoment(new Date("2026-11-21T01:30:00Z"), "en")).toBe("21 November 2026, 10:30 JST");
	});

	it("names fiscal years by year and by era", () => {
		expect(formatFiscalYear(2026, "ja")).toBe("2026年度");
		expect(formatFiscalYear(2026, "en")).toBe("FY2026");
		expect(formatFiscalYearOfEra(2026, "ja")).toBe("令和8年度");
		expect(formatFiscalYearOfEra(2019, "ja")).toBe("令和元年度");
		expect(formatFiscalYearOfEra(2018, "ja")).toBe("平成30年度");
		expect(formatFiscalYearOfEra(2007, "en")).toBe("FY2007");
	});

	it("writes what is left", () => {
		expect(formatMonths(27, "ja")).toBe("2年3か月");
		expect(formatMonths(24, "en")).toBe("2 years");
		expect(formatMonths(1, "en")).toBe("1 month");
		expect(formatMonths(0, "ja")).toBe("0か月");
		expect(formatDaysLeft(3, "ja")).toBe("あと3日");
		expect(formatDaysLeft(1, "en")).toBe("1 day left");
		expect(formatDaysLeft(0, "ja")).toBe("本日まで");
		expect(formatDaysLeft(-1, "en")).toBe("ended");
	});
});
