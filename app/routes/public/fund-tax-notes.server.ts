import type { PublicFund } from "~/domain/funds/public-fund.ts";
import { type LegalForm, type TaxTreatment, taxNote } from "~/domain/institutions/tax-note.ts";
import type { Lang } from "~/i18n/lang.ts";
import { getT } from "~/i18n/texts.server.ts";

/** What the give page says about tax for one fund, to each kind of donor. */
export function fundTaxNotes(fund: PublicFund, lang: Lang) {
	const t = getT(lang, "public");
	const forDonor = (donorKind: "individual" | "company") => {
		const { notes, legalBasis } = taxNote({
			legalForm: fund.institution.legalForm as LegalForm,
			taxTreatment: fund.taxTreatment as TaxTreatment,
			taxCreditEligible: fund.taxCreditEligible,
			donorKind,
			receiptByOtherBody: fund.receiptIssuer?.slug !== fund.institution.slug,
			institutionName: fund.institution.name,
		});
		return {
			// Who receives the gift is said above the notes.
			sentences: notes.filter(({ key }) => key !== "tax.note.recipient").map(({ key, params }) => t(key, params)),
			basis: legalBasis.map((key) => t(key)).join(lang === "ja" ? "、" : ", "),
		};
	};
	return { fundId: fund.id, individual: forDonor("individual"), company: forDonor("company") };
}
