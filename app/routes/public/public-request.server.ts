import { type Ctx, publicContext } from "~/domain/access/ctx.server.ts";
import { isLang } from "~/i18n/lang.ts";
import { notFound } from "~/platform/errors.ts";

/** The context of a public page, whose language its URL names. */
export async function publicRequest(request: Request, lang: string | undefined): Promise<Ctx> {
	if (!isLang(lang)) throw notFound("page", new URL(request.url).pathname);
	return publicContext(request, lang);
}
