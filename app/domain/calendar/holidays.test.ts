import fc from "fast-check";
import { Temporal } from "temporal-polyfill";
import { describe, expect, it } from "vitest";
import { addBusinessDays, holidaysOf, isBusinessDay, lastBankDayOf } from "./holidays.ts";

/** As the Cabinet Office publishes them (内閣府「国民の祝日」). */
const PUBLISHED: Record<number, string> = {
	2019: "01-01 01-14 02-11 03-21 04-29 04-30 05-01 05-02 05-03 05-04 05-05 05-06 07-15 08-11 08-12 09-16 09-23 10-14 10-22 11-03 11-04 11-23",
	2020: "01-01 01-13 02-11 02-23 02-24 03-20 04-29 05-03 05-04 05-05 05-06 07-23 07-24 08-10 09-21 09-22 11-03 11-23",
	2021: "01-01 01-11 02-11 02-23 03-20 04-29 05-03 05-04 05-05 07-22 07-23 08-08 08-09 09-20 09-23 11-03 11-23",
	2024: "01-01 01-08 02-11 02-12 02-23 03-20 04-29 05-03 05-04 05-05 05-06 07-15 08-11 08-12 09-16 09-22 09-23 10-14 11-03 11-04 11-23",
	2025: "01-01 01-13 02-11 02-23 02-24 03-20 04-29 05-03 05-04 05-05 05-06 07-21 08-11 09-15 09-23 10-13 11-03 11-23 11-24",
	2026: "01-01 01-12 02-11 02-23 03-20 04-29 05-03 05-04 05-05 05-06 07-20 08-11 09-21 09-22 09-23 10-12 11-03 11-23",
	2027: "01-01 01-11 02-11 02-23 03-21 03-22 04-29 05-03 05-04 05-05 07-19 08-11 09-20 09-23 10-11 11-03 11-23",
};

describe("national holidays of Japan", () => {
	it.each(Object.entries(PUBLISHED))("%s", (year, days) => {
		expect([...holidaysOf(Number(year))]).toEqual(days.split(" ").map((day) => `${year}-${day}`));
	});

	it("knows the equinoxes of years to come, and the day between two holidays", () => {
		expect(holidaysOf(2032).has("2032-09-21")).toBe(true);
		expect(holidaysOf(2030).has("2030-03-20")).toBe(true);
		expect(holidaysOf(2044).has("2044-09-22")).toBe(true);
		expect(() => holidaysOf(2015)).toThrow(RangeError);
		expect(() => holidaysOf(2100)).toThrow(RangeError);
	});
});

describe("business days", () => {
	it("steps over weekends, Golden Week and the turn of the year", () => {
		expect(addBusinessDays("2026-04-28", 1).toString()).toBe("2026-04-30");
		expect(addBusinessDays("2026-05-01", 1).toString()).toBe("2026-05-07");
		expect(addBusinessDays("2026-12-29", 2).toString()).toBe("2027-01-04");
		expect(addBusinessDays("2027-03-30", 5).toString()).toBe("2027-04-06");
		expect(addBusinessDays("2026-05-02", 0).toString()).toBe("2026-05-02");
	});

	it("lands on a day the bank is open, with as many before it", () => {
		const day = fc.integer({ min: 0, max: 20_000 }).map((days) => Temporal.PlainDate.from("2016-02-01").add({ days }));
		fc.assert(
			fc.property(day, fc.integer({ min: 1, max: 12 }), (from, days) => {
				const landed = addBusinessDays(from, days);
				expect(isBusinessDay(landed)).toBe(true);
				let open = 0;
				for (let at = from.add({ days: 1 }); Temporal.PlainDate.compare(at, landed) <= 0; at = at.add({ days: 1 })) {
					if (isBusinessDay(at)) open += 1;
				}
				expect(open).toBe(days);
			}),
		);
	});
});

it("knows the last day of a year on which a transfer arrives", () => {
	expect([2023, 2024, 2026].map((year) => lastBankDayOf(year).toString())).toEqual([
		"2023-12-29",
		"2024-12-30",
		"2026-12-30",
	]);
});
