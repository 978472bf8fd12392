import type { Lang } from "~/i18n/lang";
import { env } from "~/platform/env.server";

/** The page of one application, known only to who holds its gift's token. */
export function applicationUrl(lang: Lang, publicToken: string): string {
	return `${env.APP_URL}${applicationPath(lang, publicToken)}`;
}

export function applicationPath(lang: Lang, publicToken: string): string {
	return `/${lang}/applications/${publicToken}`;
}
