import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { formatReceiptNumber, NUMBER_YEARS, numberFormatRefusal, registerYearOf } from "./receipt-number";

describe("number format", () => {
	it.each([
		["{year}-{number:6}", "fiscal_year", null],
		["第{year}-{number:6}号", "calendar_year", null],
		["金大基金 {number}", "never", null],
		["{number}", "fiscal_year", "noYear"],
		["{year}", "fiscal_year", "noNumber"],
		["{year}-{number}-{number}", "fiscal_year", "noNumber"],
		["", "never", "noNumber"],
		["{year}-{number:0}", "never", "width"],
		["{year}-{number:11}", "never", "width"],
		["{year}-{month}-{number}", "never", "unknownPart"],
		["{{year}-{number}", "never", "unknownPart"],
		["{year}{number}", "fiscal_year", "characters"],
		["1{number}", "never", "characters"],
		["{number}2", "never", "characters"],
		[`{number}${"あ".repeat(40)}`, "never", "tooLong"],
	] as const)("%s with %s", (format, numberYear, refusal) => {
		expect(numberFormatRefusal(format, numberYear)).toBe(refusal);
	});

	it("prints year and number", () => {
		const issued = { issuedOn: "2027-01-20", numberYear: "fiscal_year" } as const;
		expect(formatReceiptNumber("第{year}-{number:6}号", 42, issued)).toBe("第2026-000042号");
		expect(formatReceiptNumber("{year}/{number}", 42, { ...issued, numberYear: "calendar_year" })).toBe("2027/42");
		expect(formatReceiptNumber("{year}-{number:3}", 12_345, { ...issued, numberYear: "never" })).toBe("2027-12345");
	});

	it("begins again on 1 April, 1 January, or never", () => {
		expect(registerYearOf("2027-03-31", "fiscal_year")).toBe(2026);
		expect(registerYearOf("2027-04-01", "fiscal_year")).toBe(2027);
		expect(registerYearOf("2027-01-01", "calendar_year")).toBe(2027);
		expect(registerYearOf("2027-01-01", "never")).toBe(0);
	});

	it("never prints two numbers alike", () => {
		const formats = ["{year}-{number:6}", "第{year}-{number}号", "R {number:3}/{year}"];
		const issue = fc.record({
			year: fc.integer({ min: 2020, max: 2060 }),
			number: fc.integer({ min: 1, max: 2_000_000 }),
		});
		fc.assert(
			fc.property(
				fc.constantFrom(...formats),
				fc.constantFrom(...NUMBER_YEARS),
				issue,
				issue,
				(format, numberYear, a, b) => {
					if (numberYear === "never" && a.year !== b.year) return;
					const text = (of: typeof a) =>
						formatReceiptNumber(format, of.number, { issuedOn: `${of.year}-06-15`, numberYear });
					expect(text(a) === text(b)).toBe(a.year === b.year && a.number === b.number);
				},
			),
		);
	});
});
