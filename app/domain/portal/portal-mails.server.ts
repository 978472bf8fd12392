import { env } from "~/platform/env.server";
import { renderMail } from "~emails/index";
import { jstDayString } from "../calendar/fiscal-year";
import { mailFrame, mailLang } from "../mails/mail-frame.server";
import type { MailRenderers } from "../mails/mail-to-render";
import { addressee } from "../names/person-name";
import { makeLinkToken } from "./make-link-token.server";
import { LINK_VALID_MINUTES } from "./portal-link";
import type { RequestKind } from "./request.schema";

export const portalMails: MailRenderers = {
	"portal-link": async (ctx, mail) => {
		const token = mail.subjectId === null ? null : await makeLinkToken(ctx, mail.subjectId);
		if (token === null) return null;
		return renderMail("portal-link", {
			...(await mailFrame(ctx, mail, { because: "asked" })),
			url: `${env.APP_URL}/portal/enter/${token}`,
			validMinutes: LINK_VALID_MINUTES,
		});
	},
	"request-answered": async (ctx, mail) => {
		const request = await ctx.db.donorRequest.findUnique({
			where: { id: mail.subjectId ?? "" },
			include: { donor: true },
		});
		if (!request || (request.status !== "done" && request.status !== "refused")) return null;
		const { donor } = request;
		const name = { ...donor, donorKind: donor.kind === "company" ? ("company" as const) : ("individual" as const) };
		return renderMail("request-answered", {
			...(await mailFrame(ctx, mail, {
				because: "gift",
				addressee: donor.erasedAt ? null : addressee(name, mailLang(mail)),
			})),
			kind: request.kind as RequestKind,
			outcome: request.status,
			askedOn: jstDayString(request.createdAt),
			amountYen: request.amountYen,
			answer: request.answer,
			portalUrl: donor.erasedAt ? null : `${env.APP_URL}/portal/requests`,
		});
	},
};
