import { getT } from "~/i18n/texts.server.ts";
import type { MailFrame } from "./_components/mail-props.ts";
import { Action, Paragraph } from "./_components/parts.tsx";
import { Shell } from "./_components/shell.tsx";

export interface DeclineAlarmProps extends MailFrame {
	declined: number;
	attempts: number;
	url: string;
}

export function subject(mail: DeclineAlarmProps): string {
	return getT(mail.lang, "mail")("declineAlarm.subject", { declined: mail.declined, attempts: mail.attempts });
}

/** To the staff of an institution whose givers' cards are refused far more often than usual. */
export function DeclineAlarm(mail: DeclineAlarmProps) {
	const t = getT(mail.lang, "mail");
	const { declined, attempts } = mail;
	return (
		<Shell mail={mail} title={t("declineAlarm.title")} preview={t("declineAlarm.preview", { declined })}>
			<Paragraph>{t("declineAlarm.lead", { declined, attempts })}</Paragraph>
			<Paragraph>{t("declineAlarm.now")}</Paragraph>
			<Action href={mail.url}>{t("declineAlarm.action")}</Action>
		</Shell>
	);
}
