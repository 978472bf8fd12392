import { expect, it } from "vitest";
import { boundary, boundaryAfter, boundaryUpTo, type Cycle, nextAnchor } from "./cycle.ts";

const at = (text: string): number => Date.parse(text) / 1000;
const day = (seconds: number): string => new Date(seconds * 1000).toISOString().slice(0, 16);

const monthly: Cycle = { anchor: at("2028-01-31T03:00:00Z"), day: 31, interval: "month", count: 1 };

it("bills on the last day of months without a 31st, and on the 31st again after them", () => {
	expect([0, 1, 2, 3, 13, 25].map((n) => day(boundary(monthly, n)))).toEqual([
		"2028-01-31T03:00",
		"2028-02-29T03:00",
		"2028-03-31T03:00",
		"2028-04-30T03:00",
		"2029-02-28T03:00",
		"2030-02-28T03:00",
	]);
});

it("finds the boundaries around any moment", () => {
	expect(day(boundaryAfter(monthly, at("2028-02-29T03:00:00Z")))).toBe("2028-03-31T03:00");
	expect(day(boundaryAfter(monthly, at("2028-02-29T02:59:59Z")))).toBe("2028-02-29T03:00");
	expect(day(boundaryUpTo(monthly, at("2028-02-29T03:00:00Z")))).toBe("2028-02-29T03:00");
	expect(day(boundaryUpTo(monthly, at("2028-02-29T02:59:59Z")))).toBe("2028-01-31T03:00");
	const leap: Cycle = { anchor: at("2028-02-29T03:00:00Z"), day: 29, interval: "year", count: 1 };
	expect([1, 4].map((n) => day(boundary(leap, n)))).toEqual(["2029-02-28T03:00", "2032-02-29T03:00"]);
	for (let moment = at("2028-01-01T00:00:00Z"); moment < at("2031-01-01T00:00:00Z"); moment += 500_000) {
		expect(boundaryAfter(monthly, moment)).toBeGreaterThan(moment);
		expect(boundaryUpTo(monthly, moment)).toBeLessThanOrEqual(moment);
	}
});

it("takes the next day that was wished for, or the last one of a shorter month", () => {
	const noon = { day_of_month: 31, hour: 3, minute: 0, second: 0, month: null };
	expect(day(nextAnchor(noon, at("2027-02-10T00:00:00Z")))).toBe("2027-02-28T03:00");
	expect(day(nextAnchor(noon, at("2027-02-28T03:00:00Z")))).toBe("2027-03-31T03:00");
	expect(day(nextAnchor({ ...noon, day_of_month: 27, month: 12 }, at("2026-12-28T00:00:00Z")))).toBe(
		"2027-12-27T03:00",
	);
});
