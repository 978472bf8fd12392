import type { Lang } from "~/i18n/lang";
import { env } from "~/platform/env.server";

/** The page of one pledge, known only to who holds its token. */
export function pledgeUrl(lang: Lang, publicToken: string): string {
	return `${env.APP_URL}${pledgePath(lang, publicToken)}`;
}

export function pledgePath(lang: Lang, publicToken: string): string {
	return `/${lang}/pledges/${publicToken}`;
}
