import { render, toPlainText } from "@react-email/render";
import { createElement } from "react";
import { Link } from "react-email";
import { formatDay, formatHash } from "~/i18n/format.ts";
import { getT } from "~/i18n/texts.server.ts";
import type { YearEndWords } from "~/ui/report/report-extras.ts";
import { ListFooter } from "./_components/list-footer.tsx";
import type { MailFrame } from "./_components/mail-props.ts";
import { Facts, Notice, Paragraph, Small, Subtitle } from "./_components/parts.tsx";
import { PLAIN_TEXT } from "./_components/plain-text.ts";
import { MailFootnotes } from "./_components/report-figures.tsx";
import { MailBlock } from "./_components/report-parts.tsx";
import type { ReportMailProps } from "./_components/report-props.ts";
import { Shell } from "./_components/shell.tsx";
import { COLOUR } from "./_components/theme.ts";

export { GIFT_ROW } from "./_components/report-own.tsx";
export type { ReportMailProps } from "./_components/report-props.ts";

export function subject({ view, test }: Pick<ReportMailProps, "view" | "test">): string {
	const t = getT(view.lang, "mail");
	const from = view.hub?.name ?? view.institution;
	const words = t("report.subject", { title: view.title, from });
	return test ? t("report.subjectTest", { subject: words }) : words;
}

/** A report, a statement or a year-end letter: written for one reader, sent to many. */
export function ReportMail(mail: ReportMailProps) {
	const { view, own, yearEnd } = mail;
	const t = getT(view.lang, "mail");
	const words = getT(view.lang, "document");
	const at = view.blocks[0]?.kind === "letter" ? 1 : 0;
	const before = view.blocks.slice(0, at);
	const after = view.blocks.slice(at);
	return (
		<Shell
			mail={frameOf(mail)}
			title={view.title}
			preview={t(`report.preview.${view.kind}`, view.period)}
			footer={
				<ListFooter
					lang={view.lang}
					institution={view.institution}
					why={t(`list.why.${mail.purpose}`, { institution: view.institution })}
					contactEmail={mail.contactEmail}
					postalAddress={mail.postalAddress}
					preferencesUrl={mail.preferencesUrl}
					stopUrl={mail.stopUrl}
				/>
			}
		>
			{mail.test ? <Notice>{t("report.test")}</Notice> : null}
			<Small>{`${view.hub?.name ?? view.institution} · ${words("report.period", view.period)}`}</Small>
			{mail.webUrl === null ? null : <WebLink href={mail.webUrl} text={t("report.web")} />}
			{before.map((block) => (
				<MailBlock key={block.id} block={block} mail={mail} />
			))}
			{yearEnd === null ? null : <YearEnd words={yearEnd} />}
			{after.map((block) => (
				<MailBlock key={block.id} block={block} mail={mail} />
			))}
			<MailFootnotes view={view} />
			<Small>
				{view.approvedOn === null || view.frozenSha256 === null
					? words("report.foot.live")
					: words("report.foot.frozen", {
							day: formatDay(view.approvedOn, view.lang),
							hash: formatHash(view.frozenSha256),
						})}
			</Small>
			{mail.pdfUrl === null || own === null ? null : <WebLink href={mail.pdfUrl} text={t("report.pdf")} />}
		</Shell>
	);
}

function frameOf({ view, own, siteOrigin, contactEmail, demo }: ReportMailProps): MailFrame {
	return {
		lang: view.lang,
		addressee: own?.addressee ?? null,
		institutionName: view.institution,
		because: "gift",
		...(view.hub && { hubName: view.hub.name }),
		siteUrl: `${siteOrigin}/${view.lang}`,
		contactEmail,
		demo,
	};
}

function WebLink({ href, text }: { href: string; text: string }) {
	return (
		<Small>
			<Link href={href} className="m-link" style={{ color: COLOUR.primary, textDecoration: "underline" }}>
				{text}
			</Link>
		</Small>
	);
}

function YearEnd({ words }: { words: YearEndWords }) {
	return (
		<>
			<Subtitle>{words.title}</Subtitle>
			<Paragraph>{words.rule}</Paragraph>
			{words.methods === null ? (
				<Notice>{words.over}</Notice>
			) : (
				<Facts facts={words.methods.map(({ label, text }) => ({ label, value: text }))} />
			)}
		</>
	);
}

/** Renders one report whole; the same props always give the same bytes. */
export async function renderReportMail(
	mail: ReportMailProps,
): Promise<{ subject: string; html: string; text: string }> {
	const html = await render(createElement(ReportMail, mail));
	const oneLine = subject(mail)
		.replace(/[\p{Cc}\u2028\u2029]+/gu, " ")
		.trim();
	return { subject: oneLine, html, text: `${toPlainText(html, PLAIN_TEXT).trim()}\n` };
}
