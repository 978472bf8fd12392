/** Letters of scripts that put no space beside punctuation. */
const LETTER = "[\\p{Script=Han}\\p{Script=Hiragana}\\p{Script=Katakana}ー々〆〇]";
/** Punctuation and symbols, but not the marks of emphasis themselves nor what escapes them. */
const MARK = "[[\\p{P}\\p{S}]--[*\\\\_]]";
const BEFORE = new RegExp(`${LETTER}(?=\\*{1,3}${MARK})`, "gv");
const AFTER = new RegExp(`(?<=${MARK}\\*{1,3})${LETTER}`, "gv");

/**
 * Markdown whose emphasis also works where Japanese stands without spaces, as in は**「泉」**は: CommonMark asks for a space
 * or punctuation on the far side of such asterisks. A letter written as its reference ends in `;`, which is punctuation.
 */
export function looseEmphasis(markdown: string): string {
	const reference = (letter: string) => `&#${letter.codePointAt(0)};`;
	return markdown.replace(BEFORE, reference).replace(AFTER, reference);
}
