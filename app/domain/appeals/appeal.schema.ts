import { z } from "zod";
import { dayOf } from "../form-day.schema.ts";
import { choiceOf, lineOf, linesOf, withBlanks } from "../form-text.schema.ts";
import { MAX_TYPED_YEN, parseYen, yen, ZERO_YEN } from "../money/yen.ts";
import { APPEAL_CHANNELS } from "./appeal.status.ts";

export const APPEAL_MAX = { name: 100, subject: 120, body: 20_000, note: 1000 } as const;

/** What it cost, as it is typed; nothing is nothing. */
const costYen = z.unknown().transform((value, ctx) => {
	const text = typeof value === "string" ? value.trim() : "";
	if (text === "") return ZERO_YEN;
	const parsed = parseYen(text);
	if (parsed.ok && parsed.yen <= MAX_TYPED_YEN) return yen(parsed.yen);
	ctx.addIssue({ code: "custom", message: `fields.amount.${parsed.ok ? "tooLarge" : parsed.reason}` });
	return z.NEVER;
});

/** Of a choice that may stay open. */
const optionalId = lineOf(60)
	.refine((text) => text === "" || z.uuid().safeParse(text).success, "fields.choose")
	.transform((text) => (text === "" ? null : text));

const words = {
	name: lineOf(APPEAL_MAX.name).refine((text) => text !== "", "fields.required"),
	campaignId: optionalId,
	segmentId: optionalId,
	subjectJa: lineOf(APPEAL_MAX.subject),
	subjectEn: lineOf(APPEAL_MAX.subject),
	bodyJa: linesOf(APPEAL_MAX.body),
	bodyEn: linesOf(APPEAL_MAX.body),
	costYen,
};

export const appealSchema = z.preprocess(withBlanks(Object.keys(words)), z.object(words));
export type AppealInput = z.output<typeof appealSchema>;

const newWords = {
	...words,
	place: lineOf(100).refine((text) => text !== "", "fields.choose"),
	channel: choiceOf(APPEAL_CHANNELS, "fields.choose", "fields.choose"),
};
export const newAppealSchema = z.preprocess(withBlanks(Object.keys(newWords)), z.object(newWords));

/** A letter went to the post: on which day, and what it cost in all. */
export function postedSchema(today: string) {
	const fields = { postedOn: dayOf({ from: "2000-01-01", to: today }), costYen };
	return z.preprocess(withBlanks(Object.keys(fields)), z.object(fields));
}
