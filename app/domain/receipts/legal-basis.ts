import type { Lang } from "~/i18n/lang";
import type { LegalForm, TaxTreatment } from "../institutions/tax-note";

export const CERTIFICATE_KINDS = ["special_public_interest", "tax_credit"] as const;
export type CertificateKind = (typeof CERTIFICATE_KINDS)[number];

type Basis = "designated" | "specialIncome" | "specialCorporate" | "taxCredit";

/**
 * The sentences a receipt prints, in the words of law. A receipt is evidence and stays as it was issued, so the wording
 * stands here and not among the texts of the screens.
 *
 * Sources: 所得税法78条2項2号・3号, 所得税法施行規則47条の2 (what the statement must say), 法人税法37条3項2号・4項,
 * 租税特別措置法41条の18の3.
 */
const SENTENCES: Record<Basis, Record<Lang, string>> = {
	designated: {
		ja: "この寄附金は、所得税法第78条第2項第2号及び法人税法第37条第3項第2号に規定する、財務大臣の指定した寄附金（指定寄附金）です。",
		en: "This donation is one designated by the Minister of Finance under Article 78, paragraph 2, item 2 of the Income Tax Act and Article 37, paragraph 3, item 2 of the Corporation Tax Act of Japan.",
	},
	specialIncome: {
		ja: "この寄附金は、所得税法第78条第2項第3号に規定する特定公益増進法人に対する寄附金で、当法人の主たる目的である業務に関連するものです。",
		en: "This donation is one to a special public-interest corporation under Article 78, paragraph 2, item 3 of the Income Tax Act of Japan, made in connection with the activities that are the main purpose of this corporation.",
	},
	specialCorporate: {
		ja: "この寄附金は、法人税法第37条第4項に規定する特定公益増進法人に対する寄附金で、当法人の主たる目的である業務に関連するものです。",
		en: "This donation is one to a special public-interest corporation under Article 37, paragraph 4 of the Corporation Tax Act of Japan, made in connection with the activities that are the main purpose of this corporation.",
	},
	taxCredit: {
		ja: "この寄附金は、租税特別措置法第41条の18の3に規定する税額控除の対象となる寄附金です（「税額控除に係る証明書」の写しを添えて申告してください）。",
		en: "This donation may be claimed as a tax credit under Article 41-18-3 of the Act on Special Measures Concerning Taxation of Japan, with a copy of the certificate for the tax credit.",
	},
};

/** 学校法人 must enclose a copy of 特定公益増進法人である旨の証明書 that is valid on the day of the gift. */
export function needsCertificate(fund: { legalForm: LegalForm; taxTreatment: TaxTreatment }): boolean {
	return fund.taxTreatment === "special_public_interest" && fund.legalForm === "incorporated_educational_institution";
}

/**
 * What the deduction rests on. The fund's own treatment decides: the same institution may hold funds of either.
 * @param input.hasTaxCreditCertificate  one of the issuer's is valid on the days of the gifts; without it nothing is said
 *   of a credit, since it could not be claimed
 */
export function legalBasis(input: {
	taxTreatment: TaxTreatment;
	taxCreditEligible: boolean;
	donorKind: "individual" | "company";
	hasTaxCreditCertificate: boolean;
	lang: Lang;
}): string[] {
	const bases: Basis[] = [];
	if (input.taxTreatment === "designated") bases.push("designated");
	if (input.taxTreatment === "special_public_interest") {
		bases.push(input.donorKind === "company" ? "specialCorporate" : "specialIncome");
	}
	if (input.donorKind === "individual" && input.taxCreditEligible && input.hasTaxCreditCertificate) {
		bases.push("taxCredit");
	}
	return bases.map((basis) => SENTENCES[basis][input.lang]);
}
