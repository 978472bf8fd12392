import type { Lang } from "~/i18n/lang";
import { env } from "~/platform/env.server";

/** The page of one gift, known only to who holds its token. */
export function thanksUrl(lang: Lang, publicToken: string): string {
	return `${env.APP_URL}/${lang}/thanks/${publicToken}`;
}
