import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { isReference, readReference, withCheckDigit } from "./application-reference.ts";

const seven = fc.integer({ min: 1_000_000, max: 9_999_999 }).map(String);

describe("the number of an application", () => {
	it("is eight digits that check themselves", () => {
		fc.assert(fc.property(seven, (digits) => isReference(withCheckDigit(digits))));
	});

	it("is not itself with one digit wrong or two neighbours swapped", () => {
		fc.assert(
			fc.property(seven, fc.nat({ max: 7 }), fc.integer({ min: 1, max: 9 }), (digits, at, by) => {
				const good = withCheckDigit(digits);
				const wrong = `${good.slice(0, at)}${(Number(good[at]) + by) % 10}${good.slice(at + 1)}`;
				expect(isReference(wrong)).toBe(false);
				const swapped = `${good.slice(0, at)}${good[at + 1] ?? ""}${good[at]}${good.slice(at + 2)}`;
				if (swapped !== good) expect(isReference(swapped)).toBe(false);
			}),
		);
	});

	it.each(["", "1234567", "123456789", "abcdefgh", "１２３４５６７８", "-1234567"])("%j is none", (text) => {
		expect(isReference(text)).toBe(false);
	});

	it("is read as people write it", () => {
		const good = withCheckDigit("4107259");
		expect(readReference(` ${good.slice(0, 4)}-${good.slice(4)} `)).toBe(good);
		expect(readReference("nothing")).toBeNull();
	});
});
