import { z } from "zod";
import { dayOf } from "../form-day.schema.ts";
import { asText, lineOf, linesOf } from "../form-text.schema.ts";
import { parseYen, type Yen, yen } from "../money/yen.ts";

export const BANK_LINE_SOURCES = ["passbook", "file"] as const;
export type BankLineSource = (typeof BANK_LINE_SOURCES)[number];

/** How many lines of one day, amount and remitter one may hold to be real. */
const MAX_ORDINAL = 99;

/** A year typed wrong is far away. */
const valueOn = dayOf({ from: "2000-01-01", to: "2199-12-31" });

/** As the passbook shows it; what left the account is typed with a minus sign or ▲. */
const signedYen = z.unknown().transform((value, ctx): Yen => {
	const text = (asText(value) ?? "").normalize("NFKC").trim();
	const out = /^[¥\\]?\s*[-−▲△]/u.test(text);
	const parsed = parseYen(out ? text.replace(/[-−▲△]/u, "") : text);
	if (parsed.ok && parsed.yen !== 0n) return yen(out ? -parsed.yen : parsed.yen);
	ctx.addIssue({ code: "custom", message: parsed.ok ? "fields.amount.zero" : `fields.amount.${parsed.reason}` });
	return z.NEVER;
});

const institutionId = z.unknown().transform((value, ctx): string => {
	const id = z.uuid().safeParse(asText(value));
	if (id.success) return id.data;
	ctx.addIssue({ code: "custom", message: "fields.choose" });
	return z.NEVER;
});

const ordinal = z.unknown().transform((value, ctx): number => {
	const text = (asText(value) ?? "").normalize("NFKC").trim();
	const number = text === "" ? 1 : Number(text);
	if (Number.isInteger(number) && number >= 1 && number <= MAX_ORDINAL) return number;
	ctx.addIssue({ code: "custom", message: "fields.bankLine.ordinal" });
	return z.NEVER;
});

/** A form leaves out what is empty, and a caller what it does not know. */
export const bankLineSchema = z.object({
	institutionId: institutionId.prefault(""),
	valueOn: valueOn.prefault(""),
	amountYen: signedYen.prefault(""),
	remitter: lineOf(120).prefault(""),
	note: linesOf(500).prefault(""),
	/** 2 for a second line of the same day, amount and remitter: both are real */
	ordinal: ordinal.prefault(""),
});
export type BankLineInput = z.output<typeof bankLineSchema>;
