import { z } from "zod";
import { optionalDayOf } from "../form-day.schema.ts";
import { lineOf, linesOf } from "../form-text.schema.ts";

/** A JST day to look back to; empty: as every night. */
const fromDay = optionalDayOf({ from: "2000-01-01", to: "2199-12-31" });

/** What finance does on the pages of the reconciliation. */
export const reconciliationFormSchema = z.discriminatedUnion("intent", [
	z.object({
		intent: z.literal("explain"),
		differenceId: z.uuid(),
		note: linesOf(1000)
			.prefault("")
			.pipe(z.string().min(1, { error: "fields.required" })),
	}),
	z.object({ intent: z.literal("reopen"), differenceId: z.uuid() }),
	z.object({ intent: z.literal("again"), differenceId: z.uuid() }),
	z.object({ intent: z.literal("run"), stripeAccountId: lineOf(100).prefault(""), fromDay: fromDay.prefault("") }),
]);
