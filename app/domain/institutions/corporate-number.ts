import { z } from "zod";

const WIDE_DIGITS = /[\uff10-\uff19]/gu;

/**
 * The check digit (1 to 9) of a 法人番号, its first digit, made of the other twelve.
 * Rule: 9 − (Σ Pₙ × Qₙ mod 9), Pₙ the n-th digit from the right, Qₙ = 1 for odd n and 2 for even n.
 * @param twelve exactly 12 ASCII digits
 */
export function corporateCheckDigit(twelve: string): number {
	if (!/^\d{12}$/.test(twelve)) throw new RangeError("12 digits expected");
	let sum = 0;
	for (let n = 1; n <= 12; n += 1) sum += Number(twelve[12 - n]) * (n % 2 === 0 ? 2 : 1);
	return 9 - (sum % 9);
}

/** Thirteen digits as typed (full-width, spaces, hyphens, a leading T of an invoice number), or null when they are not. */
export function cleanCorporateNumber(text: string): string | null {
	if (text.length > 40) return null;
	const digits = text
		.replace(WIDE_DIGITS, (c) => String.fromCharCode(c.charCodeAt(0) - 0xfee0))
		.replace(/[\s\u3000\-\u2010-\u2015\u2212\uff0d\u30fc]/gu, "")
		.replace(/^[tTＴｔ]/u, "");
	return /^[0-9]{13}$/.test(digits) ? digits : null;
}

/** Whether thirteen ASCII digits carry the right check digit. */
export function isCorporateNumber(digits: string): boolean {
	return /^[0-9]{13}$/.test(digits) && Number(digits[0]) === corporateCheckDigit(digits.slice(1));
}

/** Accepts what people type, gives thirteen digits. Issue messages are keys of `errors.json`. */
export const corporateNumberSchema = z.string().transform((text, ctx): string => {
	const digits = cleanCorporateNumber(text);
	if (digits !== null && isCorporateNumber(digits)) return digits;
	ctx.addIssue({
		code: "custom",
		message: digits === null ? "fields.corporateNumber.length" : "fields.corporateNumber.checkDigit",
	});
	return z.NEVER;
});
