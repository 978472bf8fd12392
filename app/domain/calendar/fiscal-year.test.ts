import fc from "fast-check";
import { Temporal } from "temporal-polyfill";
import { describe, expect, it } from "vitest";
import {
	daysLeft,
	firstDayOf,
	fiscalYearBounds,
	fiscalYearOf,
	jstDay,
	jstDayString,
	lastDayOf,
	monthsLeft,
	taxYearBounds,
	taxYearOf,
	toDay,
} from "./fiscal-year.ts";

const moment = fc.date({
	min: new Date("2000-01-01T00:00:00Z"),
	max: new Date("2099-12-31T23:59:59Z"),
	noInvalidDate: true,
});

describe("days and years in Japan", () => {
	it("turns the year at midnight in Tokyo, not in London", () => {
		expect(fiscalYearOf("2027-03-31T14:59:59.999Z")).toBe(2026);
		expect(fiscalYearOf("2027-03-31T15:00:00Z")).toBe(2027);
		expect(fiscalYearOf("2027-03-31T15:30:00Z")).toBe(2027);
		expect(jstDayString(new Date("2027-03-31T15:30:00Z"))).toBe("2027-04-01");
		expect(taxYearOf("2026-12-31T14:59:59Z")).toBe(2026);
		expect(taxYearOf("2026-12-31T15:00:00Z")).toBe(2027);
	});

	it("reads days and plain dates as they are", () => {
		expect(fiscalYearOf("2027-03-31")).toBe(2026);
		expect(fiscalYearOf(Temporal.PlainDate.from("2027-04-01"))).toBe(2027);
		expect(firstDayOf(2026).toString()).toBe("2026-04-01");
		expect(lastDayOf(2026).toString()).toBe("2027-03-31");
	});

	it("gives bounds as instants", () => {
		expect(fiscalYearBounds(2026).from.toString()).toBe("2026-03-31T15:00:00Z");
		expect(fiscalYearBounds(2026).until.toString()).toBe("2027-03-31T15:00:00Z");
		expect(taxYearBounds(2026).from.toString()).toBe("2025-12-31T15:00:00Z");
	});

	it("puts every moment in exactly the year whose bounds hold it", () => {
		fc.assert(
			fc.property(moment, (date) => {
				const at = Temporal.Instant.fromEpochMilliseconds(date.getTime());
				const { from, until } = fiscalYearBounds(fiscalYearOf(date));
				expect(Temporal.Instant.compare(from, at) <= 0 && Temporal.Instant.compare(at, until) < 0).toBe(true);
				const tax = taxYearBounds(taxYearOf(date));
				expect(Temporal.Instant.compare(tax.from, at) <= 0 && Temporal.Instant.compare(at, tax.until) < 0).toBe(true);
				expect(fiscalYearOf(jstDay(date))).toBe(fiscalYearOf(date));
			}),
		);
	});

	it("leaves no gap between years", () => {
		fc.assert(
			fc.property(fc.integer({ min: 1990, max: 2200 }), (year) => {
				expect(
					lastDayOf(year)
						.add({ days: 1 })
						.equals(firstDayOf(year + 1)),
				).toBe(true);
				expect(fiscalYearBounds(year).until.equals(fiscalYearBounds(year + 1).from)).toBe(true);
				expect(fiscalYearOf(firstDayOf(year))).toBe(year);
				expect(fiscalYearOf(lastDayOf(year))).toBe(year);
			}),
		);
	});

	it("counts what is left", () => {
		expect(daysLeft("2026-11-21", lastDayOf(2026))).toBe(130);
		expect(monthsLeft("2026-11-21", lastDayOf(2026))).toBe(4);
		expect(daysLeft("2027-03-31T14:59:59Z", lastDayOf(2026))).toBe(0);
		expect(daysLeft("2027-03-31T15:00:00Z", lastDayOf(2026))).toBe(-1);
	});

	it("refuses days that do not exist", () => {
		for (const text of ["2026-02-29", "2026-13-01", "2026-2-1", "20260201", "", "2026-02-01T00:00:00Z"]) {
			expect(() => toDay(text)).toThrow(RangeError);
		}
	});
});
