import { describe, expect, it } from "vitest";
import { z } from "zod";
import { ownFieldsOnly } from "../donors/typed-donor.schema.ts";
import { planInstalments } from "./schedule.ts";
import {
	checkSchedule,
	ownScheduleOnly,
	ruleOf,
	scheduleShape,
	type UncheckedSchedule,
} from "./schedule-form.schema.ts";

const schema = z.preprocess(
	(input) => ownScheduleOnly(ownFieldsOnly(input, Object.keys(scheduleShape))),
	z.object(scheduleShape).superRefine((value: UncheckedSchedule, ctx) => checkSchedule(value, ctx), {
		when: () => true,
	}),
);
const read = (fields: Record<string, string>) => schema.safeParse(fields);
const wrong = (fields: Record<string, string>) =>
	Object.fromEntries(read(fields).error?.issues.map(({ path, message }) => [path.join("."), message]) ?? []);

describe("the schedule of a form", () => {
	it("is read as people type it", () => {
		const good = read({ repeat: "month", every: "２", day: "last", count: "３", dates: "left over" });
		if (!good.success) throw good.error;
		expect(ruleOf(good.data)).toEqual({ unit: "month", every: 2, day: "last", count: 3 });
		const list = read({ repeat: "list", dates: "2027-04-30 500,000円\n\n２０２８年４月３０日　５０００００" });
		if (!list.success) throw list.error;
		expect(planInstalments({ startOn: "2027-01-01", amountYen: 1_000_000n, rule: ruleOf(list.data) })).toHaveLength(2);
	});

	it("says which field is wrong", () => {
		expect(wrong({})).toEqual({ repeat: "fields.choose" });
		expect(wrong({ repeat: "month" })).toEqual({ count: "pledges.schedule.count_or_end" });
		expect(wrong({ repeat: "month", count: "3", endOn: "2028-01-01" })).toEqual({
			endOn: "pledges.schedule.count_or_end",
		});
		for (const count of ["0", "-1", "1.5", "601", "九", "1e2"]) {
			expect(wrong({ repeat: "month", count })).toEqual({ count: "pledges.form.count?max=600" });
		}
		expect(wrong({ repeat: "list", dates: "" })).toEqual({ dates: "pledges.schedule.dates_empty" });
		expect(wrong({ repeat: "list", dates: "2027-02-30 100" }).dates).toMatch(/^pledges\.form\.line\?line=2027-02-30/);
		expect(wrong({ repeat: "list", dates: "2027-02-28 0" }).dates).toMatch(/^pledges\.form\.line/);
		expect(wrong({ repeat: "week", count: "2", pauseFrom: "2027-02-01" })).toEqual({ pauseTo: "fields.required" });
	});

	it("is one sum on one day when it does not repeat", () => {
		const once = read({ repeat: "once", count: "12" });
		if (!once.success) throw once.error;
		expect(planInstalments({ startOn: "2027-03-31", amountYen: 5n, rule: ruleOf(once.data) })).toEqual([
			{ dueOn: "2027-03-31", scheduledYen: 5n },
		]);
	});
});
