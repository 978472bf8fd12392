import { z } from "zod";
import { dayOf, optionalDayOf } from "../form-day.schema.ts";
import { checkbox, choiceOf, type IssueContext, lineOf, linesOf, readLineOf } from "../form-text.schema.ts";
import { parseOverheadPercent } from "../funds/overhead-percent.ts";
import { USES, type Use } from "../ledger/kinds.ts";
import { DECISIONS } from "./decision.status.ts";
import { FUND_CATEGORIES, type FundCategory, HOST_KINDS, type HostKind, RECEIPT_CHANNELS } from "./fund-categories.ts";
import { checkYears, fundYearRows, MOST_YEN, typedAmount } from "./fund-years.schema.ts";

export { FUND_CATEGORIES, type FundCategory, HOST_KINDS, type HostKind, RECEIPT_CHANNELS };

export const EXTERNAL_FUND_MAX = {
	title: 300,
	funder: 200,
	number: 100,
	person: 100,
	basis: 1000,
	note: 2000,
} as const;
/** The oldest fiscal year a plan or receipt may name. */
export const FIRST_FUND_DAY = "1990-04-01";

/** What money of a category usually pays, where nobody says. */
export const USUAL_USE: Record<FundCategory, Use> = {
	competitive: "research",
	commissioned: "research",
	joint: "research",
	subsidy: "running",
	fund_income: "running",
	ip: "running",
	startup: "running",
	other: "running",
	host: "core_posts",
	wpi_subsidy: "running",
};

type Checked = {
	category?: unknown;
	hostKind?: unknown;
	valuationBasis?: unknown;
	startsOn?: unknown;
	endsOn?: unknown;
	decision?: unknown;
	decidedOn?: unknown;
};

/** What one field asks of another; a field that was refused by itself is not looked at. */
export function checkFund(fund: Checked, ctx: IssueContext): void {
	const add = (field: string, message: string) => ctx.addIssue({ code: "custom", message, path: [field] });
	if (fund.category === "host") {
		if (fund.hostKind === null) add("hostKind", "externalFunds.hostKindNeeded");
		const valued = fund.hostKind === "posts" || fund.hostKind === "space";
		if (valued && fund.valuationBasis === "") add("valuationBasis", "externalFunds.basisNeeded");
	} else if (typeof fund.category === "string" && typeof fund.hostKind === "string") {
		add("hostKind", "externalFunds.hostKindOnlyHost");
	}
	if (typeof fund.startsOn === "string" && typeof fund.endsOn === "string" && fund.startsOn > fund.endsOn) {
		add("endsOn", "externalFunds.endsBefore");
	}
	if (fund.decision === "pending" && typeof fund.decidedOn === "string") {
		add("decidedOn", "externalFunds.pendingHasDay");
	}
}

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;
const required = (max: number) => lineOf(max).refine((text) => text !== "", { error: "fields.required" });
const blankIsNull = <const C extends string>(choices: readonly C[]) =>
	lineOf(40).transform((text, ctx): C | null => {
		const choice = choices.find((one) => one === text);
		if (choice !== undefined) return choice;
		if (text !== "") ctx.addIssue({ code: "custom", message: "fields.choose" });
		return null;
	});
const sharePercent = lineOf(20).transform((text, ctx): number => {
	if (text === "") return 10_000;
	const basisPoints = parseOverheadPercent(text);
	if (basisPoints !== null && basisPoints > 0) return basisPoints;
	ctx.addIssue({ code: "custom", message: "externalFunds.share" });
	return z.NEVER;
});

/** Words, dates and the share: what may change as long as the fund stands. */
const wordFields = {
	title: required(EXTERNAL_FUND_MAX.title),
	funder: required(EXTERNAL_FUND_MAX.funder),
	number: lineOf(EXTERNAL_FUND_MAX.number),
	principalInvestigator: lineOf(EXTERNAL_FUND_MAX.person),
	startsOn: optionalDayOf({ from: FIRST_FUND_DAY }),
	endsOn: optionalDayOf({ from: FIRST_FUND_DAY }),
	hubSharePercent: sharePercent,
	valuationBasis: linesOf(EXTERNAL_FUND_MAX.basis),
	note: linesOf(EXTERNAL_FUND_MAX.note),
};
/** What its ledger lines carry: frozen once anything is booked. */
const bookedFields = {
	category: choiceOf(FUND_CATEGORIES, "fields.choose", "fields.choose"),
	use: choiceOf(USES, "fields.choose", "fields.choose"),
	hostKind: blankIsNull(HOST_KINDS),
};
const place = readLineOf(80, "fields.choose", (text) => {
	const [hubId = "", institutionId = ""] = text.split("/");
	return UUID.test(hubId) && UUID.test(institutionId) ? text : null;
}).refine((text) => text !== "", { error: "fields.choose" });

const named = <S extends z.ZodType>(names: readonly string[], schema: S) =>
	z.preprocess((sent) => {
		const given: Record<string, unknown> = typeof sent === "object" && sent !== null ? { ...sent } : {};
		return Object.fromEntries(names.map((name) => [name, given[name]]));
	}, schema);

const newFields = {
	place,
	...bookedFields,
	...wordFields,
	decision: choiceOf(DECISIONS, "fields.choose", "fields.choose"),
	years: fundYearRows,
	another: checkbox,
};

/** The form that records one. `place` is `hubId/institutionId`. Messages are keys of errors.json. */
export function newFundSchema(today: string) {
	const fields = { ...newFields, decidedOn: optionalDayOf({ from: FIRST_FUND_DAY, to: today }) };
	return named(
		Object.keys(fields),
		z
			.object(fields)
			.superRefine((fund, ctx) => {
				checkFund(fund, ctx);
				checkYears(fund.years, fund.decision, ctx);
			})
			.transform(({ place: where, hubSharePercent, ...fund }) => {
				const [hubId = "", institutionId = ""] = where.split("/");
				return { ...fund, hubId, institutionId, hubShareBasisPoints: hubSharePercent };
			}),
	);
}

/** The form that changes one: its words, and with `booked` false also what its lines would carry. */
export function changeFundSchema(fund: { booked: boolean; category: string; hostKind: string | null }) {
	const fields = fund.booked ? wordFields : { ...wordFields, place, ...bookedFields };
	return named(
		[...Object.keys(fields), "basedOn"],
		z
			.object({ ...fields, basedOn: lineOf(64) })
			.superRefine((sent, ctx) => checkFund({ category: fund.category, hostKind: fund.hostKind, ...sent }, ctx))
			.transform(({ hubSharePercent, basedOn, ...sent }) => {
				const { place: where, ...changes } = { place: undefined, ...sent } as typeof sent & { place?: string };
				const [hubId, institutionId] = where?.split("/") ?? [];
				return {
					basedOn,
					changes: {
						...changes,
						hubShareBasisPoints: hubSharePercent,
						...(hubId && institutionId ? { hubId, institutionId } : {}),
					},
				};
			}),
	);
}

/** The form of a receipt or of money given back. */
export function receiptSchema(today: string) {
	return named(
		[
			"receivedOn",
			"precision",
			"amountYen",
			"indirectYen",
			"channel",
			"note",
			"adjustmentReason",
			"entryKey",
			"another",
		],
		z
			.object({
				receivedOn: dayOf({ from: FIRST_FUND_DAY, to: today }),
				precision: choiceOf(["yen", "million_yen"], "fields.choose", "fields.choose", "yen"),
				amountYen: z.unknown(),
				indirectYen: z.unknown(),
				channel: choiceOf(RECEIPT_CHANNELS, "fields.choose", "fields.choose", "bank_transfer"),
				note: linesOf(EXTERNAL_FUND_MAX.note),
				adjustmentReason: linesOf(500),
				entryKey: readLineOf(40, "fields.invalid", (text) => (UUID.test(text) ? text.toLowerCase() : null)),
				another: checkbox,
			})
			.transform((sent, ctx) => {
				const amountYen = typedAmount(sent.amountYen, sent.precision, ctx, ["amountYen"]);
				const indirectYen = typedAmount(sent.indirectYen, "yen", ctx, ["indirectYen"]) ?? 0n;
				if (amountYen === null || amountYen === 0n) {
					ctx.addIssue({
						code: "custom",
						message: amountYen === null ? "fields.amount.empty" : "fields.amount.zero",
						path: ["amountYen"],
					});
				} else checkReceipt({ ...sent, amountYen, indirectYen }, ctx);
				return { ...sent, amountYen: amountYen ?? 0n, indirectYen };
			}),
	);
}

/** What a receipt's amounts ask of each other. */
function checkReceipt(receipt: { amountYen: bigint; indirectYen: bigint; precision: string }, ctx: IssueContext): void {
	const add = (field: string, message: string) => ctx.addIssue({ code: "custom", message, path: [field] });
	if (receipt.amountYen > MOST_YEN) add("amountYen", "fields.amount.tooLarge");
	if (receipt.indirectYen > receipt.amountYen) add("indirectYen", "externalFunds.indirectTooMuch");
	if (receipt.precision === "million_yen" && receipt.indirectYen > 0n) {
		add("indirectYen", "externalFunds.indirectNeedsYen");
	}
}
