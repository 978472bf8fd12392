import { getT } from "~/i18n/texts.server.ts";
import { type ApplicationMailProps, applicationFacts } from "./_components/application-facts.ts";
import { Facts, Paragraph } from "./_components/parts.tsx";
import { Shell } from "./_components/shell.tsx";

export interface ApplicationRefusedProps extends ApplicationMailProps {
	ground:
		| "anti_social_forces"
		| "benefit_in_return"
		| "ip_or_results"
		| "audit_right"
		| "cancellation_right"
		| "admission"
		| "improper_contractor"
		| "cost_to_institution"
		| "other";
}

export function subject(mail: ApplicationRefusedProps): string {
	return getT(mail.lang, "mail")("applicationRefused.subject", { number: mail.applicationNumber });
}

/** The institution cannot take the gift: on which ground, and with thanks. */
export function ApplicationRefused(mail: ApplicationRefusedProps) {
	const t = getT(mail.lang, "mail");
	const institution = mail.institutionName ?? mail.hubName;
	return (
		<Shell mail={mail} title={t("applicationRefused.title")} preview={t("applicationRefused.preview")}>
			<Paragraph>{t("applicationRefused.lead", { institution })}</Paragraph>
			<Facts facts={applicationFacts(mail)} />
			<Paragraph>{t(`applicationRefused.grounds.${mail.ground}`)}</Paragraph>
			<Paragraph>{t("applicationRefused.ask")}</Paragraph>
			<Paragraph>{t("applicationRefused.thanks")}</Paragraph>
		</Shell>
	);
}
