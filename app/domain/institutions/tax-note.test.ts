import fc from "fast-check";
import { describe, expect, it } from "vitest";
import enPublic from "~/i18n/en/public.json";
import jaPublic from "~/i18n/ja/public.json";
import { LEGAL_BASES, LEGAL_FORMS, TAX_NOTES, TAX_TREATMENTS, type TaxNoteInput, taxNote } from "./tax-note.ts";

const national: TaxNoteInput = {
	legalForm: "national_university_corporation",
	taxTreatment: "designated",
	taxCreditEligible: false,
	donorKind: "individual",
	receiptByOtherBody: false,
	institutionName: "国立大学法人金沢大学",
};
const names = (input: Partial<TaxNoteInput>) =>
	taxNote({ ...national, ...input }).notes.map(({ key }) => key.slice("tax.note.".length));
const anyInput: fc.Arbitrary<TaxNoteInput> = fc.record({
	legalForm: fc.constantFrom(...LEGAL_FORMS),
	taxTreatment: fc.constantFrom(...TAX_TREATMENTS),
	taxCreditEligible: fc.boolean(),
	donorKind: fc.constantFrom("individual", "company"),
	receiptByOtherBody: fc.boolean(),
	institutionName: fc.string(),
	country: fc.constantFrom("JP", "FR", "ZZ"),
});

describe("taxNote", () => {
	it("tells an individual of the deduction only, unless the fund has the credit", () => {
		expect(names({})).toContain("individualDeductionOnly");
		expect(names({})).not.toContain("individualCredit");
		expect(taxNote(national).legalBasis).toEqual(["tax.basis.incomeTaxDesignated"]);
		expect(names({ taxCreditEligible: true })).toContain("individualCredit");
		expect(names({ taxCreditEligible: true })).not.toContain("individualDeductionOnly");
	});

	it("tells a company what its recipient allows", () => {
		expect(names({ donorKind: "company" })).toContain("companyFull");
		const agency = {
			legalForm: "national_research_and_development_agency",
			taxTreatment: "special_public_interest",
		} as const;
		expect(names({ ...agency, donorKind: "company" })).toContain("companySpecialLimit");
		expect(names({ ...agency, donorKind: "company" })).not.toContain("companyThroughOtherBodyOption");
		const school = { legalForm: "incorporated_educational_institution", donorKind: "company" } as const;
		expect(names({ ...school, taxTreatment: "special_public_interest" })).toContain("companyThroughOtherBodyOption");
		const through = names({ ...school, taxTreatment: "designated_through_other_body" });
		expect(through).toContain("companyFull");
		expect(through).toContain("receiptByOtherBody");
	});

	it("always names the recipient first, one issuer of the receipt, and ends as a guide", () => {
		fc.assert(
			fc.property(anyInput, (input) => {
				const keys = names(input);
				expect(keys[0]).toBe("recipient");
				expect(keys.at(-1)).toBe("guideOnly");
				expect(keys.filter((key) => key.startsWith("receiptBy"))).toHaveLength(1);
				expect(keys.some((key) => key.startsWith(input.donorKind === "company" ? "individual" : "company"))).toBe(
					false,
				);
				expect(keys.includes("abroad")).toBe(input.country !== "JP");
				expect(new Set(keys).size).toBe(keys.length);
				expect(taxNote(input).legalBasis.length).toBeGreaterThan(0);
			}),
		);
	});

	it("has a text in both languages for every key, and no promise in any", () => {
		for (const texts of [jaPublic, enPublic]) {
			expect(Object.keys(texts.tax.note).sort()).toEqual([...TAX_NOTES].sort());
			expect(Object.keys(texts.tax.basis).sort()).toEqual([...LEGAL_BASES].sort());
			expect(Object.keys(texts.tax.legalForm).sort()).toEqual([...LEGAL_FORMS].sort());
			expect(Object.values(texts.tax.note).join("")).not.toMatch(
				/必ず|戻ります|還付されます|guarantee|will be refunded/,
			);
		}
	});
});
