import { parseCrontab } from "graphile-worker";
import { describe, expect, it } from "vitest";
import { jobs, SCHEDULE } from "./catalog";

describe("the schedule", () => {
	it("is read whole by the worker, and names jobs of the catalogue only", () => {
		const lines = parseCrontab(SCHEDULE);
		expect(lines).toHaveLength(SCHEDULE.split("\n").length);
		for (const { task } of lines) expect(Object.keys(jobs)).toContain(task);
	});
});
