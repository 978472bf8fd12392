import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { splitByWeights } from "./split-by-weights.ts";

describe("splitByWeights", () => {
	it("gives what is left over to the largest remainders", () => {
		expect(splitByWeights(100n, [1n, 1n, 1n])).toEqual([34n, 33n, 33n]);
		expect(splitByWeights(10n, [964n, 482n])).toEqual([7n, 3n]);
		expect(splitByWeights(1446n, [964n, 482n])).toEqual([964n, 482n]);
		expect(splitByWeights(-100n, [1n, 2n])).toEqual([-33n, -67n]);
	});

	it("adds up and stays within a yen of the exact part", () => {
		const weights = fc.array(fc.bigInt({ min: 0n, max: 10n ** 12n }), { minLength: 1, maxLength: 30 });
		fc.assert(
			fc.property(fc.bigInt({ min: 0n, max: 10n ** 12n }), weights, (total, given) => {
				const whole = given.reduce((sum, weight) => sum + weight, 0n);
				fc.pre(whole > 0n);
				const parts = splitByWeights(total, given);
				expect(parts.reduce((sum, part) => sum + part, 0n)).toBe(total);
				parts.forEach((part, index) => {
					const exact = total * (given[index] ?? 0n);
					expect(part * whole > exact - whole && part * whole < exact + whole).toBe(true);
				});
			}),
		);
	});

	it("refuses weights that say nothing", () => {
		for (const weights of [[], [0n], [2n, -1n]]) expect(() => splitByWeights(1n, weights)).toThrow(RangeError);
	});
});
