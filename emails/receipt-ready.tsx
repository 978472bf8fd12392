import { getT } from "~/i18n/texts.server.ts";
import { Action, Facts, Paragraph, Small } from "./_components/parts.tsx";
import { type ReceiptMailProps, receiptFacts } from "./_components/receipt-facts.ts";
import { Shell } from "./_components/shell.tsx";

export function subject(mail: ReceiptMailProps): string {
	return getT(mail.lang, "mail")("receiptReady.subject", { institution: mail.institutionName });
}

/** A receipt can be downloaded. The file is not enclosed: who opens it signs in first. */
export function ReceiptReady(mail: ReceiptMailProps) {
	const t = getT(mail.lang, "mail");
	return (
		<Shell mail={mail} title={t("receiptReady.title")} preview={t("receiptReady.preview", { number: mail.numberText })}>
			<Paragraph>{t("receiptReady.lead", { institution: mail.institutionName })}</Paragraph>
			<Facts facts={receiptFacts(mail)} />
			<Paragraph>{t("receiptReady.how")}</Paragraph>
			<Action href={mail.url}>{t("receipt.action")}</Action>
			<Small>{t("receipt.keep")}</Small>
		</Shell>
	);
}
