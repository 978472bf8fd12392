import { readFileSync } from "node:fs";
import { parse } from "csv-parse/sync";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
	cleanCorporateNumber,
	corporateCheckDigit,
	corporateNumberSchema,
	isCorporateNumber,
} from "./corporate-number.ts";

const reviewSheet = new URL("../../../prisma/seed/data/review-sheet-fy2022-payments.csv", import.meta.url);
const published = (
	parse(readFileSync(reviewSheet, "utf8"), { columns: true, bom: true }) as Record<string, string>[]
).map((row) => row.corporate_number ?? "");
const twelve = fc.stringMatching(/^[0-9]{12}$/);

describe("corporate number", () => {
	it("accepts the nine of the review sheet", () => {
		expect(published).toHaveLength(9);
		expect(published.filter((digits) => !isCorporateNumber(digits))).toEqual([]);
	});

	it("refuses an altered one", () => {
		expect(isCorporateNumber("5010005007397")).toBe(false);
		expect(corporateNumberSchema.safeParse("5010005007397").error?.issues[0]?.message).toBe(
			"fields.corporateNumber.checkDigit",
		);
	});

	it("reads it as people type it", () => {
		for (const text of ["５０１０００５００７３９８", "5-0100-0500-7398", "T5010005007398", " 5010005007398　"]) {
			expect(corporateNumberSchema.parse(text)).toBe("5010005007398");
		}
		for (const text of ["", "501000500739", "50100050073980", "５０１０００５００７３９x", "٥010005007398"]) {
			expect(cleanCorporateNumber(text)).toBeNull();
			expect(corporateNumberSchema.safeParse(text).error?.issues[0]?.message).toBe("fields.corporateNumber.length");
		}
	});

	it("accepts one first digit only, and notices any single wrong digit but 0 for 9", () => {
		fc.assert(
			fc.property(twelve, fc.nat({ max: 11 }), fc.nat({ max: 9 }), (rest, place, digit) => {
				const check = corporateCheckDigit(rest);
				expect(check >= 1 && check <= 9).toBe(true);
				const valid = [..."0123456789"].filter((first) => isCorporateNumber(first + rest));
				expect(valid).toEqual([String(check)]);
				const altered = rest.slice(0, place) + digit + rest.slice(place + 1);
				const sameModuloNine = (Number(rest[place]) - digit) % 9 === 0;
				expect(isCorporateNumber(check + altered)).toBe(sameModuloNine);
			}),
		);
	});
});
