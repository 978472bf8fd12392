import { z } from "zod";
import { dayOf } from "../form-day.schema.ts";
import { checkbox, choiceOf, lineOf, linesOf } from "../form-text.schema.ts";
import { yenSchema } from "../money/yen.ts";
import { REFUSAL_GROUNDS } from "./refusal-grounds.ts";

export const APPLICATION_NOTE_MAX = 2000;

const note = linesOf(APPLICATION_NOTE_MAX);
const neededNote = note.refine((text) => text !== "", "fields.required");
const positiveYen = yenSchema.refine((amount) => amount > 0n, "fields.amount.notANumber");

const forms = z.discriminatedUnion("intent", [
	z.object({ intent: z.literal("review"), note }),
	z.object({ intent: z.literal("accept"), payBy: dayOf(), note }),
	z.object({
		intent: z.literal("refuse"),
		ground: choiceOf(REFUSAL_GROUNDS, "fields.choose", "fields.choose"),
		note,
	}),
	z.object({ intent: z.literal("withdraw"), note }),
	z.object({ intent: z.literal("note"), note: neededNote }),
	z.object({
		intent: z.literal("receive"),
		valueOn: dayOf(),
		amountYen: positiveYen,
		remitter: lineOf(120),
		lineNote: linesOf(500),
		adjustmentReason: linesOf(500),
		ordinal: lineOf(3).transform((text, ctx): number => {
			const ordinal = text === "" ? 1 : Number(text.normalize("NFKC"));
			if (Number.isInteger(ordinal) && ordinal >= 1 && ordinal <= 99) return ordinal;
			ctx.addIssue({ code: "custom", message: "fields.invalid" });
			return z.NEVER;
		}),
		overConfirmed: checkbox,
	}),
]);
/** What staff decide of an application or enter for it; a field left out is empty. Messages are keys of errors.json. */
export const reviewFormSchema = z.preprocess((input) => {
	const sent = typeof input === "object" && input !== null ? Object.entries(input) : [];
	const empty = { note: "", lineNote: "", remitter: "", ordinal: "", overConfirmed: "", adjustmentReason: "" };
	return { ...empty, ...Object.fromEntries(sent.filter(([, value]) => value !== undefined)) };
}, forms);
export type ReviewForm = z.output<typeof reviewFormSchema>;
