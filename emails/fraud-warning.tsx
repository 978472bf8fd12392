import { formatYen } from "~/i18n/format.ts";
import { getT } from "~/i18n/texts.server.ts";
import type { MailFrame } from "./_components/mail-props.ts";
import { Action, Facts, Notice, Paragraph } from "./_components/parts.tsx";
import { Shell } from "./_components/shell.tsx";

export interface FraudWarningProps extends MailFrame {
	amountYen: bigint;
	reference: string;
	fundName: string;
	url: string;
}

export function subject(mail: FraudWarningProps): string {
	return getT(mail.lang, "mail")("fraudWarning.title", { reference: mail.reference });
}

/** To whoever looks after a gift whose card may have been stolen: a refund now prevents a dispute. */
export function FraudWarning(mail: FraudWarningProps) {
	const t = getT(mail.lang, "mail");
	const facts = [
		{ label: t("common.fact.amount"), value: formatYen(mail.amountYen, mail.lang), strong: true },
		{ label: t("common.fact.reference"), value: mail.reference },
		{ label: t("common.fact.fund"), value: mail.fundName },
	];
	return (
		<Shell
			mail={mail}
			title={t("fraudWarning.title", { reference: mail.reference })}
			preview={t("fraudWarning.preview")}
		>
			<Paragraph>{t("fraudWarning.lead")}</Paragraph>
			<Facts facts={facts} />
			<Notice>{t("fraudWarning.receipt")}</Notice>
			<Action href={mail.url}>{t("fraudWarning.action")}</Action>
		</Shell>
	);
}
