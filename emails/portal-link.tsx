import { getT } from "~/i18n/texts.server.ts";
import type { MailFrame } from "./_components/mail-props.ts";
import { Action, Paragraph, Small, WrittenLink } from "./_components/parts.tsx";
import { Shell } from "./_components/shell.tsx";

export interface PortalLinkProps extends MailFrame {
	/** works once */
	url: string;
	validMinutes: number;
}

export function subject(mail: PortalLinkProps): string {
	return getT(mail.lang, "mail")("portalLink.subject");
}

/** The way into the donor portal. */
export function PortalLink(mail: PortalLinkProps) {
	const t = getT(mail.lang, "mail");
	return (
		<Shell mail={mail} title={t("portalLink.title")} preview={t("portalLink.preview", { minutes: mail.validMinutes })}>
			<Paragraph>{t("portalLink.lead")}</Paragraph>
			<Action href={mail.url}>{t("portalLink.action")}</Action>
			<Small>
				<WrittenLink href={mail.url} />
			</Small>
			<Paragraph>{t("portalLink.until", { minutes: mail.validMinutes })}</Paragraph>
			<Small>{t("portalLink.why")}</Small>
		</Shell>
	);
}
