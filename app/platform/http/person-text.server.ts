import type { Lang } from "~/i18n/lang.ts";
import { i18nFor } from "~/i18n/texts.server.ts";

/** The text of an `AppError` for its reader. Keys come from data, so they are looked up unchecked. */
export function personText(lang: Lang, key: string, params: Record<string, string | number>): string {
	const texts = i18nFor(lang);
	const known = texts.exists(key, { ns: "errors" });
	const lookUp = texts.getFixedT(lang, "errors") as unknown as (key: string, params: object) => string;
	return lookUp(known ? key : "page.failedText", params);
}
