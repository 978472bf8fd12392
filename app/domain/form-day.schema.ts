import { z } from "zod";
import { toDay } from "./calendar/fiscal-year.ts";
import { asText } from "./form-text.schema.ts";

type Limits = { from?: string; to?: string };

/**
 * A day as people type it: `2026-05-01`, `2026/5/1`, `２０２６年５月１日`. Issue messages are keys of errors.json.
 * @param limits  days, both included
 */
export function dayOf(limits: Limits = {}) {
	return z.unknown().transform((value, ctx): string => {
		const read = readDay(value, limits);
		if (read.day !== null) return read.day;
		ctx.addIssue({ code: "custom", message: read.refusal });
		return z.NEVER;
	});
}

/** The same where it may be left out: null. */
export function optionalDayOf(limits: Limits = {}) {
	return z.unknown().transform((value, ctx): string | null => {
		if (asText(value)?.trim() === "") return null;
		const read = readDay(value, limits);
		if (read.day !== null) return read.day;
		ctx.addIssue({ code: "custom", message: read.refusal });
		return z.NEVER;
	});
}

function readDay(value: unknown, { from, to }: Limits): { day: string } | { day: null; refusal: string } {
	const refuse = (refusal: string) => ({ day: null, refusal });
	const text = (asText(value) ?? "?").normalize("NFKC").trim();
	if (text === "") return refuse("fields.required");
	const parts = /^(\d{4})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})\s*日?$/u.exec(text);
	if (!parts) return refuse("fields.day");
	const [, year = "", month = "", day = ""] = parts;
	const typed = `${year}-${month.padStart(2, "0")}-${day.padStart(2, "0")}`;
	if (!exists(typed)) return refuse("fields.day");
	if (from !== undefined && typed < from) return refuse(`fields.dayFrom?from=${from}`);
	if (to !== undefined && typed > to) return refuse(`fields.dayTo?to=${to}`);
	return { day: typed };
}

/** 30 February is no day. */
function exists(day: string): boolean {
	try {
		return toDay(day).toString() === day;
	} catch {
		return false;
	}
}
