import { z } from "zod";
import { dayOf } from "../form-day.schema.ts";
import { asText, choiceOf, type IssueContext, lineOf, linesOf, withBlanks } from "../form-text.schema.ts";
import { type Yen, yenSchema } from "../money/yen.ts";
import { RICH_TEXT_MAX } from "../rich-text/rich-text.ts";
import { CAMPAIGN_GOAL_KINDS } from "./campaign.status.ts";

export const CAMPAIGN_MAX = {
	...{ slug: 60, title: 80, summary: 300, story: RICH_TEXT_MAX, note: 1000 },
	...{ funds: 30, offers: 3, offerName: 80, offerPercent: 1000, goal: 1_000_000_000_000n },
} as const;
const DAYS = { from: "2007-10-01", to: "2100-12-31" };

const SLUG = /^[a-z0-9]+(?:-[a-z0-9]+)*$/;
const filled = (text: string) => text !== "";
const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;
const optionalId = lineOf(40).transform((text, ctx): string | null => {
	if (text === "" || UUID.test(text)) return text === "" ? null : text;
	ctx.addIssue({ code: "custom", message: "fields.choose" });
	return z.NEVER;
});

/** Yen or people, as people type numbers. */
const amount = z
	.union([z.bigint().transform((value): Yen => value as Yen), yenSchema])
	.refine((value) => value > 0n && value <= CAMPAIGN_MAX.goal, "fields.amount.zero");

/** `100`, `５０％`: how much a company adds to what is given, in percent; kept in hundredths of one. */
const percent = z.unknown().transform((value, ctx): number => {
	const text = (asText(value) ?? "").normalize("NFKC").replace(/%$/, "").trim();
	const read = text === "" ? 100 : /^\d{1,4}$/.test(text) ? Number(text) : 0;
	if (read >= 1 && read <= CAMPAIGN_MAX.offerPercent) return read * 100;
	ctx.addIssue({ code: "custom", message: "campaigns.percent" });
	return z.NEVER;
});

const offerShape = z.object({
	/** of one that is there; null: a new one */
	id: optionalId,
	nameJa: lineOf(CAMPAIGN_MAX.offerName).refine(filled, "fields.required"),
	nameEn: lineOf(CAMPAIGN_MAX.offerName),
	percent,
	limitYen: amount,
	startsOn: dayOf(DAYS),
	endsOn: dayOf(DAYS),
});
export type OfferFields = { id: string | null; nameJa: string; nameEn: string; basisPoints: number } & {
	limitYen: bigint;
	startsOn: string;
	endsOn: string;
};

const shape = {
	slug: lineOf(CAMPAIGN_MAX.slug).refine((text) => SLUG.test(text), "fields.slug"),
	titleJa: lineOf(CAMPAIGN_MAX.title).refine(filled, "fields.required"),
	titleEn: lineOf(CAMPAIGN_MAX.title),
	summaryJa: linesOf(CAMPAIGN_MAX.summary).refine(filled, "fields.required"),
	summaryEn: linesOf(CAMPAIGN_MAX.summary),
	/** rich text as Markdown */
	storyJa: linesOf(CAMPAIGN_MAX.story),
	storyEn: linesOf(CAMPAIGN_MAX.story),
	imageId: optionalId,
	goalKind: choiceOf(CAMPAIGN_GOAL_KINDS, "fields.choose", "fields.choose"),
	goalAmount: amount,
	startsOn: dayOf(DAYS),
	endsOn: dayOf(DAYS),
	fundIds: z
		.array(z.string().regex(UUID, "fields.fund.unknown"))
		.min(1, "campaigns.fundNeeded")
		.max(CAMPAIGN_MAX.funds, "campaigns.fundNeeded"),
	offers: z.array(offerShape).max(CAMPAIGN_MAX.offers),
};

type Days = { startsOn?: unknown; endsOn?: unknown };
const isLate = ({ startsOn, endsOn }: Days) =>
	typeof startsOn === "string" && typeof endsOn === "string" && endsOn < startsOn;

function checkDays(value: Days & { offers?: unknown }, ctx: IssueContext): void {
	if (isLate(value)) ctx.addIssue({ code: "custom", message: "campaigns.endsBeforeStart", path: ["endsOn"] });
	if (!Array.isArray(value.offers)) return;
	for (const [at, offer] of (value.offers as Days[]).entries()) {
		const path = ["offers", at, "endsOn"] as unknown as string[];
		if (isLate(offer)) ctx.addIssue({ code: "custom", message: "campaigns.endsBeforeStart", path });
	}
}

/** Nobody types the days of an offer again that are the campaign's own; a row that was left blank is none. */
function withDefaults(input: unknown): Record<string, unknown> {
	const sent: Record<string, unknown> = typeof input === "object" && input !== null ? { ...input } : {};
	const list = (value: unknown): unknown[] => (Array.isArray(value) ? value : value ? [value] : []);
	const blank = (value: unknown) => (asText(value) ?? "?").trim() === "";
	const offers = list(sent.offers).flatMap((one) => {
		const row: Record<string, unknown> = typeof one === "object" && one !== null ? { ...one } : {};
		if (blank(row.nameJa) && blank(row.limitYen) && blank(row.id)) return [];
		const startsOn = blank(row.startsOn) ? sent.startsOn : row.startsOn;
		const endsOn = blank(row.endsOn) ? sent.endsOn : row.endsOn;
		return [{ ...withBlanks(Object.keys(offerShape.shape))(row), startsOn, endsOn }];
	});
	return { ...withBlanks(Object.keys(shape))(sent), fundIds: [...new Set(list(sent.fundIds))], offers };
}

const fields = z
	.object(shape)
	.superRefine(checkDays)
	.transform(({ offers, ...rest }) => ({
		...rest,
		offers: offers.map(
			({ percent: basisPoints, limitYen, ...offer }): OfferFields => ({ ...offer, basisPoints, limitYen }),
		),
	}));

/** A campaign's fields from a form or a caller. Messages are keys of errors.json. */
export const campaignFieldsSchema = z.preprocess(withDefaults, fields);
export type CampaignFields = z.output<typeof campaignFieldsSchema>;
/** As a caller gives them. */
export type CampaignInput = z.input<typeof fields>;

export const campaignStepSchema = z.preprocess(
	withBlanks(["intent", "note"]),
	z.object({
		intent: choiceOf(["submit", "publish", "sendBack", "takeBack", "withdraw"], "fields.choose", "fields.choose"),
		note: linesOf(CAMPAIGN_MAX.note),
	}),
);
export type CampaignStep = z.output<typeof campaignStepSchema>["intent"];
