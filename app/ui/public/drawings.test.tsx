import { renderToStaticMarkup } from "react-dom/server";
import { describe, expect, it } from "vitest";
import { fiscalPosition, percentOf } from "./fiscal-axis.ts";
import { GoalBar, goalShare } from "./goal-bar.tsx";
import { SupportBar } from "./support-bar.tsx";

const axis = { from: 2007, until: 2037 };

describe("the axis of fiscal years", () => {
	it("begins a year on 1 April", () => {
		expect(fiscalPosition("2026-04-01")).toBe(2026);
		expect(fiscalPosition("2026-10-01")).toBe(2026.5);
		expect(fiscalPosition("2027-03-31")).toBeLessThan(2027);
		expect([percentOf(axis, 2007), percentOf(axis, 2022), percentOf(axis, 2050)]).toEqual([0, 50, 100]);
	});

	it("draws what has passed apart from what is left", () => {
		const periods = [{ kind: "support", firstFiscalYear: 2017, lastFiscalYear: 2026 }];
		const during = renderToStaticMarkup(<SupportBar periods={periods} axis={axis} today="2026-11-21" />);
		const after = renderToStaticMarkup(<SupportBar periods={periods} axis={axis} today="2028-01-01" />);
		expect(during.match(/fill-(?:primary|accent)/g)).toEqual(["fill-primary", "fill-accent"]);
		expect(after.match(/fill-(?:primary|accent)/g)).toEqual(["fill-primary"]);
	});
});

describe("the bar of a goal", () => {
	it("never reads as reached before it is, nor leaves its track", () => {
		expect(goalShare(9_999_999n, 10_000_000n)).toBeLessThan(1);
		expect(goalShare(1n, 0n)).toBe(0);
		expect(renderToStaticMarkup(<GoalBar keptYen={30n} goalYen={10n} />)).toContain('width="100.00%"');
		expect(renderToStaticMarkup(<GoalBar keptYen={-5n} goalYen={10n} />)).not.toContain("bar-fill");
	});
});
