import { type Day, fiscalYearOf, taxYearOf } from "../calendar/fiscal-year.ts";

/** When a register begins again at 1. */
export const NUMBER_YEARS = ["fiscal_year", "calendar_year", "never"] as const;
export type NumberYear = (typeof NUMBER_YEARS)[number];

export const NUMBER_FORMAT_MAX = 40;

const NUMBER = /\{number(?::(\d{1,2}))?\}/g;
const ANY_PART = /\{[^{}]*\}/g;

/** Keys of errors.json. */
export type NumberFormatRefusal = "noNumber" | "noYear" | "unknownPart" | "width" | "characters" | "tooLong";

/**
 * A number format holds `{number}` or `{number:6}` once, and `{year}` wherever a register begins again each year, so that
 * no two receipts of an issuer read alike: 第{year}-{number:6}号.
 */
export function numberFormatRefusal(format: string, numberYear: NumberYear): NumberFormatRefusal | null {
	if ([...format].length > NUMBER_FORMAT_MAX) return "tooLong";
	const numbers = [...format.matchAll(NUMBER)];
	if (numbers.length !== 1) return "noNumber";
	const width = numbers[0]?.[1];
	if (width !== undefined && (Number(width) < 1 || Number(width) > 10)) return "width";
	const known = (part: string) => part === "{year}" || /^\{number(?::\d{1,2})?\}$/.test(part);
	if ((format.match(ANY_PART) ?? []).some((part) => !known(part))) return "unknownPart";
	if (/[{}]/.test(format.replace(ANY_PART, ""))) return "unknownPart";
	// A digit beside the number would be read as part of it: 1{number} gives 11 twice over the years.
	if (/\d\{number|\}\d|\}\{/.test(format)) return "characters";
	if (numberYear !== "never" && !format.includes("{year}")) return "noYear";
	return null;
}

/** The year of the register a receipt issued on this day is numbered in; 0 when numbers never begin again. */
export function registerYearOf(issuedOn: Day, numberYear: NumberYear): number {
	if (numberYear === "never") return 0;
	return numberYear === "fiscal_year" ? fiscalYearOf(issuedOn) : taxYearOf(issuedOn);
}

/** A number as printed. Where numbers never begin again, `{year}` is the calendar year of issue. */
export function formatReceiptNumber(
	format: string,
	number: number,
	{ issuedOn, numberYear }: { issuedOn: Day; numberYear: NumberYear },
): string {
	const year = numberYear === "never" ? taxYearOf(issuedOn) : registerYearOf(issuedOn, numberYear);
	return format
		.replaceAll("{year}", String(year))
		.replace(NUMBER, (_part, width?: string) => String(number).padStart(Number(width ?? 1), "0"));
}
