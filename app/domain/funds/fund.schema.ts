import { z } from "zod";
import { checkbox, choiceOf, type IssueContext, lineOf, linesOf, readLineOf, withBlanks } from "../form-text.schema.ts";
import { TAX_TREATMENTS } from "../institutions/tax-note.ts";
import { USES } from "../ledger/kinds.ts";
import { parseYen, YEN_REFUSAL_KEYS, yenSchema } from "../money/yen.ts";
import { allocationFields, allocationShape, checkAllocation } from "./allocation.schema.ts";
import { parseOverheadPercent } from "./overhead-percent.ts";

/** Longest values, in characters; how many amounts a fund proposes. */
export const FUND_MAX = { slug: 60, name: 100, purpose: 1000, presets: 8, sortOrder: 999 } as const;
/** Stripe takes no charge below; the counters and the column hold no more. */
const LEAST_YEN = 50n;
const MOST_YEN = 99_999_999n;

const SLUG = /^[a-z0-9](?:[a-z0-9-]*[a-z0-9])$/;

/** Each field by itself: the same rule for a form, a script and whatever else calls the domain. */
const rules = {
	/** `new` is the page where a fund is opened. */
	slug: z
		.string()
		.min(2)
		.max(FUND_MAX.slug)
		.regex(SLUG, { error: "fields.slug" })
		.refine((slug) => slug !== "new", { error: "fields.slug" }),
	nameJa: z.string().min(1).max(FUND_MAX.name),
	nameEn: z.string().min(1).max(FUND_MAX.name),
	purposeJa: z.string().min(1).max(FUND_MAX.purpose),
	purposeEn: z.string().min(1).max(FUND_MAX.purpose),
	sortOrder: z.int().min(0).max(FUND_MAX.sortOrder),
	presetYen: z.array(z.bigint().positive()).max(FUND_MAX.presets),
	use: z.enum(USES),
	taxTreatment: z.enum(TAX_TREATMENTS),
	taxCreditEligible: z.boolean(),
	/** null when another body issues the receipt (受配者指定寄付金) */
	receiptIssuerId: z.uuid().nullable(),
	overheadBasisPoints: z.int().min(0).max(10_000),
	minYen: z.bigint().min(LEAST_YEN).max(MOST_YEN),
	maxYen: z.bigint().min(LEAST_YEN).max(MOST_YEN),
};

/** What may change of a fund: words by whoever looks after the hub, terms by the institution, amounts by either. */
export const FUND_WORDS = ["nameJa", "nameEn", "purposeJa", "purposeEn", "sortOrder"] as const;
export const FUND_TERMS = [
	"use",
	"taxTreatment",
	"taxCreditEligible",
	"receiptIssuerId",
	"overheadBasisPoints",
	"minYen",
	"maxYen",
] as const;
export const FUND_FIELDS = [...FUND_WORDS, "presetYen", ...FUND_TERMS] as const;
export type FundField = (typeof FUND_FIELDS)[number];

const { slug: _slug, ...changeable } = rules;
export const fundChangesSchema = z.object(changeable);
export type FundFields = z.output<typeof fundChangesSchema>;

/** A fund that is opened. */
export const fundSchema = z
	.object({
		...rules,
		/** null: a fund of the programme */
		hubId: z.uuid().nullable(),
		institutionId: z.uuid(),
		taxCreditEligible: rules.taxCreditEligible.default(false),
		overheadBasisPoints: rules.overheadBasisPoints.default(0),
		minYen: rules.minYen.default(500n),
		maxYen: rules.maxYen.default(10_000_000n),
		sortOrder: rules.sortOrder.default(0),
		/** of a fund of the programme only */
		allocationRuleJa: allocationShape.allocationRuleJa.default(""),
		allocationRuleEn: allocationShape.allocationRuleEn.default(""),
		shares: allocationShape.shares.default([]),
	})
	.superRefine((fund, ctx) => {
		checkTogether(fund, ctx);
		if (fund.hubId === null) checkAllocation(fund, ctx);
		else if (fund.allocationRuleJa || fund.allocationRuleEn || fund.shares.length > 0) {
			ctx.addIssue({ code: "custom", message: "fields.invalid", path: ["shares"] });
		}
	});

/** What one field asks of another. A field that was refused by itself is not looked at. */
export function checkTogether(fund: { readonly [F in FundField]?: unknown }, ctx: IssueContext): void {
	const { minYen, maxYen, presetYen, taxTreatment, receiptIssuerId } = fund;
	const add = (field: FundField, message: string) => ctx.addIssue({ code: "custom", message, path: [field] });
	if (typeof minYen === "bigint" && typeof maxYen === "bigint") {
		if (minYen > maxYen) add("maxYen", "fields.fund.limits");
		else if (Array.isArray(presetYen) && presetYen.some((amount) => amount < minYen || amount > maxYen)) {
			add("presetYen", `fields.fund.presetRange?min=${minYen}&max=${maxYen}`);
		}
	}
	const byOtherBody = taxTreatment === "designated_through_other_body";
	if (byOtherBody && typeof receiptIssuerId === "string") add("receiptIssuerId", "fields.fund.issuerOther");
	if (!byOtherBody && receiptIssuerId === null) add("receiptIssuerId", "fields.fund.issuerNeeded");
}

const typedYen = yenSchema.transform((value): bigint => value);
const presetLines = linesOf(FUND_MAX.presets * 20).transform((text, ctx): bigint[] => {
	const lines = text.split("\n").filter((line) => line.trim() !== "");
	const amounts = new Set<bigint>();
	for (const line of lines) {
		const parsed = parseYen(line);
		if (parsed.ok && parsed.yen > 0n) amounts.add(parsed.yen);
		else
			ctx.addIssue({ code: "custom", message: parsed.ok ? "fields.amount.negative" : YEN_REFUSAL_KEYS[parsed.reason] });
	}
	if (amounts.size > FUND_MAX.presets) {
		ctx.addIssue({ code: "custom", message: `fields.fund.presetCount?max=${FUND_MAX.presets}` });
	}
	return [...amounts];
});
const percent = lineOf(20).transform((text, ctx): number => {
	const basisPoints = parseOverheadPercent(text);
	if (basisPoints !== null) return basisPoints;
	ctx.addIssue({ code: "custom", message: text ? "fields.fund.overhead" : "fields.required" });
	return z.NEVER;
});
const order = readLineOf(10, "fields.fund.sortOrder", (text) => {
	const digits = text.normalize("NFKC");
	return /^\d{1,3}$/.test(digits) ? String(Number(digits)) : null;
})
	.refine((text) => text !== "", { error: "fields.required" })
	.transform((text) => Number(text));

/** The same fields as a form sends them: text, one proposed amount a line, overhead in percent. */
const formShape = {
	nameJa: lineOf(FUND_MAX.name).pipe(rules.nameJa),
	nameEn: lineOf(FUND_MAX.name).pipe(rules.nameEn),
	purposeJa: linesOf(FUND_MAX.purpose).pipe(rules.purposeJa),
	purposeEn: linesOf(FUND_MAX.purpose).pipe(rules.purposeEn),
	sortOrder: order.pipe(rules.sortOrder),
	presetYen: presetLines.pipe(rules.presetYen),
	use: choiceOf(USES, "fields.choose", "fields.choose"),
	taxTreatment: choiceOf(TAX_TREATMENTS, "fields.choose", "fields.choose"),
	taxCreditEligible: checkbox,
	receiptIssuerId: readLineOf(40, "fields.choose", (text) =>
		z.uuid().safeParse(text).success ? text : null,
	).transform((text) => (text === "" ? null : text)),
	overheadPercent: percent,
	minYen: typedYen.pipe(rules.minYen),
	maxYen: typedYen.pipe(rules.maxYen),
};
export type FundFormField = keyof typeof formShape;

export const FUND_FORM_FIELDS = Object.keys(formShape) as FundFormField[];
export const formFieldOf = (field: FundField): FundFormField =>
	field === "overheadBasisPoints" ? "overheadPercent" : field;

/**
 * A form with some of a fund's fields.
 * @param current  the fund as it is, for what the form does not hold
 */
export function fundFormSchema(fields: readonly FundFormField[], current: Partial<FundFields> = {}) {
	const wanted = Object.fromEntries(fields.map((field) => [field, true])) as Record<FundFormField, true>;
	const schema = z
		.object(formShape)
		.pick(wanted)
		.extend({ basedOn: lineOf(64) })
		.superRefine((sent, ctx) => checkTogether({ ...current, ...sent }, ctx))
		.transform((sent) => {
			// Only what was picked is there.
			const { basedOn, overheadPercent, ...rest }: Partial<typeof sent> = sent;
			const changes: Partial<FundFields> = rest;
			if (overheadPercent !== undefined) changes.overheadBasisPoints = overheadPercent;
			return { basedOn: basedOn ?? "", changes };
		});
	return z.preprocess(withBlanks([...fields, "basedOn"]), schema);
}

/** Where a fund of the programme belongs, before its institution. */
export const OF_PROGRAMME = "programme/";
const PLACE = /^(?:programme|[0-9a-f-]{36})\/[0-9a-f-]{36}$/;

const newFundForm = z
	.object({
		...formShape,
		slug: lineOf(FUND_MAX.slug).pipe(rules.slug),
		...allocationFields,
		/** `hubId/institutionId`: a hub with one of its hosts; `programme/institutionId`: the programme as a whole */
		place: readLineOf(80, "fields.choose", (text) => (PLACE.test(text) ? text : null)).pipe(
			z.string().min(1, { error: "fields.choose" }),
		),
	})
	.superRefine((fund, ctx) => {
		checkTogether(fund, ctx);
		if (typeof fund.place === "string" && fund.place.startsWith(OF_PROGRAMME)) checkAllocation(fund, ctx);
	})
	.transform(({ place, overheadPercent, allocationRuleJa, allocationRuleEn, shares, ...fund }) => {
		const [where = "", institutionId = ""] = place.split("/");
		const ofProgramme = place.startsWith(OF_PROGRAMME);
		return {
			...fund,
			hubId: ofProgramme ? null : where,
			institutionId,
			overheadBasisPoints: overheadPercent,
			// A hub's fund is shared with nobody, whatever else was sent.
			...(ofProgramme && { allocationRuleJa, allocationRuleEn, shares }),
		};
	});
/** The form that opens a fund: all fields, its short name for addresses, and where it belongs. */
export const newFundFormSchema = z.preprocess(
	withBlanks([...FUND_FORM_FIELDS, ...Object.keys(allocationFields), "slug", "place"]),
	newFundForm,
);
