import { formatMoment, formatYen } from "~/i18n/format.ts";
import { getT } from "~/i18n/texts.server.ts";
import type { MailFrame } from "./_components/mail-props.ts";
import { Action, Facts, Paragraph, Small, WrittenLink } from "./_components/parts.tsx";
import { Shell } from "./_components/shell.tsx";

export const DISPUTE_ALERT_EVENTS = ["opened", "won", "lost", "deadline"] as const;

export interface DisputeAlertProps extends MailFrame {
	event: (typeof DISPUTE_ALERT_EVENTS)[number];
	amountYen: bigint;
	/** What Stripe took for it. */
	feeYen: bigint;
	reference: string;
	fundName: string;
	/** Evidence can be sent until then; null when none is asked for. */
	dueAt: Date | null;
	url: string;
	/** Stripe's own page, where evidence is sent. */
	dashboardUrl: string;
}

export function subject(mail: DisputeAlertProps): string {
	return getT(mail.lang, "mail")(`disputeAlert.${mail.event}.title`, { reference: mail.reference });
}

/** To whoever looks after a gift that the donor's bank has taken back. */
export function DisputeAlert(mail: DisputeAlertProps) {
	const t = getT(mail.lang, "mail");
	const { event, lang, dueAt } = mail;
	const waits = event === "opened" || event === "deadline";
	const facts = [
		{ label: t("disputeAlert.amount"), value: formatYen(mail.amountYen, lang), strong: true },
		...(waits && dueAt ? [{ label: t("disputeAlert.due"), value: formatMoment(dueAt, lang), strong: true }] : []),
		{ label: t("disputeAlert.fee"), value: formatYen(mail.feeYen, lang) },
		{ label: t("common.fact.reference"), value: mail.reference },
		{ label: t("common.fact.fund"), value: mail.fundName },
	];
	return (
		<Shell
			mail={mail}
			title={t(`disputeAlert.${event}.title`, { reference: mail.reference })}
			preview={t(`disputeAlert.${event}.lead`)}
		>
			<Paragraph>{t(`disputeAlert.${event}.lead`)}</Paragraph>
			<Facts facts={facts} />
			<Action href={mail.url}>{t("disputeAlert.action")}</Action>
			<Small>
				{t("disputeAlert.dashboard")} <WrittenLink href={mail.dashboardUrl} />
			</Small>
		</Shell>
	);
}
