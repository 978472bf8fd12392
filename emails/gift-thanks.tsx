import { formatDay, formatYen } from "~/i18n/format.ts";
import { getT } from "~/i18n/texts.server.ts";
import { amountFact, methodFact, recipientFacts, referenceFact } from "./_components/gift-facts.ts";
import type { GiftMailProps } from "./_components/mail-props.ts";
import { Action, Facts, Notice, Paragraph, Small, Subtitle, WrittenLink } from "./_components/parts.tsx";
import type { PlanNote } from "./_components/plan-facts.ts";
import { Shell } from "./_components/shell.tsx";

export interface GiftThanksProps extends GiftMailProps {
	/** The day the money was given, `YYYY-MM-DD` in Japan. */
	givenOn: string;
	/** The tax receipt comes from another body than the institution. */
	receiptByOtherBody: boolean;
	/** when it is the first gift of a plan */
	plan: PlanNote | null;
}

export function subject(mail: GiftThanksProps): string {
	return getT(mail.lang, "mail")("giftThanks.subject", { hub: mail.hubName });
}

/** Sent once the money is there; says plainly that it is no receipt. */
export function GiftThanks(mail: GiftThanksProps) {
	const t = getT(mail.lang, "mail");
	const amount = formatYen(mail.amountYen, mail.lang);
	const institution = mail.institutionName;
	const day = { label: t("common.fact.givenOn"), value: formatDay(mail.givenOn, mail.lang) };
	const facts = [amountFact(mail), ...recipientFacts(mail), day, methodFact(mail), referenceFact(mail)];
	return (
		<Shell mail={mail} title={t("giftThanks.title")} preview={t("giftThanks.preview", { amount })}>
			<Paragraph>{t("giftThanks.lead", { hub: mail.hubName, amount })}</Paragraph>
			<Facts facts={facts} />
			<Paragraph>{t("giftThanks.use")}</Paragraph>
			{mail.plan === null ? null : <PlanPart mail={mail} plan={mail.plan} amount={amount} />}
			<Subtitle>{t("giftThanks.nextTitle")}</Subtitle>
			<Paragraph>
				{t(mail.receiptByOtherBody ? "giftThanks.receiptOther" : "giftThanks.receipt", { institution })}
			</Paragraph>
			<Notice>{t("common.noReceipt")}</Notice>
			<Action href={mail.thanksUrl}>{t("giftThanks.action")}</Action>
			<Small>{t("common.privateLink")}</Small>
			<Small>
				{t("giftThanks.portal")} <WrittenLink href={new URL("/portal", mail.siteUrl).href} />
			</Small>
		</Shell>
	);
}

/** When the next gift comes, and how it is changed or stopped. */
function PlanPart({ mail, plan, amount }: { mail: GiftThanksProps; plan: PlanNote; amount: string }) {
	const t = getT(mail.lang, "mail");
	if (plan.nextChargeOn === null) return null;
	return (
		<>
			<Subtitle>{t("giftThanks.plan.title")}</Subtitle>
			<Paragraph>
				{t(`giftThanks.plan.${plan.unit}`, { day: formatDay(plan.nextChargeOn, mail.lang), amount })}
			</Paragraph>
			<Paragraph>
				{t("plan.manage")} <WrittenLink href={plan.portalUrl} />
			</Paragraph>
		</>
	);
}
