import { getT } from "~/i18n/texts.server.ts";
import { Action, Facts, Notice, Paragraph } from "./_components/parts.tsx";
import { type ReceiptMailProps, receiptFacts } from "./_components/receipt-facts.ts";
import { Shell } from "./_components/shell.tsx";

export function subject(mail: ReceiptMailProps): string {
	return getT(mail.lang, "mail")("receiptVoided.subject", { institution: mail.institutionName });
}

/** A receipt is void and nothing takes its place. */
export function ReceiptVoided(mail: ReceiptMailProps) {
	const t = getT(mail.lang, "mail");
	return (
		<Shell
			mail={mail}
			title={t("receiptVoided.title")}
			preview={t("receiptVoided.preview", { number: mail.numberText })}
		>
			<Paragraph>{t("receiptVoided.lead", { institution: mail.institutionName })}</Paragraph>
			<Facts facts={receiptFacts(mail)} />
			<Notice>{t("receiptVoided.use")}</Notice>
			<Action href={mail.url}>{t("receipt.action")}</Action>
		</Shell>
	);
}
