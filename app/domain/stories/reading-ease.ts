import type { Lang } from "~/i18n/lang.ts";

export type ReadingEase = {
	/** characters in Japanese, words in English */
	length: number;
	sentences: number;
	/** of a sentence, in the same unit */
	meanSentence: number;
	/** sentences beyond what is read in one breath, the longest first */
	longSentences: string[];
	/** share of kanji in Japanese, of words of more than ten letters in English */
	heavyShare: number;
	/** minutes a reader takes, at least one */
	minutes: number;
};

/** What editors of newspapers and plain-language guides advise: help for a writer, never a gate. */
export const EASY = {
	ja: { sentence: 60, heavyShare: 0.35, perMinute: 500 },
	en: { sentence: 25, heavyShare: 0.12, perMinute: 220 },
} as const;
const SHOWN = 5;

/** How a text reads: how long its sentences are and how heavy its words. */
export function readingEase(text: string, lang: Lang): ReadingEase {
	const easy = EASY[lang];
	const sentences = sentencesOf(text, lang);
	const lengths = sentences.map((sentence) => measure(sentence, lang));
	const length = lengths.reduce((sum, each) => sum + each, 0);
	const long = sentences
		.map((sentence, at) => ({ sentence, length: lengths[at] ?? 0 }))
		.filter((one) => one.length > easy.sentence)
		.sort((a, b) => b.length - a.length);
	return {
		length,
		sentences: sentences.length,
		meanSentence: sentences.length === 0 ? 0 : Math.round(length / sentences.length),
		longSentences: long.slice(0, SHOWN).map(({ sentence }) => sentence),
		heavyShare: heavyShare(text, lang),
		minutes: Math.max(1, Math.round(length / easy.perMinute)),
	};
}

function sentencesOf(text: string, lang: Lang): string[] {
	const ends = lang === "ja" ? /(?<=[。！？!?][」』）]?)|\n+/u : /(?<=[.!?]["”’)]?)\s+(?=[A-Z"“‘(])|\n+/u;
	return text
		.split(ends)
		.map((sentence) => sentence?.trim() ?? "")
		.filter((sentence) => /[\p{L}\p{N}]/u.test(sentence));
}

const wordsOf = (text: string) => text.match(/[\p{L}\p{N}]+(?:['’-][\p{L}\p{N}]+)*/gu) ?? [];
const measure = (text: string, lang: Lang) =>
	lang === "ja" ? [...text.replace(/\s/g, "")].length : wordsOf(text).length;

function heavyShare(text: string, lang: Lang): number {
	if (lang === "en") {
		const words = wordsOf(text);
		return words.length === 0 ? 0 : words.filter((word) => word.length > 10).length / words.length;
	}
	const letters = text.match(/\p{L}/gu) ?? [];
	return letters.length === 0 ? 0 : letters.filter((letter) => /\p{Script=Han}/u.test(letter)).length / letters.length;
}
