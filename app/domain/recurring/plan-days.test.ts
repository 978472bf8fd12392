import fc from "fast-check";
import { Temporal } from "temporal-polyfill";
import { describe, expect, test } from "vitest";
import { boundaryAfter } from "../../../test/stripe-sandbox/billing/cycle";
import { jstDayString } from "../calendar/fiscal-year";
import { anchorIn, chargeAfter, chargeDays, endOfMonth, noonOf, type PlanUnit, secondChargeOn } from "./plan-days";
import { planIncome } from "./plan-income";
import { planDates } from "./plan-session";

const days = fc
	.integer({ min: 0, max: 6000 })
	.map((after) => Temporal.PlainDate.from("2020-01-01").add({ days: after }));
const anchors = fc.integer({ min: 1, max: 31 });
const units = fc.constantFrom<PlanUnit>("month", "year");

describe("the second gift", () => {
	test.each([
		["2024-01-31", "month", 27, "2024-02-27"],
		["2024-01-31", "month", 31, "2024-02-29"],
		["2023-01-31", "month", 31, "2023-02-28"],
		["2027-01-01", "month", 27, "2027-02-27"],
		["2027-01-25", "month", 5, "2027-02-05"],
		["2027-01-26", "month", 5, "2027-03-05"],
		["2027-01-27", "month", 5, "2027-03-05"],
		["2026-12-31", "month", 10, "2027-02-10"],
		["2024-02-29", "year", 31, "2025-02-28"],
		["2023-02-10", "year", 31, "2024-02-29"],
		["2026-11-22", "year", 27, "2027-11-27"],
	] as const)("after a first on %s, every %s on %i: %s", (first, unit, anchor, second) => {
		expect(secondChargeOn(first, unit, anchor).toString()).toBe(second);
	});

	test("is on the anchor of the following month or year, never within ten days, and otherwise one turn later", () => {
		fc.assert(
			fc.property(days, units, anchors, (first, unit, anchor) => {
				const second = secondChargeOn(first, unit, anchor);
				const gap = first.until(second, { largestUnit: "days" }).days;
				expect(gap).toBeGreaterThan(10);
				expect(second.day).toBe(Math.min(anchor, second.daysInMonth));
				const usual = chargeAfter(first, unit, anchor);
				const usualGap = first.until(usual, { largestUnit: "days" }).days;
				expect(second.toString()).toBe(usualGap > 10 ? usual.toString() : chargeAfter(usual, unit, anchor).toString());
			}),
		);
	});
});

test("a short month shortens only its own charge", () => {
	const from = { nextChargeOn: "2027-01-31", unit: "month" as const, anchorDay: 31 };
	expect(chargeDays(from, "2027-05-31").map(String)).toEqual([
		"2027-01-31",
		"2027-02-28",
		"2027-03-31",
		"2027-04-30",
		"2027-05-31",
	]);
});

test("the days we expect are those the provider's own cycle gives", () => {
	fc.assert(
		fc.property(days, units, anchors, fc.integer({ min: 1, max: 30 }), (first, unit, anchorDay, turns) => {
			// Begun in a month long enough: a shorter one is brought back by alignPlan, as a story shows.
			const second = anchorIn(secondChargeOn(first, unit, anchorDay), anchorDay);
			fc.pre(second.day === anchorDay);
			const cycle = { interval: unit, count: 1, anchor: noonOf(second), day: second.day };
			let moment = cycle.anchor;
			const stepped = [second.toString()];
			for (let turn = 0; turn < turns; turn += 1) {
				moment = boundaryAfter(cycle, moment);
				stepped.push(jstDayString(new Date(moment * 1000)));
			}
			const expected = chargeDays({ nextChargeOn: second, unit, anchorDay }, stepped.at(-1) ?? second);
			expect(expected.map(String)).toEqual(stepped);
		}),
		{ numRuns: 40 },
	);
});

test("expected income is its charges by fiscal year", () => {
	const plan = { unit: "month" as const, anchorDay: 27, amountYen: 3000n, nextChargeOn: "2026-12-27" };
	expect(planIncome(plan, new Date("2026-11-30T00:00:00Z"))).toEqual({ thisYearYen: 12_000n, nextYearYen: 36_000n });
	const yearly = { ...plan, unit: "year" as const, nextChargeOn: "2027-11-27" };
	expect(planIncome(yearly, new Date("2026-11-30T00:00:00Z"))).toEqual({ thisYearYen: 0n, nextYearYen: 3000n });
	expect(planIncome({ ...plan, nextChargeOn: null }, new Date())).toEqual({ thisYearYen: 0n, nextYearYen: 0n });
});

describe("the page of a first gift", () => {
	const monthly = { unit: "month" as const, anchorDay: 27 };
	test.each([
		["2026-11-22T03:00:00Z", null, "2026-12-27"],
		// The last day of the month in Japan: the page closes with it.
		["2026-11-30T03:00:00Z", "2026-11-30T14:59:59.000Z", "2026-12-27"],
		// Half an hour before the month ends there is no time left in it.
		["2026-11-30T14:40:00Z", null, "2027-01-27"],
		["2026-11-30T15:00:00Z", null, "2027-01-27"],
	])("asked for at %s closes at %s and leads to %s", (asked, closes, second) => {
		const { closesAt, secondOn } = planDates(monthly, new Date(asked));
		expect(closesAt?.toISOString() ?? null).toBe(closes);
		expect(secondOn).toBe(second);
	});

	test("noon in Japan is the same day in UTC, and a month ends in Japan", () => {
		expect(new Date(noonOf("2027-03-31") * 1000).toISOString()).toBe("2027-03-31T03:00:00.000Z");
		expect(endOfMonth(new Date("2026-11-30T15:00:00Z")).toISOString()).toBe("2026-12-31T14:59:59.000Z");
	});
});
