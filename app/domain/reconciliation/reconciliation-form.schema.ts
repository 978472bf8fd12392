import { z } from "zod";
import { toDay } from "../calendar/fiscal-year.ts";
import { asText, lineOf, linesOf } from "../form-text.schema.ts";

/** A JST day to look back to; empty: as every night. */
const fromDay = z.unknown().transform((value, ctx): string | undefined => {
	const text = asText(value)?.trim() ?? "";
	if (text === "") return undefined;
	try {
		const day = toDay(text);
		if (day.year >= 2000 && day.year <= 2199) return day.toString();
	} catch {}
	ctx.addIssue({ code: "custom", message: "fields.day" });
	return z.NEVER;
});

/** What finance does on the pages of the reconciliation. */
export const reconciliationFormSchema = z.discriminatedUnion("intent", [
	z.object({
		intent: z.literal("explain"),
		differenceId: z.uuid(),
		note: linesOf(1000).pipe(z.string().min(1, { error: "fields.required" })),
	}),
	z.object({ intent: z.literal("reopen"), differenceId: z.uuid() }),
	z.object({ intent: z.literal("again"), differenceId: z.uuid() }),
	z.object({ intent: z.literal("run"), stripeAccountId: lineOf(100), fromDay }),
]);
