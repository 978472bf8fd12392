import { describe, expect, it } from "vitest";
import { dayOf, optionalDayOf } from "./form-day.schema.ts";

const within = { from: "2026-01-01", to: "2026-12-31" };
const read = (text: unknown) => {
	const parsed = dayOf(within).safeParse(text);
	return parsed.success ? parsed.data : parsed.error.issues[0]?.message;
};

describe("a day as people type it", () => {
	it.each([
		["2026-05-01", "2026-05-01"],
		["2026/5/1", "2026-05-01"],
		["２０２６年５月１日", "2026-05-01"],
		["2026-02-30", "fields.day"],
		["2026-13-01", "fields.day"],
		["5/1/2026", "fields.day"],
		["明日", "fields.day"],
		["2025-12-31", "fields.dayFrom?from=2026-01-01"],
		["2027-01-01", "fields.dayTo?to=2026-12-31"],
		["99999-01-01", "fields.day"],
		["", "fields.required"],
		[null, "fields.required"],
		[{}, "fields.day"],
	])("%j is %s", (text, expected) => {
		expect(read(text)).toBe(expected);
	});

	it("may be left out where it may", () => {
		expect(optionalDayOf(within).parse(" ")).toBeNull();
		expect(optionalDayOf(within).safeParse("x").success).toBe(false);
	});
});
