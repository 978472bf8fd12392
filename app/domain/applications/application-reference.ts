/** Damm's table: catches every single wrong digit and every swap of neighbours. */
const DAMM = [
	"0317598642",
	"7092154863",
	"4206871359",
	"1750983426",
	"6123045978",
	"3674209581",
	"5869720134",
	"8945362017",
	"9438617205",
	"2581436790",
];

const DIGITS = 8;

/** What a remitter writes before the name: seven digits and one that checks them. */
export function withCheckDigit(seven: string): string {
	if (!/^[0-9]{7}$/.test(seven)) throw new RangeError("7 digits expected");
	return seven + rest(seven);
}

/** Whether the text is a number this page gave out, and not one with a slip in it. */
export function isReference(text: string): boolean {
	return new RegExp(`^[0-9]{${DIGITS}}$`).test(text) && rest(text) === "0";
}

/** As people type it, with wide digits, spaces and hyphens; null when it is no reference number. */
export function readReference(text: string): string | null {
	const digits = text.normalize("NFKC").replace(/[\s\-ー‐−]/gu, "");
	return isReference(digits) ? digits : null;
}

function rest(digits: string): string {
	let interim = "0";
	for (const digit of digits) interim = DAMM[Number(interim)]?.[Number(digit)] ?? "0";
	return interim;
}
