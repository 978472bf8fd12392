import fc from "fast-check";
import { Temporal } from "temporal-polyfill";
import { describe, expect, it, test } from "vitest";
import {
	planInstalments,
	type RepeatRule,
	type ScheduleRefusal,
	ScheduleRefused,
	type ScheduleRule,
} from "./schedule.ts";

const days = (startOn: string, rule: ScheduleRule, amountYen = 1_000_000n) =>
	planInstalments({ startOn, amountYen, rule }).map(({ dueOn }) => dueOn);
const month = (rest: Partial<RepeatRule> = {}): RepeatRule => ({ unit: "month", every: 1, day: null, ...rest });
const year = (rest: Partial<RepeatRule> = {}): RepeatRule => ({ unit: "year", every: 1, day: null, ...rest });
const week = (rest: Partial<RepeatRule> = {}): RepeatRule => ({ unit: "week", every: 1, day: null, ...rest });

/** Counted by hand on a paper calendar. */
const BY_HAND: [string, string, RepeatRule, string][] = [
	[
		"from 31 January, the day of the start",
		"2027-01-31",
		month({ count: 5 }),
		"2027-01-31 2027-02-28 2027-03-31 2027-04-30 2027-05-31",
	],
	["the same in a leap year", "2028-01-31", month({ count: 3 }), "2028-01-31 2028-02-29 2028-03-31"],
	["on day 31", "2026-04-01", month({ day: 31, count: 4 }), "2026-04-30 2026-05-31 2026-06-30 2026-07-31"],
	["on day 30", "2027-01-31", month({ day: 30, count: 3 }), "2027-02-28 2027-03-30 2027-04-30"],
	["on day 29 without a leap day", "2027-01-29", month({ day: 29, count: 3 }), "2027-01-29 2027-02-28 2027-03-29"],
	["on day 29 with one", "2028-01-30", month({ day: 29, count: 2 }), "2028-02-29 2028-03-29"],
	["on the last day", "2026-11-30", month({ day: "last", count: 4 }), "2026-11-30 2026-12-31 2027-01-31 2027-02-28"],
	[
		"on the last day, started in the middle of a month",
		"2028-02-10",
		month({ day: "last", count: 2 }),
		"2028-02-29 2028-03-31",
	],
	["the first such day is before the start", "2026-11-21", month({ day: 10, count: 2 }), "2026-12-10 2027-01-10"],
	["the first such day is the start itself", "2026-11-21", month({ day: 21, count: 2 }), "2026-11-21 2026-12-21"],
	[
		"every three months from 30 November",
		"2026-11-30",
		month({ every: 3, count: 4 }),
		"2026-11-30 2027-02-28 2027-05-30 2027-08-30",
	],
	[
		"every six months on the last day",
		"2026-08-31",
		month({ every: 6, day: "last", count: 3 }),
		"2026-08-31 2027-02-28 2027-08-31",
	],
	["over the year's end", "2026-12-31", month({ every: 2, count: 3 }), "2026-12-31 2027-02-28 2027-04-30"],
	["every two weeks", "2026-12-21", week({ every: 2, count: 3 }), "2026-12-21 2027-01-04 2027-01-18"],
	["every week over a leap day", "2028-02-22", week({ count: 3 }), "2028-02-22 2028-02-29 2028-03-07"],
	[
		"yearly from 29 February",
		"2028-02-29",
		year({ count: 5 }),
		"2028-02-29 2029-02-28 2030-02-28 2031-02-28 2032-02-29",
	],
	[
		"every two years on day 31 of the start's month",
		"2027-04-15",
		year({ every: 2, day: 31, count: 2 }),
		"2027-04-30 2029-04-30",
	],
	[
		"yearly, the day of this month gone: the month after",
		"2026-04-20",
		year({ day: 1, count: 2 }),
		"2026-05-01 2027-05-01",
	],
	["once", "2027-03-31", month({ count: 1 }), "2027-03-31"],
	[
		"until a fixed end, which counts",
		"2026-10-31",
		month({ endOn: "2027-02-28" }),
		"2026-10-31 2026-11-30 2026-12-31 2027-01-31 2027-02-28",
	],
	[
		"until the day before the next",
		"2026-10-31",
		month({ endOn: "2027-02-27" }),
		"2026-10-31 2026-11-30 2026-12-31 2027-01-31",
	],
	[
		"a pause is made up for after it",
		"2026-10-10",
		month({ count: 4, pauses: [{ from: "2026-11-10", to: "2027-01-09" }] }),
		"2026-10-10 2027-01-10 2027-02-10 2027-03-10",
	],
	[
		"with a fixed end it falls away",
		"2026-10-10",
		month({ endOn: "2027-03-10", pauses: [{ from: "2026-11-10", to: "2027-01-10" }] }),
		"2026-10-10 2027-02-10 2027-03-10",
	],
	[
		"two pauses, one over the start",
		"2027-01-31",
		month({
			count: 2,
			pauses: [
				{ from: "2027-01-01", to: "2027-01-31" },
				{ from: "2027-03-31", to: "2027-03-31" },
			],
		}),
		"2027-02-28 2027-04-30",
	],
];

test.each(BY_HAND)("%s", (_, startOn, rule, expected) => {
	expect(days(startOn, rule).join(" ")).toBe(expected);
});

describe("amounts", () => {
	it("that do not divide: the first ones take a yen more", () => {
		const parts = planInstalments({ startOn: "2026-04-01", amountYen: 100_000n, rule: month({ count: 7 }) });
		expect(parts.map(({ scheduledYen }) => Number(scheduledYen))).toEqual([
			14286, 14286, 14286, 14286, 14286, 14285, 14285,
		]);
	});

	it("of a free list are kept as they are, in order of their days", () => {
		const dates = [
			{ dueOn: "2027-06-30", amountYen: 1n },
			{ dueOn: "2026-12-25", amountYen: 99_999n },
		];
		expect(planInstalments({ startOn: "2026-12-01", amountYen: 100_000n, rule: { dates } })).toEqual([
			{ dueOn: "2026-12-25", scheduledYen: 99_999n },
			{ dueOn: "2027-06-30", scheduledYen: 1n },
		]);
	});
});

const REFUSED: [ScheduleRefusal, string, ScheduleRule, bigint?][] = [
	["day_wrong", "2026-02-29", month({ count: 1 })],
	["day_wrong", "2007-09-30", month({ count: 1 })],
	["too_late", "2101-01-01", month({ count: 1 })],
	["too_late", "2080-01-01", month({ count: 253 })],
	["every_wrong", "2026-04-01", month({ every: 0, count: 1 })],
	["every_wrong", "2026-04-01", month({ every: 1.5, count: 1 })],
	["every_wrong", "2026-04-01", month({ every: 61, count: 1 })],
	["day_of_month_wrong", "2026-04-01", month({ day: 32, count: 1 })],
	["day_of_month_wrong", "2026-04-01", month({ day: 0, count: 1 })],
	["day_of_month_wrong", "2026-04-01", week({ day: 3, count: 1 })],
	["count_or_end", "2026-04-01", month()],
	["count_or_end", "2026-04-01", month({ count: 1, endOn: "2026-05-01" })],
	["count_wrong", "2026-04-01", month({ count: 0 })],
	["count_wrong", "2026-04-01", month({ count: -3 })],
	["too_many", "2026-04-01", month({ count: 601 })],
	["too_many", "2026-04-01", week({ endOn: "2040-01-01" })],
	["end_before_start", "2026-04-01", month({ endOn: "2026-03-31" })],
	["no_instalment", "2026-04-02", month({ day: 1, endOn: "2026-04-30" })],
	["pause_wrong", "2026-04-01", month({ count: 1, pauses: [{ from: "2026-05-02", to: "2026-05-01" }] })],
	["pause_wrong", "2026-04-01", month({ count: 1, pauses: [{ from: "soon", to: "2026-05-01" }] })],
	["too_late", "2026-04-01", month({ count: 1, pauses: [{ from: "2026-04-01", to: "9999-12-31" }] })],
	["amount_too_small", "2026-04-01", month({ count: 7 }), 6n],
	["amount_too_small", "2026-04-01", month({ count: 1 }), 0n],
	["dates_empty", "2026-04-01", { dates: [] }],
	["dates_amount", "2026-04-01", { dates: [{ dueOn: "2026-04-01", amountYen: 0n }] }],
	["dates_sum", "2026-04-01", { dates: [{ dueOn: "2026-04-01", amountYen: 999_999n }] }],
	["day_wrong", "2026-04-01", { dates: [{ dueOn: "2026-04-31", amountYen: 1_000_000n }] }],
];

test.each(REFUSED)("%s: from %s", (refusal, startOn, rule, amountYen = 1_000_000n) => {
	try {
		planInstalments({ startOn, amountYen, rule });
		expect.unreachable();
	} catch (error) {
		expect(error).toBeInstanceOf(ScheduleRefused);
		expect((error as ScheduleRefused).refusal).toBe(refusal);
	}
});

const startDay = fc
	.date({ min: new Date("2020-01-01"), max: new Date("2040-12-31"), noInvalidDate: true })
	.map((date) => date.toISOString().slice(0, 10));
const anyRule = fc.record({
	unit: fc.constantFrom("week" as const, "month" as const, "year" as const),
	every: fc.integer({ min: 1, max: 6 }),
	wish: fc.oneof(fc.integer({ min: 1, max: 31 }), fc.constant("last" as const), fc.constant(null)),
	count: fc.integer({ min: 1, max: 9 }),
});
const ruleOf = ({
	unit,
	every,
	wish,
	count,
}: {
	unit: RepeatRule["unit"];
	every: number;
	wish: RepeatRule["day"];
	count: number;
}) => ({ unit, every, day: unit === "week" ? null : wish, count }) satisfies RepeatRule;

describe("any rule", () => {
	it("gives its count of instalments, in order, not before the start, with the amount as their sum", () => {
		fc.assert(
			fc.property(startDay, anyRule, fc.bigInt({ min: 600n, max: 10n ** 12n }), (startOn, given, amountYen) => {
				const rule = ruleOf(given);
				const planned = planInstalments({ startOn, amountYen, rule });
				expect(planned).toHaveLength(given.count);
				expect(planned.reduce((sum, { scheduledYen }) => sum + scheduledYen, 0n)).toBe(amountYen);
				const dueOn = planned.map((part) => part.dueOn);
				expect([...new Set(dueOn)].sort()).toEqual(dueOn);
				expect((dueOn[0] ?? "") >= startOn).toBe(true);
				const yenOf = planned.map(({ scheduledYen }) => scheduledYen);
				expect((yenOf[0] ?? 0n) - (yenOf.at(-1) ?? 0n)).toBeLessThanOrEqual(1n);
			}),
		);
	});

	it("by months or years falls on the wished day, or on the last of a month that has no such day", () => {
		fc.assert(
			fc.property(startDay, anyRule, (startOn, given) => {
				const rule = ruleOf(given);
				if (rule.unit === "week") return;
				for (const dueOn of days(startOn, rule)) {
					const day = Temporal.PlainDate.from(dueOn);
					const wished = rule.day === "last" ? 31 : (rule.day ?? Number(startOn.slice(8)));
					expect(day.day).toBe(Math.min(wished, day.daysInMonth));
				}
			}),
		);
	});

	it("with a pause has none within it, and as many as without", () => {
		fc.assert(
			fc.property(startDay, anyRule, startDay, (startOn, given, from) => {
				const to = Temporal.PlainDate.from(from).add({ days: 100 }).toString();
				const paused = days(startOn, { ...ruleOf(given), pauses: [{ from, to }] });
				expect(paused).toHaveLength(given.count);
				expect(paused.some((day) => from <= day && day <= to)).toBe(false);
			}),
		);
	});
});
