import type { Lang } from "~/i18n/lang.ts";
import { type Yen, yen } from "../money/yen.ts";

/** A legal person, as the public reads its name. */
export interface PublicInstitution {
	slug: string;
	name: string;
	/** national_university_corporation | inter_university_research_institute_corporation | … */
	legalForm: string;
	corporateNumber: string | null;
}

/** A fund one can give to, in one language. */
export interface PublicFund {
	id: string;
	slug: string;
	name: string;
	purpose: string;
	institution: PublicInstitution;
	/** who issues the receipt; null when another body does (受配者指定寄付金) */
	receiptIssuer: PublicInstitution | null;
	/** designated | special_public_interest | designated_through_other_body */
	taxTreatment: string;
	taxCreditEligible: boolean;
	/** the institution's own share, in hundredths of a percent */
	overheadBasisPoints: number;
	minYen: Yen;
	maxYen: Yen;
	/** above it a company applies (寄附申込書) instead of paying online; null where the policy was not read */
	companyCardMaxYen: Yen | null;
	presetYen: Yen[];
}

interface InstitutionRow {
	slug: string;
	nameJa: string;
	nameEn: string;
	legalForm: string;
	corporateNumber: string | null;
}

export interface FundRow {
	id: string;
	slug: string;
	nameJa: string;
	nameEn: string;
	purposeJa: string;
	purposeEn: string;
	taxTreatment: string;
	taxCreditEligible: boolean;
	overheadBasisPoints: number;
	minYen: bigint;
	maxYen: bigint;
	presetYen: bigint[];
	institution: InstitutionRow & { givingPolicy?: { companyCardMaxYen: bigint } | null };
	receiptIssuer: InstitutionRow | null;
}

export function toPublicFund(row: FundRow, lang: Lang): PublicFund {
	const ja = lang === "ja";
	const institution = ({ slug, nameJa, nameEn, legalForm, corporateNumber }: InstitutionRow) => ({
		slug,
		name: ja ? nameJa : nameEn,
		legalForm,
		corporateNumber,
	});
	return {
		id: row.id,
		slug: row.slug,
		name: ja ? row.nameJa : row.nameEn,
		purpose: ja ? row.purposeJa : row.purposeEn,
		institution: institution(row.institution),
		receiptIssuer: row.receiptIssuer ? institution(row.receiptIssuer) : null,
		taxTreatment: row.taxTreatment,
		taxCreditEligible: row.taxCreditEligible,
		overheadBasisPoints: row.overheadBasisPoints,
		minYen: yen(row.minYen),
		maxYen: yen(row.maxYen),
		companyCardMaxYen: row.institution.givingPolicy ? yen(row.institution.givingPolicy.companyCardMaxYen) : null,
		presetYen: row.presetYen
			.filter((amount) => amount >= row.minYen && amount <= row.maxYen)
			.map((amount) => yen(amount)),
	};
}
