import { describe, expect, it } from "vitest";
import { estimateSchema } from "./estimate-deduction.schema";

const errorsOf = (kind: "individual" | "company", fields: Record<string, string>) => {
	const parsed = estimateSchema(kind).safeParse(fields);
	return parsed.success ? parsed.data : Object.fromEntries(parsed.error.issues.map((i) => [i.path[0], i.message]));
};
const PERSON = { amountYen: "３０，０００円", incomeYen: "5,000,000", taxableYen: "4000000" };
const COMPANY = { amountYen: "1000000", legalForm: "incorporated_educational_institution" };

describe("a person's form", () => {
	it("reads sums as people type them, and takes no company's fields", () => {
		expect(errorsOf("individual", { ...PERSON, creditEligible: "on", capitalYen: "nonsense" })).toEqual({
			kind: "individual",
			giftYen: 30_000n,
			incomeYen: 5_000_000n,
			taxableYen: 4_000_000n,
			creditEligible: true,
		});
	});

	it.each([
		[{}, { amountYen: "empty", incomeYen: "empty", taxableYen: "empty" }],
		[{ ...PERSON, amountYen: "-1" }, { amountYen: "negative" }],
		[{ ...PERSON, incomeYen: "5万" }, { incomeYen: "notANumber" }],
		[{ ...PERSON, taxableYen: "1.5" }, { taxableYen: "decimal" }],
		[{ ...PERSON, amountYen: "9".repeat(40) }, { amountYen: "tooLarge" }],
	])("refuses %j", (fields, wrong) => {
		const keys = Object.fromEntries(Object.entries(wrong).map(([name, why]) => [name, `fields.amount.${why}`]));
		expect(errorsOf("individual", fields as Record<string, string>)).toEqual(keys);
	});

	it("says when the two incomes were exchanged", () => {
		expect(errorsOf("individual", { ...PERSON, incomeYen: "3000000" })).toEqual({
			taxableYen: "fields.taxableOverIncome",
		});
	});
});

describe("a company's form", () => {
	it("asks its figures only where a limit is made of them", () => {
		const designated = { ...COMPANY, legalForm: "national_university_corporation" };
		expect(errorsOf("company", designated)).toMatchObject({ treatment: "designated", giftYen: 1_000_000n });
		expect(errorsOf("company", COMPANY)).toEqual({
			capitalYen: "fields.amount.empty",
			profitYen: "fields.amount.empty",
		});
		expect(errorsOf("company", { ...COMPANY, capitalYen: "1", profitYen: "2" })).toMatchObject({
			treatment: "special",
			capitalYen: 1n,
			profitYen: 2n,
		});
	});

	it("needs a legal form of the list", () => {
		expect(errorsOf("company", { ...COMPANY, legalForm: "kabushiki", capitalYen: "1", profitYen: "1" })).toEqual({
			legalForm: "fields.choose",
		});
	});
});
