import { getT } from "~/i18n/texts.server.ts";
import { type ApplicationMailProps, applicationFacts } from "./_components/application-facts.ts";
import { Action, Facts, Paragraph } from "./_components/parts.tsx";
import { Shell } from "./_components/shell.tsx";

export interface ApplicationNewProps extends ApplicationMailProps {
	/** the application in the console */
	url: string;
}

export function subject(mail: ApplicationNewProps): string {
	return getT(mail.lang, "mail")("applicationNew.subject", { number: mail.applicationNumber, hub: mail.hubName });
}

/** To those who review applications: a new one waits. */
export function ApplicationNew(mail: ApplicationNewProps) {
	const t = getT(mail.lang, "mail");
	const donor = { label: t("application.donor"), value: mail.donorName };
	return (
		<Shell
			mail={mail}
			title={t("applicationNew.title")}
			preview={t("applicationNew.preview", { donor: mail.donorName })}
		>
			<Paragraph>{t("applicationNew.lead", { hub: mail.hubName })}</Paragraph>
			<Facts facts={[donor, ...applicationFacts(mail)]} />
			<Action href={mail.url}>{t("applicationNew.action")}</Action>
		</Shell>
	);
}
