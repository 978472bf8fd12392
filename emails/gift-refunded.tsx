import { formatDay, formatYen } from "~/i18n/format.ts";
import { getT } from "~/i18n/texts.server.ts";
import { methodFact, recipientFacts, referenceFact } from "./_components/gift-facts.ts";
import type { GiftMailProps } from "./_components/mail-props.ts";
import { Action, Facts, Notice, Paragraph, Small } from "./_components/parts.tsx";
import { Shell } from "./_components/shell.tsx";

export interface GiftRefundedProps extends GiftMailProps {
	/** What goes back by this refund. */
	refundedYen: bigint;
	/** What is left of the gift after all its refunds. */
	remainingYen: bigint;
	/** By bank transfer from the institution's own account, not by Stripe. */
	byInstitution: boolean;
	/** The day of the refund, `YYYY-MM-DD` in Japan. */
	refundedOn: string;
}

export function subject(mail: GiftRefundedProps): string {
	return getT(mail.lang, "mail")("giftRefunded.subject", { hub: mail.hubName });
}

/** How much goes back, by which way, and what it means for a receipt already issued. */
export function GiftRefunded(mail: GiftRefundedProps) {
	const t = getT(mail.lang, "mail");
	const { lang } = mail;
	const refunded = formatYen(mail.refundedYen, lang);
	const facts = [
		{ label: t("giftRefunded.refunded"), value: refunded, strong: true },
		{ label: t("giftRefunded.given"), value: formatYen(mail.amountYen, lang) },
		...(mail.remainingYen > 0n
			? [{ label: t("giftRefunded.remaining"), value: formatYen(mail.remainingYen, lang) }]
			: []),
		{ label: t("giftRefunded.on"), value: formatDay(mail.refundedOn, lang) },
		...recipientFacts(mail),
		methodFact(mail),
		referenceFact(mail),
	];
	const { method } = mail;
	return (
		<Shell mail={mail} title={t("giftRefunded.title")} preview={t("giftRefunded.preview", { amount: refunded })}>
			<Paragraph>{t("giftRefunded.lead", { hub: mail.hubName, amount: refunded })}</Paragraph>
			<Facts facts={facts} />
			<Paragraph>
				{mail.byInstitution || (method !== "card" && method !== "konbini" && method !== "bank_transfer")
					? t("giftRefunded.way.institution", { institution: mail.institutionName })
					: t(`giftRefunded.way.${method}`)}
			</Paragraph>
			<Notice>{t("giftRefunded.receipt", { institution: mail.institutionName })}</Notice>
			<Action href={mail.thanksUrl}>{t("giftRefunded.action")}</Action>
			<Small>{t("common.privateLink")}</Small>
		</Shell>
	);
}
