import { type Ctx, publicContext } from "~/domain/access/ctx.server.ts";
import { countVisit } from "~/domain/campaigns/count-visits.server.ts";
import { giftOrigin } from "~/domain/gifts/gift-origin.ts";
import { countClick } from "~/domain/mail-care/count-clicks.server.ts";
import { MAIL_QUERY } from "~/domain/mail-care/mark-links.ts";
import { isLang } from "~/i18n/lang.ts";
import { notFound } from "~/platform/errors.ts";

/** The context of a public page, whose language its URL names. */
export async function publicRequest(request: Request, lang: string | undefined): Promise<Ctx> {
	const { pathname, searchParams } = new URL(request.url);
	if (!isLang(lang)) throw notFound("page", pathname);
	const code = searchParams.get("appeal");
	const mailId = searchParams.get(MAIL_QUERY);
	if ((code !== null || mailId !== null) && isOpenedByPerson(request)) {
		if (code !== null) countVisit(code);
		// Only mails of donors who agreed have it in their links.
		if (mailId !== null) countClick(mailId, pathname);
	}
	return publicContext(request, lang);
}

const ROBOT = /bot|crawl|spider|slurp|preview|facebookexternalhit|monitor|headless|lighthouse|curl|wget|python|java\//i;

/** Not a robot that says so, and not a browser that fetches ahead of a click. */
function isOpenedByPerson({ method, headers }: Request): boolean {
	const agent = headers.get("user-agent") ?? "";
	return method === "GET" && agent !== "" && !ROBOT.test(agent) && !headers.has("sec-purpose");
}

/** Where a visitor came from, for the links of a page: it goes along to the give form. Empty, or `?utm_source=…`. */
export function keptQuery(request: Request): string {
	const kept = new URLSearchParams(giftOrigin(new URL(request.url).searchParams)).toString();
	return kept === "" ? "" : `?${kept}`;
}
