import { formatYen } from "~/i18n/format.ts";
import { getT } from "~/i18n/texts.server.ts";
import { recipientFacts, referenceFact } from "./_components/gift-facts.ts";
import type { GiftMailProps } from "./_components/mail-props.ts";
import { Action, Facts, Paragraph, Small } from "./_components/parts.tsx";
import { Shell } from "./_components/shell.tsx";

export interface GiftRefundFailedProps extends GiftMailProps {
	/** What should have gone back. */
	refundedYen: bigint;
}

export function subject(mail: GiftRefundFailedProps): string {
	return getT(mail.lang, "mail")("giftRefundFailed.subject", { hub: mail.hubName });
}

/** A refund the donor was told of has come back: where the money is, and how it goes on. */
export function GiftRefundFailed(mail: GiftRefundFailedProps) {
	const t = getT(mail.lang, "mail");
	const amount = formatYen(mail.refundedYen, mail.lang);
	const facts = [
		{ label: t("giftRefundFailed.amount"), value: amount, strong: true },
		{ label: t("giftRefunded.given"), value: formatYen(mail.amountYen, mail.lang) },
		...recipientFacts(mail),
		referenceFact(mail),
	];
	return (
		<Shell mail={mail} title={t("giftRefundFailed.title")} preview={t("giftRefundFailed.preview", { amount })}>
			<Paragraph>{t("giftRefundFailed.lead", { hub: mail.hubName, amount })}</Paragraph>
			<Facts facts={facts} />
			<Paragraph>{t("giftRefundFailed.next", { institution: mail.institutionName })}</Paragraph>
			<Action href={mail.thanksUrl}>{t("giftRefunded.action")}</Action>
			<Small>{t("common.privateLink")}</Small>
		</Shell>
	);
}
