import type { Lang } from "~/i18n/lang.ts";
import { getT } from "~/i18n/texts.server.ts";
import { env } from "~/platform/env.server.ts";
import type { PageHead } from "./page-head.ts";

/** @param words  title and description, and whatever else this page tells programs */
export function pageHead(lang: Lang, path: string, words: Omit<PageHead, "origin" | "path" | "siteName">): PageHead {
	return { ...words, path, origin: env.APP_URL, siteName: getT(lang, "public")("meta.siteName") };
}
