import { z } from "zod";
import { toDay } from "../calendar/fiscal-year.ts";
import { asText, lineOf, linesOf } from "../form-text.schema.ts";
import { parseYen, type Yen, yen } from "../money/yen.ts";

export const BANK_LINE_SOURCES = ["passbook", "file"] as const;
export type BankLineSource = (typeof BANK_LINE_SOURCES)[number];

/** How many lines of one day, amount and remitter one may hold to be real. */
const MAX_ORDINAL = 99;

/** A day of a passbook; a year typed wrong is far away. */
const valueOn = z.unknown().transform((value, ctx): string => {
	const text = asText(value)?.trim() ?? "";
	const key = text === "" ? "fields.required" : "fields.day";
	try {
		const day = toDay(text);
		if (day.year >= 2000 && day.year <= 2199) return day.toString();
	} catch {}
	ctx.addIssue({ code: "custom", message: key });
	return z.NEVER;
});

/** As the passbook shows it; what left the account is typed with a minus sign or ▲. */
const signedYen = z.unknown().transform((value, ctx): Yen => {
	const text = (asText(value) ?? "").normalize("NFKC").trim();
	const out = /^[¥\\]?\s*[-−▲△]/u.test(text);
	const parsed = parseYen(out ? text.replace(/[-−▲△]/u, "") : text);
	if (parsed.ok && parsed.yen !== 0n) return yen(out ? -parsed.yen : parsed.yen);
	ctx.addIssue({ code: "custom", message: parsed.ok ? "fields.amount.zero" : `fields.amount.${parsed.reason}` });
	return z.NEVER;
});

export const bankLineSchema = z.object({
	institutionId: z.unknown().transform((value, ctx): string => {
		const id = z.uuid().safeParse(asText(value));
		if (id.success) return id.data;
		ctx.addIssue({ code: "custom", message: "fields.choose" });
		return z.NEVER;
	}),
	valueOn,
	amountYen: signedYen,
	remitter: lineOf(120),
	note: linesOf(500),
	/** 2 for a second line of the same day, amount and remitter: both are real */
	ordinal: z.unknown().transform((value, ctx): number => {
		const text = (asText(value) ?? "").normalize("NFKC").trim();
		const ordinal = text === "" ? 1 : Number(text);
		if (Number.isInteger(ordinal) && ordinal >= 1 && ordinal <= MAX_ORDINAL) return ordinal;
		ctx.addIssue({ code: "custom", message: "fields.bankLine.ordinal" });
		return z.NEVER;
	}),
});
export type BankLineInput = z.output<typeof bankLineSchema>;
