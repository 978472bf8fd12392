import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { shareOfYen, splitYen } from "./split-yen.ts";
import { sumYen, yen } from "./yen.ts";

const amount = fc.bigInt({ min: 0n, max: 10n ** 15n }).map(yen);

describe("splitYen", () => {
	it("puts the remainder into the first parts", () => {
		expect(splitYen(yen(100_000), 7)).toEqual([14_286n, 14_286n, 14_286n, 14_286n, 14_286n, 14_285n, 14_285n]);
		expect(splitYen(yen(2), 3)).toEqual([1n, 1n, 0n]);
	});

	it("adds up, never differs by more than one yen, and never grows along the way", () => {
		fc.assert(
			fc.property(amount, fc.integer({ min: 1, max: 400 }), (total, parts) => {
				const split = splitYen(total, parts);
				expect(split).toHaveLength(parts);
				expect(sumYen(split)).toBe(total);
				expect((split[0] ?? 0n) - (split.at(-1) ?? 0n) <= 1n).toBe(true);
				expect(split.every((part, index) => index === 0 || part <= (split[index - 1] ?? 0n))).toBe(true);
			}),
		);
	});

	it("refuses impossible parts", () => {
		for (const parts of [0, -1, 1.5, Number.NaN]) expect(() => splitYen(yen(10), parts)).toThrow(RangeError);
		expect(() => splitYen(yen(-10), 2)).toThrow(RangeError);
	});
});

describe("shareOfYen", () => {
	it("rounds down", () => {
		expect(shareOfYen(yen(10_000), 1_000)).toBe(1_000n);
		expect(shareOfYen(yen(999), 1_000)).toBe(99n);
		expect(shareOfYen(yen(9), 1)).toBe(0n);
	});

	it("stays between nothing and all, and grows with the rate", () => {
		fc.assert(
			fc.property(amount, fc.nat({ max: 9_999 }), (total, basisPoints) => {
				const share = shareOfYen(total, basisPoints);
				expect(share >= 0n && share <= total).toBe(true);
				expect(shareOfYen(total, basisPoints + 1) >= share).toBe(true);
				expect(shareOfYen(total, 10_000)).toBe(total);
			}),
		);
	});

	it("refuses rates outside 0 to 100 %", () => {
		for (const rate of [-1, 10_001, 0.5]) expect(() => shareOfYen(yen(10), rate)).toThrow(RangeError);
	});
});
