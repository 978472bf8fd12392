import { describe, expect, it } from "vitest";
import { supportStatus } from "./support-status.ts";

const ten = { kind: "support", firstFiscalYear: 2017, lastFiscalYear: 2026 };

describe("support status", () => {
	it("counts to the 31 March that closes the last fiscal year", () => {
		expect(supportStatus([ten], "2026-11-21T12:00:00+09:00")).toEqual({
			state: "supported",
			firstFiscalYear: 2017,
			lastFiscalYear: 2026,
			endsOn: "2027-03-31",
			daysLeft: 130,
			monthsLeft: 4,
		});
	});

	it("ends at midnight in Japan, not in London", () => {
		expect(supportStatus([ten], "2027-03-31T14:59:59Z")).toMatchObject({ state: "supported", daysLeft: 0 });
		expect(supportStatus([ten], "2027-03-31T15:00:00Z")).toMatchObject({ state: "ended", daysLeft: -1 });
	});

	it("takes an extension from its row and never from arithmetic", () => {
		const extension = { kind: "extension", firstFiscalYear: 2027, lastFiscalYear: 2031 };
		expect(supportStatus([ten, extension], "2028-01-01T00:00:00+09:00")).toMatchObject({
			state: "extended",
			lastFiscalYear: 2031,
			endsOn: "2032-03-31",
		});
		expect(supportStatus([ten], "2028-01-01T00:00:00+09:00").state).toBe("ended");
	});

	it("says so when the years are unknown or still to come", () => {
		expect(supportStatus([], "2026-11-21T00:00:00Z").state).toBe("unknown");
		expect(supportStatus([ten], "2016-11-21T00:00:00Z").state).toBe("before");
	});
});
