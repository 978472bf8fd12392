import { describe, expect, it } from "vitest";
import { mailingFormSchema } from "./mailing-form.schema";

const now = new Date("2026-11-22T00:00:00Z");
const good = { segmentId: "0190f2c4-8f5e-7000-8000-000000000001", begin: "now", ratePerMinute: "600" };
const read = (fields: object) => mailingFormSchema(now).safeParse({ ...good, ...fields });

describe("the form that plans a sending", () => {
	it("now is now, and an hour is one in Japan", () => {
		expect(read({}).data).toEqual({
			segmentId: good.segmentId,
			ratePerMinute: 600,
			onePerAddress: false,
			scheduledAt: now,
		});
		const later = { begin: "later", scheduledOn: "2026-12-01", scheduledTime: "09:30", onePerAddress: "on" };
		expect(read(later).data).toMatchObject({ scheduledAt: new Date("2026-12-01T00:30:00Z"), onePerAddress: true });
	});

	it.each([
		["2026年12月1日", "９時３０分"],
		["２０２６/12/1", "9:30"],
		["2026-12-01", "９：３０"],
	])("reads %s %s as people type it", (scheduledOn, scheduledTime) => {
		expect(read({ begin: "later", scheduledOn, scheduledTime }).data?.scheduledAt).toEqual(
			new Date("2026-12-01T00:30:00Z"),
		);
	});

	it.each([
		[{ segmentId: "" }, "segmentId"],
		[{ segmentId: "'; DROP TABLE mailing" }, "segmentId"],
		[{ begin: "tomorrow" }, "begin"],
		[{ begin: "later", scheduledTime: "9:30" }, "scheduledOn"],
		[{ begin: "later", scheduledOn: "2026-02-30", scheduledTime: "9:30" }, "scheduledOn"],
		[{ begin: "later", scheduledOn: "2026-12-01" }, "scheduledTime"],
		[{ begin: "later", scheduledOn: "2026-12-01", scheduledTime: "25:00" }, "scheduledTime"],
		[{ begin: "later", scheduledOn: "2026-12-01", scheduledTime: "昼" }, "scheduledTime"],
		[{ ratePerMinute: "0" }, "ratePerMinute"],
		[{ ratePerMinute: "-5" }, "ratePerMinute"],
		[{ ratePerMinute: "1.5" }, "ratePerMinute"],
		[{ ratePerMinute: "1000001" }, "ratePerMinute"],
		[{ ratePerMinute: "9".repeat(5000) }, "ratePerMinute"],
	])("refuses %o at %s", (fields, path) => {
		expect(read(fields).error?.issues.map((issue) => issue.path[0])).toContain(path);
	});
});
