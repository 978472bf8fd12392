import { describe, expect, it } from "vitest";
import { legalBasis, needsCertificate } from "./legal-basis";

const national = {
	taxTreatment: "designated",
	taxCreditEligible: false,
	donorKind: "individual",
	hasTaxCreditCertificate: false,
	lang: "ja",
} as const;

describe("the law a receipt names", () => {
	it("national university: designated, for income and corporate tax", () => {
		const [sentence, ...more] = legalBasis(national);
		expect(sentence).toContain("所得税法第78条第2項第2号");
		expect(sentence).toContain("法人税法第37条第3項第2号");
		expect(more).toEqual([]);
		expect(legalBasis({ ...national, donorKind: "company" })).toEqual([sentence]);
	});

	it("research agency and private school: special public interest, by who gives", () => {
		const special = { ...national, taxTreatment: "special_public_interest" } as const;
		expect(legalBasis(special).join()).toContain("所得税法第78条第2項第3号");
		expect(legalBasis({ ...special, donorKind: "company" }).join()).toContain("法人税法第37条第4項");
	});

	it("a tax credit is named only for a person, where the fund has it and a certificate proves it", () => {
		const credit = { ...national, taxCreditEligible: true, hasTaxCreditCertificate: true };
		expect(legalBasis(credit)[1]).toContain("租税特別措置法第41条の18の3");
		expect(legalBasis({ ...credit, hasTaxCreditCertificate: false })).toHaveLength(1);
		expect(legalBasis({ ...credit, taxCreditEligible: false })).toHaveLength(1);
		expect(legalBasis({ ...credit, donorKind: "company" })).toHaveLength(1);
	});

	it("what another body receipts has no sentence here", () => {
		expect(legalBasis({ ...national, taxTreatment: "designated_through_other_body" })).toEqual([]);
	});

	it("a private school encloses its certificate, a national one has none", () => {
		const school = "incorporated_educational_institution";
		expect(needsCertificate({ legalForm: school, taxTreatment: "special_public_interest" })).toBe(true);
		expect(needsCertificate({ legalForm: school, taxTreatment: "designated" })).toBe(false);
		const agency = "national_research_and_development_agency";
		expect(needsCertificate({ legalForm: agency, taxTreatment: "special_public_interest" })).toBe(false);
	});

	it("says it in English too", () => {
		expect(legalBasis({ ...national, lang: "en" })[0]).toMatch(/Article 78, paragraph 2, item 2/);
	});
});
