import { getT } from "~/i18n/texts.server.ts";
import type { MailFrame } from "./_components/mail-props.ts";
import { Action, Facts, Paragraph } from "./_components/parts.tsx";
import { Shell } from "./_components/shell.tsx";

export const STORY_EVENTS = ["submitted", "approved", "sentBack", "published", "takenBack"] as const;

export interface StoryAlertProps extends MailFrame {
	event: (typeof STORY_EVENTS)[number];
	hubName: string;
	storyTitle: string;
	/** as readers see them; empty when nobody is named */
	authors: string;
	/** what the second person wrote; empty when nothing */
	note: string;
	url: string;
}

export function subject(mail: StoryAlertProps): string {
	return getT(mail.lang, "mail")(`story.${mail.event}.subject`, { hub: mail.hubName });
}

/** To staff: a story waits for review, or was decided on. */
export function StoryAlert(mail: StoryAlertProps) {
	const t = getT(mail.lang, "mail");
	const { event, hubName: hub } = mail;
	const facts = [
		{ label: t("story.title"), value: mail.storyTitle, strong: true },
		...(mail.authors ? [{ label: t("story.writer"), value: mail.authors }] : []),
		...(mail.note ? [{ label: t("story.note"), value: mail.note }] : []),
	];
	return (
		<Shell mail={mail} title={t(`story.${event}.title`)} preview={t(`story.${event}.subject`, { hub })}>
			<Paragraph>{t(`story.${event}.lead`, { hub })}</Paragraph>
			<Facts facts={facts} />
			<Action href={mail.url}>{t("story.action")}</Action>
		</Shell>
	);
}
