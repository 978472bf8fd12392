import { render, toPlainText } from "@react-email/render";
import { createElement } from "react";
import type { Lang } from "~/i18n/lang.ts";
import { getT } from "~/i18n/texts.server.ts";
import type { RichBlock, RichImage } from "~/ui/rich-text.tsx";
import { ListFooter } from "./_components/list-footer.tsx";
import type { MailFrame } from "./_components/mail-props.ts";
import { Action, Small, WrittenLink } from "./_components/parts.tsx";
import { PLAIN_TEXT } from "./_components/plain-text.ts";
import { MailRichText } from "./_components/rich-text.tsx";
import { Shell } from "./_components/shell.tsx";

export interface AppealMailProps {
	lang: Lang;
	/** subject and title */
	subject: string;
	addressee: string;
	blocks: readonly RichBlock[];
	images: Readonly<Record<string, RichImage>>;
	/** the one thing it asks for */
	askUrl: string;
	hub: string;
	institution: string;
	contactEmail: string | null;
	postalAddress: string;
	preferencesUrl: string;
	stopUrl: string;
	siteOrigin: string;
	demo: boolean;
}

/** One ask to one audience: a writer's words and one button. No picture that tells whether it was opened. */
export function AppealMail(mail: AppealMailProps) {
	const t = getT(mail.lang, "mail");
	const frame: MailFrame = {
		lang: mail.lang,
		addressee: mail.addressee,
		institutionName: mail.institution,
		because: "gift",
		hubName: mail.hub,
		siteUrl: `${mail.siteOrigin}/${mail.lang}`,
		contactEmail: mail.contactEmail,
		demo: mail.demo,
	};
	return (
		<Shell
			mail={frame}
			title={mail.subject}
			preview={t("appeal.preview", { hub: mail.hub })}
			footer={
				<ListFooter
					lang={mail.lang}
					institution={mail.institution}
					why={t("list.why.appeals", { institution: mail.institution })}
					contactEmail={mail.contactEmail}
					postalAddress={mail.postalAddress}
					preferencesUrl={mail.preferencesUrl}
					stopUrl={mail.stopUrl}
				/>
			}
		>
			<MailRichText blocks={mail.blocks} images={mail.images} siteOrigin={mail.siteOrigin} />
			<Action href={mail.askUrl}>{t("appeal.ask", { hub: mail.hub })}</Action>
			<Small>
				{t("appeal.written")} <WrittenLink href={mail.askUrl} />
			</Small>
		</Shell>
	);
}

/** Renders one appeal whole; the same props always give the same bytes. */
export async function renderAppealMail(
	mail: AppealMailProps,
): Promise<{ subject: string; html: string; text: string }> {
	const html = await render(createElement(AppealMail, mail));
	const subject = mail.subject.replace(/[\p{Cc}\u2028\u2029]+/gu, " ").trim();
	return { subject, html, text: `${toPlainText(html, PLAIN_TEXT).trim()}\n` };
}
