import type { TFunction } from "i18next";
import { useTranslation } from "react-i18next";
import { DEFAULT_LANG, isLang, type Lang } from "./lang.ts";
import type { Namespace } from "./options.ts";

/** The texts of one namespace in the language of the page: `const t = useT("public")`. */
export function useT<N extends Namespace>(ns: N): TFunction<N> {
	return useTranslation(ns).t as TFunction<N>;
}

export function useLang(): Lang {
	const { language } = useTranslation().i18n;
	return isLang(language) ? language : DEFAULT_LANG;
}

/**
 * Turns what a form schema says into text: `fields.required`, or with values `fields.tooLong?max=40`.
 * Anything that is no key of errors.json reads as "please check".
 */
export function useErrorText(): (message: string) => string {
	const { t, i18n } = useTranslation("errors");
	const lookUp = t as unknown as (key: string, values: object) => string;
	return (message) => {
		const [key = "", values] = message.split("?", 2);
		if (!i18n.exists(key, { ns: "errors" })) return t("fields.invalid");
		return lookUp(key, Object.fromEntries(new URLSearchParams(values)));
	};
}
