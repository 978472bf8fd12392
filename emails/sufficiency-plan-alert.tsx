import { formatFiscalYear, formatYen } from "~/i18n/format.ts";
import { getT } from "~/i18n/texts.server.ts";
import type { MailFrame } from "./_components/mail-props.ts";
import { Action, Facts, Paragraph } from "./_components/parts.tsx";
import { Shell } from "./_components/shell.tsx";

export const SUFFICIENCY_PLAN_EVENTS = ["submitted", "approved", "sentBack"] as const;

export interface SufficiencyPlanAlertProps extends MailFrame {
	/** `submitted` waits for a second person; `approved` and `sentBack` are that person's word */
	event: (typeof SUFFICIENCY_PLAN_EVENTS)[number];
	hubName: string;
	version: number;
	planTitle: string;
	firstFiscalYear: number;
	lastFiscalYear: number;
	/** all cost lines of all years */
	neededYen: bigint;
	/** what the second person wrote; empty when nothing */
	note: string;
	url: string;
}

export function subject(mail: SufficiencyPlanAlertProps): string {
	const { hubName: hub, version } = mail;
	return getT(mail.lang, "mail")(`sufficiencyPlan.${mail.event}.subject`, { hub, version });
}

/** To staff: a self-sufficiency plan waits for a decision, or was decided. */
export function SufficiencyPlanAlert(mail: SufficiencyPlanAlertProps) {
	const t = getT(mail.lang, "mail");
	const { event, hubName: hub, version, lang } = mail;
	const years = [mail.firstFiscalYear, mail.lastFiscalYear].map((year) => formatFiscalYear(year, lang)).join(" – ");
	const facts = [
		{ label: t("sufficiencyPlan.plan"), value: mail.planTitle },
		{ label: t("sufficiencyPlan.version"), value: String(version) },
		{ label: t("sufficiencyPlan.years"), value: years },
		{ label: t("sufficiencyPlan.needed"), value: formatYen(mail.neededYen, lang), strong: true },
		...(mail.note ? [{ label: t("sufficiencyPlan.note"), value: mail.note }] : []),
	];
	return (
		<Shell
			mail={mail}
			title={t(`sufficiencyPlan.${event}.title`)}
			preview={t(`sufficiencyPlan.${event}.subject`, { hub, version })}
		>
			<Paragraph>{t(`sufficiencyPlan.${event}.lead`, { hub })}</Paragraph>
			<Facts facts={facts} />
			<Action href={mail.url}>{t("sufficiencyPlan.action")}</Action>
		</Shell>
	);
}
