import type { TFunction } from "i18next";

/** What each field of the give form is called, on the form and in the list of what is wrong. */
export function fieldLabels(t: TFunction<"public">): Record<string, string> {
	return {
		fundId: t("give.fund"),
		amountYen: t("give.amount"),
		frequency: t("give.frequency"),
		paymentMethod: t("give.method"),
		donorKind: t("give.who"),
		familyName: t("give.familyName"),
		givenName: t("give.givenName"),
		familyNameKana: t("give.familyNameKana"),
		givenNameKana: t("give.givenNameKana"),
		companyName: t("give.companyName"),
		companyNameKana: t("give.companyNameKana"),
		corporateNumber: t("give.corporateNumber"),
		department: t("give.department"),
		contactName: t("give.contactName"),
		email: t("give.email"),
		postalCode: t("give.postalCode"),
		prefecture: t("give.prefecture"),
		city: t("give.city"),
		addressLine: t("give.addressLine"),
		phone: t("give.phone"),
		displayName: t("give.displayName"),
		anonymous: t("give.display"),
		message: t("give.message"),
		reportConsent: t("give.reports"),
		appealConsent: t("give.appeals"),
	};
}
