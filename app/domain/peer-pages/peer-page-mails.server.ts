import { env } from "~/platform/env.server";
import { renderMail } from "~emails/index";
import { mailFrame, mailLang } from "../mails/mail-frame.server";
import type { MailRenderers } from "../mails/mail-to-render";
import { peerOwnerUrl, peerPublicUrl } from "./peer-page-link.server";

/** What a page must still be for its mail to be worth reading. */
const STATUS_OF = { confirm: "unconfirmed", published: "published", declined: "declined", waiting: "pending" } as const;
type Event = keyof typeof STATUS_OF;

export const peerPageMails: MailRenderers = {
	"peer-page": async (ctx, mail) => {
		const event = (Object.keys(STATUS_OF) as Event[]).find((one) => one === mail.params.event);
		const page = mail.subjectId
			? await ctx.db.peerPage.findUnique({ where: { id: mail.subjectId }, include: { hub: true } })
			: null;
		if (event === undefined || page?.status !== STATUS_OF[event]) return null;
		const lang = mailLang(mail);
		const hubName = lang === "ja" ? page.hub.nameJa : page.hub.nameEn;
		const isStaff = event === "waiting";
		return renderMail("peer-page", {
			...(await mailFrame(ctx, mail, { because: isStaff ? "staff" : "asked", hubName })),
			...{ event, hubName, pageTitle: page.title, name: page.name, note: event === "declined" ? page.note : "" },
			url: isStaff ? `${env.APP_URL}/console/peer-pages/${page.id}` : peerOwnerUrl(lang, page.id),
			publicUrl: event === "published" ? peerPublicUrl(lang, page.slug) : null,
		});
	},
};
