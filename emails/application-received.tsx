import { getT } from "~/i18n/texts.server.ts";
import { type ApplicationMailProps, applicationFacts } from "./_components/application-facts.ts";
import { Action, Facts, Notice, Paragraph, Small, Steps, Subtitle } from "./_components/parts.tsx";
import { Shell } from "./_components/shell.tsx";

export function subject(mail: ApplicationMailProps): string {
	return getT(mail.lang, "mail")("applicationReceived.subject", { number: mail.applicationNumber });
}

/** The application is here; what happens now, and that nothing is to be paid yet. */
export function ApplicationReceived(mail: ApplicationMailProps) {
	const t = getT(mail.lang, "mail");
	const { hubName: hub, institutionName } = mail;
	const institution = institutionName ?? hub;
	return (
		<Shell
			mail={mail}
			title={t("applicationReceived.title")}
			preview={t("applicationReceived.preview", { institution })}
		>
			<Paragraph>{t("applicationReceived.lead", { hub })}</Paragraph>
			<Facts facts={applicationFacts(mail)} />
			<Subtitle>{t("applicationReceived.nextTitle")}</Subtitle>
			<Steps
				steps={[
					t("applicationReceived.stepReview", { institution }),
					t("applicationReceived.stepAccept"),
					t("applicationReceived.stepReceipt"),
				]}
			/>
			<Notice>{t("applicationReceived.notYet")}</Notice>
			<Action href={mail.pageUrl}>{t("application.action")}</Action>
			<Small>{t("common.privateLink")}</Small>
		</Shell>
	);
}
