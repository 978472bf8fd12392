import { env } from "~/platform/env.server";
import { renderMail } from "~emails/index";
import type { Ctx } from "../access/ctx.server";
import { mailFrame, mailLang } from "../mails/mail-frame.server";
import type { MailRenderers, MailToRender } from "../mails/mail-to-render";
import { addressee, donorName } from "../names/person-name";
import { applicationUrl } from "./application-url.server";
import { dayText } from "./get-application-page.server";
import type { RefusalGround } from "./refusal-grounds";

export const applicationMails: MailRenderers = {
	"application-received": async (ctx, mail) => {
		const told = await read(ctx, mail);
		return told && renderMail("application-received", told);
	},
	"application-accepted": async (ctx, mail) => {
		const told = await read(ctx, mail);
		if (told?.status !== "accepted" || told.payBy === null) return null;
		return renderMail("application-accepted", { ...told, payBy: told.payBy });
	},
	"application-refused": async (ctx, mail) => {
		const told = await read(ctx, mail);
		if (told?.status !== "refused") return null;
		return renderMail("application-refused", { ...told, ground: told.ground ?? "other" });
	},
	"application-new": async (ctx, mail) => {
		const told = await read(ctx, mail, "staff");
		if (told?.status !== "applied") return null;
		const url = `${env.APP_URL}/console/applications/${mail.subjectId}`;
		return renderMail("application-new", { ...told, url });
	},
};

/** What all of these mails tell, from the application as it is now; null when it is gone. */
async function read(ctx: Ctx, mail: MailToRender, because: "gift" | "staff" = "gift") {
	const row = mail.subjectId
		? await ctx.db.application.findUnique({
				where: { id: mail.subjectId },
				include: { gift: { include: { fund: true, hub: true } } },
			})
		: null;
	if (!row) return null;
	const { gift } = row;
	const lang = mailLang(mail);
	const ja = lang === "ja";
	const name = { ...gift, donorKind: gift.donorKind === "company" ? ("company" as const) : ("individual" as const) };
	const of = (named: { nameJa: string; nameEn: string }) => (ja ? named.nameJa : named.nameEn);
	const hubName = of(gift.hub ?? gift.fund);
	const frame = await mailFrame(ctx, mail, {
		because,
		hubName,
		addressee: because === "staff" ? null : addressee(name, lang),
	});
	return {
		...frame,
		hubName,
		status: row.status,
		ground: row.refusalGround as RefusalGround | null,
		donorName: donorName(name, lang),
		fundName: of(gift.fund),
		amountYen: gift.amountYen,
		applicationNumber: row.reference,
		payBy: dayText(row.payBy),
		pageUrl: applicationUrl(lang, gift.publicToken),
	};
}
