export const LEGAL_FORMS = [
	"national_university_corporation",
	"inter_university_research_institute_corporation",
	"national_research_and_development_agency",
	"incorporated_educational_institution",
] as const;
export type LegalForm = (typeof LEGAL_FORMS)[number];

export const TAX_TREATMENTS = ["designated", "special_public_interest", "designated_through_other_body"] as const;
export type TaxTreatment = (typeof TAX_TREATMENTS)[number];

/** Keys of `public.json` under `tax.note`, one sentence each. */
export const TAX_NOTES = [
	"recipient",
	"individualDeduction",
	"individualDeductionOnly",
	"individualCredit",
	"individualLocal",
	"individualAdmission",
	"companyFull",
	"companySpecialLimit",
	"companyThroughOtherBodyOption",
	"receiptByRecipient",
	"receiptByOtherBody",
	"receiptCertificate",
	"receiptDate",
	"receiptNeeded",
	"abroad",
	"guideOnly",
] as const;
export type TaxNoteKey = (typeof TAX_NOTES)[number];

/** Keys of `public.json` under `tax.basis`. */
export const LEGAL_BASES = [
	"incomeTaxDesignated",
	"incomeTaxSpecial",
	"incomeTaxCredit",
	"corporateTaxDesignated",
	"corporateTaxSpecial",
] as const;
export type LegalBasisKey = (typeof LEGAL_BASES)[number];

export interface TaxNoteInput {
	legalForm: LegalForm;
	/** Of the fund: the same institution may hold funds of different treatment. */
	taxTreatment: TaxTreatment;
	/** Of the fund: an individual may choose the tax credit, proven by a certificate. */
	taxCreditEligible: boolean;
	donorKind: "individual" | "company";
	/** The fund's receipt is issued by a body other than the institution that receives the money. */
	receiptByOtherBody: boolean;
	/** The legal recipient's name, in the language of the page. */
	institutionName: string;
	/** ISO code of the donor's country where it is known; anything but JP adds a sentence. */
	country?: string;
}

export interface TaxNote {
	notes: { key: `tax.note.${TaxNoteKey}`; params: { institution: string } }[];
	legalBasis: `tax.basis.${LegalBasisKey}`[];
}

const HAS_ADMISSION: ReadonlySet<LegalForm> = new Set([
	"national_university_corporation",
	"incorporated_educational_institution",
]);

function individual(input: TaxNoteInput): { notes: TaxNoteKey[]; bases: LegalBasisKey[] } {
	const notes: TaxNoteKey[] = ["individualDeduction"];
	const bases: LegalBasisKey[] = [
		input.taxTreatment === "special_public_interest" ? "incomeTaxSpecial" : "incomeTaxDesignated",
	];
	if (input.taxCreditEligible) bases.push("incomeTaxCredit");
	notes.push(input.taxCreditEligible ? "individualCredit" : "individualDeductionOnly", "individualLocal");
	if (HAS_ADMISSION.has(input.legalForm)) notes.push("individualAdmission");
	return { notes, bases };
}

function company(input: TaxNoteInput): { notes: TaxNoteKey[]; bases: LegalBasisKey[] } {
	if (input.taxTreatment !== "special_public_interest") {
		return { notes: ["companyFull"], bases: ["corporateTaxDesignated"] };
	}
	const notes: TaxNoteKey[] = ["companySpecialLimit"];
	if (input.legalForm === "incorporated_educational_institution") notes.push("companyThroughOtherBodyOption");
	return { notes, bases: ["corporateTaxSpecial"] };
}

/**
 * What may be said about tax beside a gift, in the order it is said: who receives it, what the law offers this donor, what
 * is not promised, and whose receipt proves it. Says nothing about how much a donor saves, and never promises local tax.
 *
 * Sources: 所得税法78条2項, 租税特別措置法41条の18の3, 法人税法37条3項2号 and 4項. The fund's own attributes decide;
 * the institution's form only adds what its kind must enclose or exclude.
 */
export function taxNote(input: TaxNoteInput): TaxNote {
	const law = input.donorKind === "individual" ? individual(input) : company(input);
	const otherBody = input.receiptByOtherBody || input.taxTreatment === "designated_through_other_body";
	const receipt: TaxNoteKey[] = [otherBody ? "receiptByOtherBody" : "receiptByRecipient"];
	if (input.legalForm === "incorporated_educational_institution" && input.taxTreatment === "special_public_interest") {
		receipt.push("receiptCertificate");
	}
	receipt.push("receiptDate", "receiptNeeded");
	const abroad: TaxNoteKey[] = input.country !== undefined && input.country !== "JP" ? ["abroad"] : [];
	const keys: TaxNoteKey[] = ["recipient", ...law.notes, ...receipt, ...abroad, "guideOnly"];
	return {
		notes: keys.map((key) => ({ key: `tax.note.${key}` as const, params: { institution: input.institutionName } })),
		legalBasis: law.bases.map((key) => `tax.basis.${key}` as const),
	};
}
