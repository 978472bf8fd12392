/** Where kana is typed, every one of these means the long-vowel sign. */
const LONG_SIGN = /[-\u2010-\u2015\u2212\u2500\u2501\u30fc\uff0d\uff70]/gu;

/**
 * A reading as we keep it: full-width katakana with composed voiced sounds, `ー` for every dash, one full-width space
 * between words, letters and digits narrow. Takes half-width kana, hiragana and detached ゛ ゜.
 */
export function toKatakana(text: string): string {
	return text
		.replace(/[\uff61-\uff9f]+/gu, (half) => half.normalize("NFKC"))
		.replace(/[\uff01-\uff0c\uff0e-\uff5e]/gu, (wide) => String.fromCharCode(wide.charCodeAt(0) - 0xfee0))
		.replace(/[\s\u3000]*\u309b/gu, "\u3099")
		.replace(/[\s\u3000]*\u309c/gu, "\u309a")
		.replace(/[\s\u3000]+(?=[\u3099\u309a])/gu, "")
		.replace(/[\u3041-\u3096\u309d\u309e]/gu, (kana) => String.fromCharCode(kana.charCodeAt(0) + 0x60))
		.replace(LONG_SIGN, "ー")
		.normalize("NFC")
		.replace(/[\s\u3000]+/gu, "\u3000")
		.replace(/^\u3000|\u3000$/gu, "");
}

/** A person's reading as {@link toKatakana} leaves it: katakana, long-vowel and repeat signs, middle dots and spaces. */
export function isPersonReading(kana: string): boolean {
	return /^[\u30a1-\u30fa\u30fc-\u30fe\u30fb\u3000]+$/u.test(kana) && /[\u30a1-\u30fa]/u.test(kana);
}

/** A company's reading: also letters, digits and `& . , ' ( )`, as in ＮＴＴ or ３Ｍ. */
export function isCompanyReading(kana: string): boolean {
	return (
		/^[\u30a1-\u30fa\u30fc-\u30fe\u30fb\u3000A-Za-z0-9&.,'()]+$/u.test(kana) && /[\u30a1-\u30faA-Za-z0-9]/u.test(kana)
	);
}

const SMALL = "ァィゥェォッャュョヮヵヶ";
const LARGE = "アイウエオツヤユヨワカケ";

/** Kana as bank data and careless typing have it: small as large, no long-vowel sign, ヂ ヅ ヲ as ジ ズ オ. */
export function foldKana(katakana: string): string {
	return katakana
		.replace(/[ァィゥェォッャュョヮヵヶ]/gu, (small) => LARGE[SMALL.indexOf(small)] ?? small)
		.replace(/ー/gu, "")
		.replace(/ヂ/gu, "ジ")
		.replace(/ヅ/gu, "ズ")
		.replace(/ヲ/gu, "オ");
}
