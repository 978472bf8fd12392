import { z } from "zod";
import { toDay } from "./calendar/fiscal-year.ts";
import { asText } from "./form-text.schema.ts";

/**
 * A day as people type it: `2026-05-01`, `2026/5/1`, `２０２６年５月１日`. Issue messages are keys of errors.json.
 * Limits are days of the same form, both included.
 */
export function dayOf(limits: { required: true; from?: string; to?: string }): z.ZodType<string>;
export function dayOf(limits: { required: false; from?: string; to?: string }): z.ZodType<string | null>;
export function dayOf({ required, from, to }: { required: boolean; from?: string; to?: string }) {
	return z.unknown().transform((value, ctx): string | null => {
		const refuse = (message: string) => {
			ctx.addIssue({ code: "custom", message });
			return z.NEVER;
		};
		const text = (asText(value) ?? "?").normalize("NFKC").trim();
		if (text === "") return required ? refuse("fields.required") : null;
		const parts = /^(\d{4})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})\s*日?$/u.exec(text);
		if (!parts) return refuse("fields.day");
		const [, year = "", month = "", day = ""] = parts;
		const typed = `${year}-${month.padStart(2, "0")}-${day.padStart(2, "0")}`;
		if (!exists(typed)) return refuse("fields.day");
		if (from !== undefined && typed < from) return refuse(`fields.dayFrom?from=${from}`);
		if (to !== undefined && typed > to) return refuse(`fields.dayTo?to=${to}`);
		return typed;
	});
}

/** 30 February is no day. */
function exists(day: string): boolean {
	try {
		return toDay(day).toString() === day;
	} catch {
		return false;
	}
}
