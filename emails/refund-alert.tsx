import { formatYen } from "~/i18n/format.ts";
import { getT } from "~/i18n/texts.server.ts";
import type { MailFrame } from "./_components/mail-props.ts";
import { Action, Facts, Paragraph } from "./_components/parts.tsx";
import { Shell } from "./_components/shell.tsx";

export const REFUND_ALERT_EVENTS = ["waits", "transfer", "refused", "failed"] as const;

export interface RefundAlertProps extends MailFrame {
	/** `waits` for a second person, `transfer` to be made by finance, `refused`, `failed` */
	event: (typeof REFUND_ALERT_EVENTS)[number];
	amountYen: bigint;
	/** What staff call the gift by. */
	reference: string;
	fundName: string;
	/** Why it was asked for, refused, or failed; empty when nobody said. */
	why: string;
	url: string;
}

export function subject(mail: RefundAlertProps): string {
	const t = getT(mail.lang, "mail");
	return t(`refundAlert.${mail.event}.title`, { reference: mail.reference });
}

/** To staff: a refund needs them, or did not come about. */
export function RefundAlert(mail: RefundAlertProps) {
	const t = getT(mail.lang, "mail");
	const { event, reference } = mail;
	const facts = [
		{ label: t("refundAlert.amount"), value: formatYen(mail.amountYen, mail.lang), strong: true },
		{ label: t("common.fact.reference"), value: reference },
		{ label: t("common.fact.fund"), value: mail.fundName },
		...(mail.why ? [{ label: t("refundAlert.why"), value: mail.why }] : []),
	];
	return (
		<Shell mail={mail} title={t(`refundAlert.${event}.title`, { reference })} preview={t(`refundAlert.${event}.lead`)}>
			<Paragraph>{t(`refundAlert.${event}.lead`)}</Paragraph>
			<Facts facts={facts} />
			<Action href={mail.url}>{t("refundAlert.action")}</Action>
		</Shell>
	);
}
