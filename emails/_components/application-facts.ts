import { formatYen } from "~/i18n/format.ts";
import { getT } from "~/i18n/texts.server.ts";
import type { MailFrame } from "./mail-props.ts";
import type { Fact } from "./parts.tsx";

/** What every mail about an application (寄附申込書) knows. */
export interface ApplicationMailProps extends MailFrame {
	hubName: string;
	fundName: string;
	donorName: string;
	amountYen: bigint;
	/** digits, also written before the remitter's name */
	applicationNumber: string;
	/** the application's own page, known only to who holds its link */
	pageUrl: string;
}

export function applicationFacts(mail: ApplicationMailProps): Fact[] {
	const t = getT(mail.lang, "mail");
	return [
		{ label: t("application.number"), value: mail.applicationNumber, strong: true },
		{ label: t("common.fact.amount"), value: formatYen(mail.amountYen, mail.lang) },
		{ label: t("common.fact.institution"), value: mail.institutionName ?? "" },
		{ label: t("common.fact.hub"), value: mail.hubName },
		{ label: t("common.fact.fund"), value: mail.fundName },
	];
}
