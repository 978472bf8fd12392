import type { InitOptions } from "i18next";
import { DEFAULT_LANG, LANGS } from "./lang.ts";

export const NAMESPACES = ["public", "console", "mail", "errors", "document"] as const;
export type Namespace = (typeof NAMESPACES)[number];

/**
 * Shared by server and browser. React escapes what it renders and mails render through React too, so i18next must not
 * escape a second time.
 */
export const sharedOptions = {
	supportedLngs: [...LANGS],
	fallbackLng: DEFAULT_LANG,
	defaultNS: "public",
	interpolation: { escapeValue: false },
	returnNull: false,
	showSupportNotice: false,
} as const satisfies InitOptions & { showSupportNotice?: boolean };
