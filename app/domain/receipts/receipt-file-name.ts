import type { Lang } from "~/i18n/lang";

/** What a person may not have in the name of a file on some system. */
const REFUSED = /[\p{Cc}\p{Cs}\\/:*?"<>|%]+/gu;

const WORDS = {
	receipt: { ja: "寄附金受領証明書", en: "Donation receipt" },
	certificate: { ja: "寄附証明書", en: "Donation certificate" },
	preview: { ja: "寄附金受領証明書（見本）", en: "Donation receipt (specimen)" },
} as const;

/** `寄附金受領証明書_2026-000042.pdf` */
export function receiptFileName(document: keyof typeof WORDS, numberText: string | null, lang: Lang): string {
	const number = (numberText ?? "").replace(REFUSED, "-").trim();
	return `${[WORDS[document][lang], number].filter((part) => part !== "").join("_")}.pdf`;
}
