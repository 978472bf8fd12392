import { z } from "zod";
import { lineOf, linesOf } from "../form-text.schema.ts";
import { USES } from "../ledger/kinds.ts";
import { TARGET_CATEGORIES } from "../sufficiency/plan.ts";

/** What a hub may offer to the others: campaigns and stories join when they come. */
export const PRACTICE_KINDS = ["sufficiency_plan", "pledge_letter"] as const;
export type PracticeKind = (typeof PRACTICE_KINDS)[number];

export const PRACTICE_MAX = { title: 120, summary: 2000 } as const;
const filled = (text: string) => text !== "";

export const offerFormSchema = z.object({
	/** kind and id of what is offered, as one choice: `sufficiency_plan:<id>` */
	source: lineOf(80).refine(filled, "fields.choose"),
	titleJa: lineOf(PRACTICE_MAX.title).refine(filled, "fields.required"),
	titleEn: lineOf(PRACTICE_MAX.title),
	summaryJa: linesOf(PRACTICE_MAX.summary).refine(filled, "fields.required"),
	summaryEn: linesOf(PRACTICE_MAX.summary),
});
export type OfferFields = z.output<typeof offerFormSchema>;

/** Yen in JSON: a number there is not exact. */
const yenText = z.string().regex(/^\d{1,16}$/);

/** What is offered, as it was on that day: a copy, so that nothing changes under who looks at it. */
export const practiceContentSchema = z.discriminatedUnion("kind", [
	z.object({
		kind: z.literal("sufficiency_plan"),
		firstFiscalYear: z.int(),
		lastFiscalYear: z.int(),
		costs: z.array(z.object({ fiscalYear: z.int(), use: z.enum(USES), label: z.string(), amountYen: yenText })),
		targets: z.array(z.object({ fiscalYear: z.int(), category: z.enum(TARGET_CATEGORIES), amountYen: yenText })),
	}),
	z.object({
		kind: z.literal("pledge_letter"),
		titleJa: z.string(),
		titleEn: z.string(),
		bodyJa: z.string(),
		bodyEn: z.string(),
	}),
]);
export type PracticeContent = z.output<typeof practiceContentSchema>;

/** What came of it until the day of the offer; sums only. */
export const practiceResultsSchema = z.discriminatedUnion("kind", [
	z.object({
		kind: z.literal("sufficiency_plan"),
		/** years that have ended: what the plan aimed at, and what the ledger's measure `secured` says came */
		years: z.array(z.object({ fiscalYear: z.int(), targetYen: yenText, actualYen: yenText })),
	}),
	z.object({
		kind: z.literal("pledge_letter"),
		/** pledges of the hub in force since the letter was written */
		pledges: z.int(),
		promisedYen: yenText,
		paidYen: yenText,
	}),
]);
export type PracticeResults = z.output<typeof practiceResultsSchema>;
