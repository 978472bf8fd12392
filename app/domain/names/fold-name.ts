import { BANK_FORMS, COMPANY_FORMS } from "./company-forms.ts";
import { foldKanji } from "./kanji-variants.ts";
import { foldKana, toKatakana } from "./katakana.ts";
import { foldLongVowels, romajiSpellings } from "./romaji.ts";

/**
 * What we keep of a typed name or address: exactly the characters that were typed, composed and trimmed.
 *
 * Compatibility ideographs are left out of the composition, since NFC itself would turn 神 (U+FA19) or 福 (U+FA1B) into
 * other characters than the person's own; NFKC would also lose ㈱ and full-width letters.
 */
export function storedText(text: string): string {
	return text.replace(/[^\uf900-\ufaff\u{2f800}-\u{2fa1f}]+/gu, (run) => run.normalize("NFC")).trim();
}

/** Only at the end and only after something else, so that a name such as "Co" stays findable. */
const LATIN_FORMS =
	/(?<=\S)[\s,]+(?:(?:co|corp|inc|ltd|llc|llp|plc|gmbh|ag|k\.?\s?k|g\.?\s?k|corporation|incorporated|company|limited)\b[\s.,]*)+$/u;

const COMPANY_PATTERN = new RegExp(COMPANY_FORMS, "gu");

const LATIN_LETTERS: Record<string, string> = {
	ß: "ss",
	æ: "ae",
	œ: "oe",
	ø: "o",
	đ: "d",
	ð: "d",
	ł: "l",
	þ: "th",
	ı: "i",
};

/** Case, width, variants, kana script, diacritics and company forms folded; spaces and punctuation still there. */
function foldText(text: string): string {
	const plain = toKatakana(text)
		.normalize("NFKC")
		.toLowerCase()
		.normalize("NFD")
		.replace(/(\p{Script=Latin})\p{M}+/gu, "$1")
		.normalize("NFC")
		.replace(/[ßæœøđðłþı]/gu, (letter) => LATIN_LETTERS[letter] ?? letter);
	return foldKanji(toKatakana(plain))
		.replace(/(.)[々〻]/gu, "$1$1")
		.replace(COMPANY_PATTERN, " ")
		.replace(BANK_FORMS, " ")
		.replace(LATIN_FORMS, " ");
}

const NOT_SEARCHED = /[\p{P}\p{S}\p{Z}\p{M}\p{Cc}\p{Cf}\p{Cs}]+/gu;

function squeeze(folded: string): string {
	return foldLongVowels(foldKana(folded).replace(NOT_SEARCHED, ""));
}

function romajiOf(folded: string): string[] {
	const kana = folded.replace(/[\p{P}\p{S}\p{Z}]+/gu, "");
	return /^[\u30a1-\u30fa\u30fc-\u30fe]+$/u.test(kana) ? romajiSpellings(kana).map(foldLongVowels) : [];
}

type Parts = readonly (string | null | undefined)[];

/**
 * The text kept in `search_key`, to be asked with {@link searchTerms}.
 * @param groups parts that belong together in their order: `[family, given], [familyKana, givenKana], [company], [email]`
 * @returns words separated by single spaces; the words hold no space, punctuation, `%` or `_`
 */
export function searchKey(...groups: Parts[]): string {
	const words = new Set<string>();
	for (const group of groups) {
		const folded = group.filter((part): part is string => typeof part === "string").map(foldText);
		const spellings = folded.map(romajiOf);
		words.add(folded.map(squeeze).join(""));
		for (const part of folded) words.add(squeeze(part));
		for (const part of spellings) for (const spelling of part) words.add(spelling);
		words.add(spellings.map((part) => part[0] ?? "").join(""));
	}
	words.delete("");
	return keepLongest([...words]).join(" ");
}

/** A word inside another adds nothing to a search for substrings. */
function keepLongest(words: string[]): string[] {
	return words.filter((word) => !words.some((other) => other !== word && other.includes(word)));
}

/**
 * The words a query asks for, folded as the key is: a donor matches when its key contains every one of them.
 * Empty when the query has nothing to search by.
 */
export function searchTerms(query: string): string[] {
	const words = foldText(query.slice(0, 200)).split(/[\s\u3000・,、]+/u);
	return [...new Set(words.map(squeeze))].filter((word) => word !== "");
}

/** The same rule as the database's, for lists already in hand. */
export function matchesSearchKey(key: string, query: string): boolean {
	const terms = searchTerms(query);
	return terms.length > 0 && terms.every((term) => key.includes(term));
}
