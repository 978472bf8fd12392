import { getT } from "~/i18n/texts.server.ts";
import type { MailFrame } from "./_components/mail-props.ts";
import { Action, Facts, Paragraph, Small, WrittenLink } from "./_components/parts.tsx";
import { Shell } from "./_components/shell.tsx";

export const PEER_PAGE_EVENTS = ["confirm", "published", "declined", "waiting"] as const;

export interface PeerPageProps extends MailFrame {
	event: (typeof PEER_PAGE_EVENTS)[number];
	hubName: string;
	pageTitle: string;
	/** the supporter, as the page shows them */
	name: string;
	/** why it was declined; empty otherwise */
	note: string;
	/** the owner's own link, or the console's page for staff */
	url: string;
	/** the page everybody sees, once it is published */
	publicUrl: string | null;
}

export function subject(mail: PeerPageProps): string {
	return getT(mail.lang, "mail")(`peerPage.${mail.event}.subject`, { hub: mail.hubName });
}

/** About a supporter's page: to its owner, or to the hub when one waits. */
export function PeerPage(mail: PeerPageProps) {
	const t = getT(mail.lang, "mail");
	const { event, hubName: hub, publicUrl } = mail;
	const facts = [
		{ label: t("peerPage.title"), value: mail.pageTitle, strong: true },
		{ label: t("peerPage.name"), value: mail.name },
		...(mail.note ? [{ label: t("peerPage.note"), value: mail.note }] : []),
	];
	return (
		<Shell mail={mail} title={t(`peerPage.${event}.title`)} preview={t(`peerPage.${event}.subject`, { hub })}>
			<Paragraph>{t(`peerPage.${event}.lead`, { hub })}</Paragraph>
			<Facts facts={facts} />
			{publicUrl ? (
				<Small>
					<WrittenLink href={publicUrl} />
				</Small>
			) : null}
			{event === "declined" ? null : <Action href={mail.url}>{t(`peerPage.${event}.action`)}</Action>}
			{event === "confirm" ? <Small>{t("peerPage.notYou")}</Small> : null}
			{event === "published" ? <Small>{t("common.privateLink")}</Small> : null}
		</Shell>
	);
}
