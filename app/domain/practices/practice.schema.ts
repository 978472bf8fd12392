import { z } from "zod";
import { CAMPAIGN_GOAL_KINDS } from "../campaigns/campaign.status.ts";
import { lineOf, linesOf } from "../form-text.schema.ts";
import { USES } from "../ledger/kinds.ts";
import { REPORT_KINDS } from "../reports/report.status.ts";
import { STORY_LEVELS } from "../stories/story.status.ts";
import { TARGET_CATEGORIES } from "../sufficiency/plan.ts";

/** What a hub may offer to the others. */
export const PRACTICE_KINDS = ["sufficiency_plan", "pledge_letter", "campaign", "story", "report"] as const;
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
	z.object({
		kind: z.literal("campaign"),
		titleJa: z.string(),
		titleEn: z.string(),
		summaryJa: z.string(),
		summaryEn: z.string(),
		/** rich text without its pictures: those are the hub's own */
		storyJa: z.string(),
		storyEn: z.string(),
		goalKind: z.enum(CAMPAIGN_GOAL_KINDS),
		/** yen or people */
		goalAmount: yenText,
		/** how long it ran */
		days: z.int(),
	}),
	z.object({
		kind: z.literal("story"),
		titleJa: z.string(),
		titleEn: z.string(),
		leadJa: z.string(),
		leadEn: z.string(),
		bodyJa: z.string(),
		bodyEn: z.string(),
		level: z.enum(STORY_LEVELS),
	}),
	z.object({
		kind: z.literal("report"),
		reportKind: z.enum(REPORT_KINDS),
		titleJa: z.string(),
		titleEn: z.string(),
		/** reports/report-blocks.ts, without what names the hub's own rows */
		blocks: z.array(z.record(z.string(), z.json())),
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
	z.object({ kind: z.literal("story"), publishedOn: z.string() }),
	...(["campaign", "report"] as const).map((kind) =>
		z.object({
			kind: z.literal(kind),
			/** what came of it, as outcomes/outcome.ts counts; null before it was counted */
			outcome: z
				.object({
					sent: z.int(),
					gifts: z.int(),
					donors: z.int(),
					keptYen: yenText,
					again: z.int(),
					againRipe: z.int(),
					costYen: yenText,
				})
				.nullable(),
		}),
	),
]);
export type PracticeResults = z.output<typeof practiceResultsSchema>;
