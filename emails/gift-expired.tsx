import { formatYen } from "~/i18n/format.ts";
import { getT } from "~/i18n/texts.server.ts";
import { amountFact, methodFact, recipientFacts, referenceFact } from "./_components/gift-facts.ts";
import type { GiftMailProps } from "./_components/mail-props.ts";
import { Action, Facts, Notice, Paragraph } from "./_components/parts.tsx";
import { Shell } from "./_components/shell.tsx";

export interface GiftExpiredProps extends GiftMailProps {
	/** Where the donor can pay again without typing everything anew. */
	tryAgainUrl: string;
}

export function subject(mail: GiftExpiredProps): string {
	return getT(mail.lang, "mail")("giftExpired.subject", { hub: mail.hubName });
}

/** Not paid in time: nothing was charged, and giving is still welcome. */
export function GiftExpired(mail: GiftExpiredProps) {
	const t = getT(mail.lang, "mail");
	const amount = formatYen(mail.amountYen, mail.lang);
	return (
		<Shell mail={mail} title={t("giftExpired.title")} preview={t("giftExpired.preview", { amount })}>
			<Paragraph>{t("giftExpired.lead", { hub: mail.hubName })}</Paragraph>
			<Facts facts={[amountFact(mail), ...recipientFacts(mail), methodFact(mail), referenceFact(mail)]} />
			<Paragraph>{t("giftExpired.again")}</Paragraph>
			<Action href={mail.tryAgainUrl}>{t("giftExpired.action")}</Action>
			<Notice>{t("giftExpired.crossed")}</Notice>
		</Shell>
	);
}
