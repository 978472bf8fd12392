import { formatDayOfEra, formatInteger } from "~/i18n/format.ts";
import type { Lang } from "~/i18n/lang.ts";

/** `令和8年（2026年）`, `2026`: the year that ends on that 31 December. */
export function yearOfEra(year: number, lang: Lang): string {
	return lang === "en" ? String(year) : formatDayOfEra(`${year}-12-31`, lang).replace(/12月31日$/, "");
}

/** Digits with commas, of integer yen as text. */
export function digits(yen: string | bigint): string {
	return formatInteger(BigInt(yen));
}

/** 「若手の『最初の一年』」: Japanese quotation marks change within others. */
export function withinQuotes(text: string, lang: Lang): string {
	return lang === "en" ? text : text.replaceAll("「", "『").replaceAll("」", "』");
}
