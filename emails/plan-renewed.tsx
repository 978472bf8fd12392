import { formatDay, formatYen } from "~/i18n/format.ts";
import { getT } from "~/i18n/texts.server.ts";
import { amountFact, recipientFacts, referenceFact } from "./_components/gift-facts.ts";
import type { GiftMailProps } from "./_components/mail-props.ts";
import { Action, Facts, Notice, Paragraph, Small, WrittenLink } from "./_components/parts.tsx";
import type { PlanNote } from "./_components/plan-facts.ts";
import { Shell } from "./_components/shell.tsx";

export interface PlanRenewedProps extends GiftMailProps {
	/** The day the money was given, `YYYY-MM-DD` in Japan. */
	givenOn: string;
	plan: PlanNote;
}

export function subject(mail: PlanRenewedProps): string {
	return getT(mail.lang, "mail")(`planRenewed.subject.${mail.plan.unit}`, { hub: mail.hubName });
}

/** Short: this month's gift has come, and when the next one will. */
export function PlanRenewed(mail: PlanRenewedProps) {
	const t = getT(mail.lang, "mail");
	const { lang, plan } = mail;
	const amount = formatYen(mail.amountYen, lang);
	const facts = [
		amountFact(mail),
		...recipientFacts(mail),
		{ label: t("common.fact.givenOn"), value: formatDay(mail.givenOn, lang) },
		...(plan.nextChargeOn === null ? [] : [{ label: t("plan.fact.next"), value: formatDay(plan.nextChargeOn, lang) }]),
		referenceFact(mail),
	];
	return (
		<Shell mail={mail} title={t(`planRenewed.title.${plan.unit}`)} preview={t("giftThanks.preview", { amount })}>
			<Paragraph>{t("planRenewed.lead", { hub: mail.hubName, amount })}</Paragraph>
			<Facts facts={facts} />
			<Notice>{t("common.noReceipt")}</Notice>
			<Action href={mail.thanksUrl}>{t("giftThanks.action")}</Action>
			<Small>
				{t("plan.manage")} <WrittenLink href={plan.portalUrl} />
			</Small>
		</Shell>
	);
}
