import { getT } from "~/i18n/texts.server.ts";
import type { MailFrame } from "./_components/mail-props.ts";
import { Facts, Paragraph, Small } from "./_components/parts.tsx";
import { Shell } from "./_components/shell.tsx";

export interface GiveCodeProps extends MailFrame {
	/** six digits */
	code: string;
}

export function subject(mail: GiveCodeProps): string {
	return getT(mail.lang, "mail")("giveCode.subject", { code: mail.code });
}

/** The code that shows a person sits before the give form. */
export function GiveCode(mail: GiveCodeProps) {
	const t = getT(mail.lang, "mail");
	return (
		<Shell mail={mail} title={t("giveCode.title")} preview={t("giveCode.preview")}>
			<Paragraph>{t("giveCode.lead")}</Paragraph>
			<Facts facts={[{ label: t("giveCode.title"), value: mail.code, strong: true }]} />
			<Paragraph>{t("giveCode.until")}</Paragraph>
			<Small>{t("giveCode.why")}</Small>
		</Shell>
	);
}
