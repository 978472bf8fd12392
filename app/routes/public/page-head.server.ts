import type { Lang } from "~/i18n/lang.ts";
import { getT } from "~/i18n/texts.server.ts";
import { env } from "~/platform/env.server.ts";
import type { PageHead } from "./page-head.ts";

export function pageHead(lang: Lang, path: string, words: Pick<PageHead, "title" | "description">): PageHead {
	return { ...words, path, origin: env.APP_URL, siteName: getT(lang, "public")("meta.siteName") };
}
