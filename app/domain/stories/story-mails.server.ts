import { env } from "~/platform/env.server";
import { renderMail } from "~emails/index";
import { mailFrame, mailLang } from "../mails/mail-frame.server";
import type { MailRenderers, MailToRender } from "../mails/mail-to-render";

/** What a story must still be for its mail to be worth reading. */
const STATUS_OF = {
	submitted: "in_review",
	approved: "approved",
	sentBack: "draft",
	published: "published",
	takenBack: "draft",
} as const;

export const storyMails: MailRenderers = {
	"story-alert": async (ctx, mail) => {
		const event = eventOf(mail);
		const story =
			mail.subjectId === null
				? null
				: await ctx.db.story.findUnique({ where: { id: mail.subjectId }, include: { hub: true } });
		if (!story?.hub || story.status !== STATUS_OF[event]) return null;
		const isJapanese = mailLang(mail) === "ja";
		const hubName = isJapanese ? story.hub.nameJa : story.hub.nameEn;
		return renderMail("story-alert", {
			...(await mailFrame(ctx, mail, { because: "staff", hubName })),
			...{ event, hubName },
			storyTitle: isJapanese || story.titleEn === "" ? story.titleJa : story.titleEn,
			authors: isJapanese || story.authorsEn === "" ? story.authorsJa : story.authorsEn,
			note: event === "sentBack" || event === "takenBack" ? story.note : "",
			url: `${env.APP_URL}/console/stories/${story.id}`,
		});
	},
};

function eventOf({ params }: MailToRender): keyof typeof STATUS_OF {
	const known = (Object.keys(STATUS_OF) as (keyof typeof STATUS_OF)[]).find((event) => event === params.event);
	if (known === undefined) throw new Error(`a mail about a story names no event: ${String(params.event)}`);
	return known;
}
