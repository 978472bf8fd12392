/** Japanese line breaking (行頭・行末禁則, JIS X 4051 in short) beside words that stay whole. */

/** Never first on a line. */
const NOT_FIRST = new Set(
	"　、。，．,.・：；:;？！?!ヽヾゝゞ々〻ー―‐゠–〜～%％‰℃′″’”)）〕］｝〉》」』】〙〗〟｠»ぁぃぅぇぉっゃゅょゎゕゖァィゥェォッャュョヮヵヶㇰㇱㇲㇳㇴㇵㇶㇷㇸㇹㇺㇻㇼㇽㇾㇿ｡｣､･ｧｨｩｪｫｬｭｮｯｰﾞﾟ",
);
/** Never last on a line. */
const NOT_LAST = new Set("‘“(（〔［｛〈《「『【〘〖〝｟«｢￥¥＄$£#№〒");
const DIGIT = /[0-9０-９]/;
/** Stay with the number before them, and with the one behind. */
const AFTER_NUMBER = new Set("円年月日号件回名％");
const BEFORE_NUMBER = new Set("第金約");
/** Stay with their like: ……, ――. */
const PAIRED = new Set("…‥―—");

/** An ideograph, kana or full-width sign with its variation selector; or a run of other signs without a space; or spaces. */
const PIECE =
	/ +|[\u2014\u2015\u2025\u2026\u2e80-\u{3ffff}](?:[\ufe00-\ufe0f]|[\u{e0100}-\u{e01ef}])?|[^ \u2014\u2015\u2025\u2026\u2e80-\u{3ffff}]+/gu;

/**
 * Breaks text into lines no wider than `width`. Nothing is lost but the spaces at a break; a word wider than a line is
 * divided where it must be.
 */
export function breakLines(text: string, width: number, measure: (text: string) => number): string[] {
	const lines: string[] = [];
	let line = "";
	for (const unit of unitsOf(text, width, measure)) {
		if (line === "" && unit.trim() === "") continue;
		if (line !== "" && measure(line + unit.trimEnd()) > width) {
			lines.push(line.trimEnd());
			line = unit.trimStart();
		} else {
			line += unit;
		}
	}
	if (line.trim() !== "") lines.push(line.trimEnd());
	return lines;
}

/** Pieces between which a line may end. */
function unitsOf(text: string, width: number, measure: (text: string) => number): string[] {
	const units: string[] = [];
	for (const piece of text.match(PIECE) ?? []) {
		const before = units.at(-1);
		if (before === undefined || mayBreak(before, piece)) units.push(piece);
		else units[units.length - 1] = before + piece;
	}
	return units.flatMap((unit) => (measure(unit) > width ? divide(unit, width, measure) : [unit]));
}

function mayBreak(before: string, after: string): boolean {
	const last = [...before].at(-1) ?? "";
	const first = [...after][0] ?? "";
	if (first === " ") return true;
	if (NOT_LAST.has(last) || NOT_FIRST.has(first)) return false;
	if (DIGIT.test(last) && AFTER_NUMBER.has(first)) return false;
	if (BEFORE_NUMBER.has(last) && DIGIT.test(first)) return false;
	// 泉　花子　様: the title stays with the name.
	if (last === "　" && (first === "様" || first === "御")) return false;
	return !(PAIRED.has(last) && last === first);
}

/** A word, or a chain of signs that may not part, wider than a line. */
function divide(unit: string, width: number, measure: (text: string) => number): string[] {
	const parts: string[] = [];
	let part = "";
	for (const piece of unit.match(/.(?:[\ufe00-\ufe0f]|[\u{e0100}-\u{e01ef}])?/gsu) ?? []) {
		if (part !== "" && measure(part + piece) > width) {
			parts.push(part);
			part = piece;
		} else {
			part += piece;
		}
	}
	return part === "" ? parts : [...parts, part];
}
