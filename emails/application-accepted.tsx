import { formatDay } from "~/i18n/format.ts";
import { getT } from "~/i18n/texts.server.ts";
import { type ApplicationMailProps, applicationFacts } from "./_components/application-facts.ts";
import { Action, Facts, Notice, Paragraph, Small } from "./_components/parts.tsx";
import { Shell } from "./_components/shell.tsx";

export interface ApplicationAcceptedProps extends ApplicationMailProps {
	/** the last day the transfer is asked for, `YYYY-MM-DD` in Japan */
	payBy: string;
}

export function subject(mail: ApplicationAcceptedProps): string {
	return getT(mail.lang, "mail")("applicationAccepted.subject", { number: mail.applicationNumber });
}

/** The institution takes the gift; the transfer request is on the application's page. */
export function ApplicationAccepted(mail: ApplicationAcceptedProps) {
	const t = getT(mail.lang, "mail");
	const institution = mail.institutionName ?? mail.hubName;
	const day = { label: t("applicationAccepted.payBy"), value: formatDay(mail.payBy, mail.lang) };
	return (
		<Shell
			mail={mail}
			title={t("applicationAccepted.title")}
			preview={t("applicationAccepted.preview", { institution })}
		>
			<Paragraph>{t("applicationAccepted.lead", { institution })}</Paragraph>
			<Facts facts={[...applicationFacts(mail), day]} />
			<Notice>{t("applicationAccepted.reference", { number: mail.applicationNumber })}</Notice>
			<Paragraph>{t("applicationAccepted.request")}</Paragraph>
			<Action href={mail.pageUrl}>{t("applicationAccepted.action")}</Action>
			<Small>{t("common.privateLink")}</Small>
		</Shell>
	);
}
