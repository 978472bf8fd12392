import { type Ctx, publicContext } from "~/domain/access/ctx.server.ts";
import { giftOrigin } from "~/domain/gifts/gift-origin.ts";
import { isLang } from "~/i18n/lang.ts";
import { notFound } from "~/platform/errors.ts";

/** The context of a public page, whose language its URL names. */
export async function publicRequest(request: Request, lang: string | undefined): Promise<Ctx> {
	if (!isLang(lang)) throw notFound("page", new URL(request.url).pathname);
	return publicContext(request, lang);
}

/** Where a visitor came from, for the links of a page: it goes along to the give form. Empty, or `?utm_source=…`. */
export function keptQuery(request: Request): string {
	const kept = new URLSearchParams(giftOrigin(new URL(request.url).searchParams)).toString();
	return kept === "" ? "" : `?${kept}`;
}
