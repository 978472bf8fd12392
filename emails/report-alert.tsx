import { formatDay } from "~/i18n/format.ts";
import { getT } from "~/i18n/texts.server.ts";
import type { MailFrame } from "./_components/mail-props.ts";
import { Action, Facts, Paragraph } from "./_components/parts.tsx";
import { Shell } from "./_components/shell.tsx";

export const REPORT_ALERT_EVENTS = ["submitted", "approved", "sentBack"] as const;

export interface ReportAlertProps extends MailFrame {
	/** `submitted` waits for a second person; `approved` and `sentBack` are that person's word */
	event: (typeof REPORT_ALERT_EVENTS)[number];
	/** the hub's name, or the institution's */
	placeName: string;
	reportTitle: string;
	/** days it tells of, both included */
	from: string;
	to: string;
	/** what the second person wrote; empty when nothing */
	note: string;
	url: string;
}

export function subject(mail: ReportAlertProps): string {
	return getT(mail.lang, "mail")(`reportAlert.${mail.event}.subject`, { place: mail.placeName });
}

/** To staff: a report waits for a decision, or was decided. */
export function ReportAlert(mail: ReportAlertProps) {
	const t = getT(mail.lang, "mail");
	const { event, lang, placeName: place } = mail;
	const facts = [
		{ label: t("reportAlert.report"), value: mail.reportTitle },
		{ label: t("reportAlert.days"), value: [mail.from, mail.to].map((day) => formatDay(day, lang)).join(" – ") },
		...(mail.note ? [{ label: t("reportAlert.note"), value: mail.note }] : []),
	];
	return (
		<Shell mail={mail} title={t(`reportAlert.${event}.title`)} preview={t(`reportAlert.${event}.subject`, { place })}>
			<Paragraph>{t(`reportAlert.${event}.lead`, { place })}</Paragraph>
			<Facts facts={facts} />
			<Action href={mail.url}>{t("reportAlert.action")}</Action>
		</Shell>
	);
}
