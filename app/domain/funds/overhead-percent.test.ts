import fc from "fast-check";
import { expect, test } from "vitest";
import { formatOverheadPercent, parseOverheadPercent } from "./overhead-percent.ts";

test("what is written is what was read", () => {
	fc.assert(
		fc.property(fc.integer({ min: 0, max: 10_000 }), (basisPoints) => {
			expect(parseOverheadPercent(formatOverheadPercent(basisPoints))).toBe(basisPoints);
		}),
	);
});

test.each([
	["0", 0],
	["12.5", 1250],
	["１２．５％", 1250],
	[" 7.05 % ", 705],
	["0.01", 1],
	["29.00", 2900],
	["100", 10_000],
])("%s", (text, basisPoints) => {
	expect(parseOverheadPercent(text)).toBe(basisPoints);
});

test.each(["", "100.01", "101", "-1", "1.005", "1e1", "12,5", ".5", "ten", "NaN"])("%s is refused", (text) => {
	expect(parseOverheadPercent(text)).toBeNull();
});
