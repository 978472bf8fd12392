import { z } from "zod";
import { OVERSEAS, PREFECTURES } from "../addresses/prefectures.ts";
import { toDay } from "../calendar/fiscal-year.ts";
import { MAX_TYPED_YEN } from "../money/yen.ts";

/**
 * What an audience is built from: facts about a donor, each said or denied, joined by all or any.
 *
 * A gift counts when it was received and something of it is still there: one refunded in full, or lost in a dispute, is no
 * gift here. Amounts are received less refunds and lost disputes. Gifts, pledges and plans are those for the segment's hub; of a
 * segment without a hub, those at the institution, whatever they are for. Days and fiscal years are Japan's.
 */
export const MAX_RULES = 20;
const MAX_DAYS = 36_500;
const MAX_MONTHS = 240;

const not = z.boolean().default(false);
const days = z.int().min(1).max(MAX_DAYS);
const day = z.string().refine(isDay);
const yenBound = z.int().min(0).max(Number(MAX_TYPED_YEN)).nullable();
const countBound = z.int().min(0).max(1_000_000).nullable();

/** `this` and `last` move with the calendar; a number is a fiscal year by its first calendar year. */
const year = z.union([z.enum(["this", "last"]), z.int().min(2000).max(2200)]);

export const PERIODS = ["ever", "this_year", "last_year", "last_365_days", "between"] as const;
const period = {
	period: z.enum(PERIODS).default("ever"),
	/** of `between`, both included; null: open */
	from: day.nullable().default(null),
	to: day.nullable().default(null),
};
export type Period = { period: (typeof PERIODS)[number]; from: string | null; to: string | null };

const bare = (fact: string) => z.strictObject({ fact: z.literal(fact), not });
export const SEGMENT_LANGS = ["ja", "en"] as const;
export const SEGMENT_KINDS = ["individual", "company"] as const;
export const SEGMENT_CONSENTS = ["reports", "appeals"] as const;
const prefecture = z.enum([OVERSEAS, ...PREFECTURES.map(({ value }) => value)] as [string, ...string[]]);

export const segmentRule = z.discriminatedUnion("fact", [
	/** a gift in that fiscal year */
	z.strictObject({ fact: z.literal("gaveInYear"), not, year }),
	/** a gift last fiscal year and none this one (LYBUNT) */
	bare("lapsedLastYear") as Bare<"lapsedLastYear">,
	/** a gift in some fiscal year before this and none this one (SYBUNT) */
	bare("lapsedSomeYear") as Bare<"lapsedSomeYear">,
	/** the first gift ever is not older than so many days */
	z.strictObject({ fact: z.literal("firstGiftWithin"), not, days }),
	z.strictObject({ fact: z.literal("lastGiftWithin"), not, days }),
	/** gave, but not within so many days */
	z.strictObject({ fact: z.literal("lastGiftOlder"), not, days }),
	/** a gift of a monthly plan in each of the so many calendar months before this one */
	z.strictObject({ fact: z.literal("monthlyFor"), not, months: z.int().min(1).max(MAX_MONTHS) }),
	/** a monthly plan that is active now */
	bare("monthlyPlan") as Bare<"monthlyPlan">,
	/** an instalment in force that is overdue */
	bare("pledgeOverdue") as Bare<"pledgeOverdue">,
	bare("pledgeActive") as Bare<"pledgeActive">,
	z.strictObject({ fact: z.literal("gaveToFund"), not, fundId: z.uuid() }),
	z.strictObject({ fact: z.literal("gaveToHub"), not, hubId: z.uuid() }),
	z.strictObject({ fact: z.literal("gaveByCampaign"), not, campaignId: z.uuid() }),
	/** a gift that carries the appeal's, report's or event's code */
	z.strictObject({ fact: z.literal("answeredAppeal"), not, code: z.string().regex(/^[a-z0-9]{4,40}$/) }),
	/** the sum of its gifts in a period; who gave nothing has 0 */
	bounded("totalYen", yenBound),
	/** the largest gift in a period; who gave nothing has 0 */
	bounded("largestYen", yenBound),
	bounded("giftCount", countBound),
	z.strictObject({ fact: z.literal("kind"), not, kind: z.enum(SEGMENT_KINDS) }),
	/** the language the donor is written to in */
	z.strictObject({ fact: z.literal("lang"), not, lang: z.enum(SEGMENT_LANGS) }),
	/** where the donor lives; `overseas`: any address outside Japan */
	z.strictObject({ fact: z.literal("prefecture"), not, prefecture }),
	/** an ISO 3166 country */
	z.strictObject({ fact: z.literal("country"), not, country: z.string().regex(/^[A-Z]{2}$/) }),
	/** has an address a letter can be sent to */
	bare("postalAddress") as Bare<"postalAddress">,
	/** a consent that is open now */
	z.strictObject({ fact: z.literal("consent"), not, purpose: z.enum(SEGMENT_CONSENTS) }),
	/** who looks after the donor at the segment's hub (at any hub, when it has none); null: nobody does */
	z.strictObject({ fact: z.literal("officer"), not, officerId: z.string().min(1).max(100).nullable() }),
	/** recognised for another's gift (soft credit) */
	bare("recognised") as Bare<"recognised">,
	/** a name or message of the donor is shown in public, as approved by staff */
	bare("named") as Bare<"named">,
]);
export type SegmentRule = z.output<typeof segmentRule>;
export type SegmentFact = SegmentRule["fact"];

/** No rule at all: every donor. */
export const segmentRulesSchema = z.strictObject({
	match: z.enum(["all", "any"]).default("all"),
	rules: z.array(segmentRule).max(MAX_RULES),
});
export type SegmentRules = z.output<typeof segmentRulesSchema>;

/** In the order a form offers them. */
export const SEGMENT_FACTS = segmentRule.options.map((option) => option.shape.fact.value) as SegmentFact[];

export const EVERYBODY: SegmentRules = { match: "all", rules: [] };

type Bare<F extends string> = z.ZodObject<{ fact: z.ZodLiteral<F>; not: typeof not }, z.core.$strict>;

/** From `min` to `max`, both included; null: open on that side. */
function bounded<const F extends "totalYen" | "largestYen" | "giftCount">(fact: F, bound: typeof yenBound) {
	return z.strictObject({ fact: z.literal(fact), not, min: bound, max: bound, ...period });
}

function isDay(text: string): boolean {
	try {
		return toDay(text).toString() === text;
	} catch {
		return false;
	}
}

/** What a rule of this shape says that cannot be: a key of errors.json, or null. */
export function contradictionOf(rule: SegmentRule): "segments.bounds" | "segments.noBound" | "segments.days" | null {
	if (!("min" in rule)) return null;
	if (rule.min === null && rule.max === null) return "segments.noBound";
	if (rule.min !== null && rule.max !== null && rule.min > rule.max) return "segments.bounds";
	if (rule.from !== null && rule.to !== null && rule.from > rule.to) return "segments.days";
	return null;
}
