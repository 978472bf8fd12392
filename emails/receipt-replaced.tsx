import { getT } from "~/i18n/texts.server.ts";
import { Action, Facts, Notice, Paragraph, Small } from "./_components/parts.tsx";
import { type ReceiptMailProps, receiptFacts } from "./_components/receipt-facts.ts";
import { Shell } from "./_components/shell.tsx";

export interface ReceiptReplacedProps extends ReceiptMailProps {
	/** number of the receipt that is void now */
	replacedNumberText: string;
	/** it comes by post */
	onPaper: boolean;
}

export function subject(mail: ReceiptReplacedProps): string {
	return getT(mail.lang, "mail")("receiptReplaced.subject", { institution: mail.institutionName });
}

/** A receipt is void and another one counts in its place. */
export function ReceiptReplaced(mail: ReceiptReplacedProps) {
	const t = getT(mail.lang, "mail");
	return (
		<Shell
			mail={mail}
			title={t("receiptReplaced.title")}
			preview={t("receiptReplaced.preview", { number: mail.numberText })}
		>
			<Paragraph>
				{t("receiptReplaced.lead", { institution: mail.institutionName, replaced: mail.replacedNumberText })}
			</Paragraph>
			<Facts facts={receiptFacts(mail)} />
			<Notice>{t("receiptReplaced.use", { replaced: mail.replacedNumberText })}</Notice>
			{mail.onPaper ? <Paragraph>{t("receiptReplaced.onPaper")}</Paragraph> : null}
			<Action href={mail.url}>{t("receipt.action")}</Action>
			<Small>{t("receipt.keep")}</Small>
		</Shell>
	);
}
