import { DEFAULT_LANG, isLang, type Lang } from "~/i18n/lang";
import { env } from "~/platform/env.server";
import type { MailFrame } from "~emails/index";
import type { Ctx } from "../access/ctx.server";
import type { MailToRender } from "./mail-to-render";

/** What every mail says of itself, from the mail's own row. */
export async function mailFrame(
	ctx: Ctx,
	mail: Pick<MailToRender, "lang" | "institutionId">,
	given: { because: MailFrame["because"]; addressee?: string | null; hubName?: string },
): Promise<MailFrame> {
	const lang = mailLang(mail);
	const institution = mail.institutionId
		? await ctx.db.institution.findUnique({ where: { id: mail.institutionId } })
		: null;
	return {
		lang,
		addressee: given.addressee ?? null,
		because: given.because,
		...(given.hubName !== undefined && { hubName: given.hubName }),
		institutionName: institution ? (lang === "ja" ? institution.nameJa : institution.nameEn) : null,
		siteUrl: `${env.APP_URL}/${lang}`,
		contactEmail: institution?.contactEmail ?? null,
		demo: env.demo,
	};
}

export function mailLang({ lang }: { lang: string }): Lang {
	return isLang(lang) ? lang : DEFAULT_LANG;
}
