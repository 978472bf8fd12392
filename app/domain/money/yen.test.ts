import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { MAX_TYPED_YEN, parseYen, sumYen, toJsonNumber, type Yen, yen, yenSchema } from "./yen.ts";

const amount = fc.bigInt({ min: 0n, max: MAX_TYPED_YEN });

describe("parseYen", () => {
	it.each([
		["10000", 10_000n],
		["10,000", 10_000n],
		["１０，０００円", 10_000n],
		["￥１０，０００", 10_000n],
		["¥ 10 000", 10_000n],
		["\\10000", 10_000n],
		[" 10000 yen ", 10_000n],
		["JPY 500", 500n],
		["1、000円", 1_000n],
		["　5000　円　", 5_000n],
		["0500", 500n],
		["0", 0n],
	])("reads %s", (text, expected) => {
		expect(parseYen(text)).toEqual({ ok: true, yen: expected });
	});

	it.each([
		["", "empty"],
		["　 ", "empty"],
		["円", "notANumber"],
		["-500", "negative"],
		["−500", "negative"],
		["▲500", "negative"],
		["¥-500", "negative"],
		["10.5", "decimal"],
		["10.00", "decimal"],
		["１０．５", "decimal"],
		["10,00", "notANumber"],
		["1,0000", "notANumber"],
		[",500", "notANumber"],
		["1e5", "notANumber"],
		["0x10", "notANumber"],
		["一万円", "notANumber"],
		["1万", "notANumber"],
		["٥٠٠", "notANumber"],
		["५००", "notANumber"],
		["𝟓𝟎𝟎", "notANumber"],
		["1000000000000", "tooLarge"],
		["9".repeat(60), "tooLarge"],
		["9".repeat(10_000), "notANumber"],
	])("refuses %s as %s", (text, reason) => {
		expect(parseYen(text)).toEqual({ ok: false, reason });
	});

	it("reads back every amount however it is written", () => {
		fc.assert(
			fc.property(amount, fc.constantFrom("", "円", " yen"), fc.constantFrom("", "¥", "￥"), (value, after, before) => {
				const grouped = value.toLocaleString("en-US");
				const wide = grouped.replace(/[\d,]/g, (c) => String.fromCharCode(c.charCodeAt(0) + 0xfee0));
				for (const digits of [value.toString(), grouped, wide, grouped.replaceAll(",", " ")]) {
					expect(parseYen(`${before}${digits}${after}`)).toEqual({ ok: true, yen: value });
				}
			}),
		);
	});

	it("never throws and never yields more than the limit", () => {
		fc.assert(
			fc.property(fc.string({ unit: "binary" }), (text) => {
				const parsed = parseYen(text);
				if (parsed.ok) expect(parsed.yen >= 0n && parsed.yen <= MAX_TYPED_YEN).toBe(true);
			}),
		);
	});
});

describe("yenSchema", () => {
	it("takes form strings and JSON whole numbers alike", () => {
		expect(yenSchema.parse("５，０００円")).toBe(5_000n);
		expect(yenSchema.parse(5_000)).toBe(5_000n);
	});

	it.each([
		[undefined, "fields.amount.empty"],
		[0.5, "fields.amount.decimal"],
		[-1, "fields.amount.negative"],
		[Number.NaN, "fields.amount.notANumber"],
		[Number.POSITIVE_INFINITY, "fields.amount.tooLarge"],
		[2 ** 53, "fields.amount.tooLarge"],
		[{}, "fields.amount.notANumber"],
		[true, "fields.amount.notANumber"],
	])("refuses %s", (value, key) => {
		expect(yenSchema.safeParse(value).error?.issues[0]?.message).toBe(key);
	});
});

describe("yen", () => {
	it("refuses what is not whole, exact or storable", () => {
		expect(() => yen(0.5)).toThrow(RangeError);
		expect(() => yen(2 ** 53)).toThrow(RangeError);
		expect(() => yen(2n ** 63n)).toThrow(RangeError);
	});

	it("sums exactly and goes to JSON only when exact", () => {
		expect(sumYen([])).toBe(0n);
		fc.assert(
			fc.property(fc.array(amount), (list) => {
				const total = list.reduce((a, b) => a + b, 0n);
				expect(sumYen(list as Yen[])).toBe(total);
				expect(BigInt(toJsonNumber(yen(total)))).toBe(total);
			}),
		);
		expect(() => toJsonNumber(yen(2n ** 53n))).toThrow(RangeError);
	});
});
