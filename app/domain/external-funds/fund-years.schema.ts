import { z } from "zod";
import { asText, choiceOf, type IssueContext } from "../form-text.schema.ts";
import type { Precision } from "../ledger/kinds.ts";
import { parseYen, YEN_REFUSAL_KEYS } from "../money/yen.ts";

/** One fiscal year of an award: what was meant, decided, carried on and given back. Of the whole award; no money yet. */
export type FundYear = {
	fiscalYear: number;
	plannedYen: bigint;
	/** null until the year is decided (交付決定) */
	decidedYen: bigint | null;
	/** of decided, where it is known */
	directYen: bigint | null;
	indirectYen: bigint | null;
	/** 繰越 into the next year */
	carriedOverYen: bigint;
	/** 返還 as settled (額の確定) */
	returnedYen: bigint;
	precision: Precision;
};

/** The most an award may be in one year, or a receipt: 1 trillion yen less one. */
export const MOST_YEN = 999_999_999_999n;
export const MAX_YEARS = 40;
export const FIRST_YEAR = 1990;
export const LAST_YEAR = 2100;
export const YEAR_AMOUNTS = [
	"plannedYen",
	"decidedYen",
	"directYen",
	"indirectYen",
	"carriedOverYen",
	"returnedYen",
] as const;
const MILLION = 1_000_000n;

type PathContext = { addIssue(issue: { code: "custom"; message: string; path: (string | number)[] }): void };

/** An amount in the unit of its line; null where nothing was typed. */
export function typedAmount(
	value: unknown,
	unit: Precision,
	ctx: PathContext,
	path: (string | number)[],
): bigint | null {
	const text = asText(value);
	if (text?.trim() === "") return null;
	const parsed = parseYen(text ?? "?");
	if (!parsed.ok) {
		ctx.addIssue({ code: "custom", message: YEN_REFUSAL_KEYS[parsed.reason], path });
		return null;
	}
	const yen = unit === "million_yen" ? parsed.yen * MILLION : parsed.yen;
	if (yen <= MOST_YEN) return yen;
	ctx.addIssue({ code: "custom", message: "fields.amount.tooLarge", path });
	return null;
}

const row = z.object({
	fiscalYear: z.unknown().optional(),
	precision: choiceOf(["yen", "million_yen"], "fields.choose", "fields.choose", "yen"),
	...(Object.fromEntries(YEAR_AMOUNTS.map((name) => [name, z.unknown().optional()])) as Record<
		(typeof YEAR_AMOUNTS)[number],
		z.ZodOptional<z.ZodUnknown>
	>),
});

/** A form leaves out what is empty, even whole lines between others. */
function filledRow(sent: unknown): Record<string, unknown> {
	const given: Record<string, unknown> = typeof sent === "object" && sent !== null ? { ...sent } : {};
	return Object.fromEntries(["fiscalYear", "precision", ...YEAR_AMOUNTS].map((name) => [name, given[name]]));
}

/** The lines of a form, one a fiscal year, each in yen or in millions; a line without an amount is left out. */
export const fundYearRows = z
	.preprocess((sent) => (Array.isArray(sent) ? Array.from(sent, filledRow) : []), z.array(row).max(MAX_YEARS + 10))
	.transform((rows, ctx): (FundYear & { line: number })[] =>
		rows.flatMap((sent, line) => {
			const amount = (name: (typeof YEAR_AMOUNTS)[number]) =>
				typedAmount(sent[name], sent.precision, ctx, [line, name]);
			if (YEAR_AMOUNTS.every((name) => (asText(sent[name]) ?? "").trim() === "")) return [];
			return [
				{
					line,
					fiscalYear: typedYear(sent.fiscalYear, ctx, [line, "fiscalYear"]),
					plannedYen: amount("plannedYen") ?? 0n,
					decidedYen: amount("decidedYen"),
					directYen: amount("directYen"),
					indirectYen: amount("indirectYen"),
					carriedOverYen: amount("carriedOverYen") ?? 0n,
					returnedYen: amount("returnedYen") ?? 0n,
					precision: sent.precision,
				},
			];
		}),
	);

function typedYear(value: unknown, ctx: PathContext, path: (string | number)[]): number {
	const text = (asText(value) ?? "").normalize("NFKC").trim();
	const year = /^(?:FY)?\s?(\d{4})\s?(?:年度)?$/iu.exec(text)?.[1];
	if (year !== undefined && Number(year) >= FIRST_YEAR && Number(year) <= LAST_YEAR) return Number(year);
	ctx.addIssue({ code: "custom", message: text === "" ? "fields.required" : "externalFunds.year", path });
	return 0;
}

/**
 * What the years ask of each other: one line a year, direct and indirect cost add up to what was decided, and no year
 * passes on or gives back more than it has.
 * @param years  each with the line of the form it stands on, or else in its own order
 */
export function checkYears(
	years: readonly (FundYear & { line?: number })[],
	decision: string,
	ctx: IssueContext | PathContext,
): void {
	const to = ctx as PathContext;
	const lines = years.map((year, index) => ({ ...year, line: year.line ?? index }));
	const add = (line: number, field: keyof FundYear, message: string) =>
		to.addIssue({ code: "custom", message, path: ["years", line, field] });
	const seen = new Set<number>();
	for (const year of lines) {
		if (seen.has(year.fiscalYear)) add(year.line, "fiscalYear", "externalFunds.yearTwice");
		seen.add(year.fiscalYear);
	}
	const inOrder = lines.toSorted((a, b) => a.fiscalYear - b.fiscalYear);
	for (const [index, year] of inOrder.entries()) {
		const before = inOrder[index - 1];
		const carriedInYen = before?.fiscalYear === year.fiscalYear - 1 ? before.carriedOverYen : 0n;
		const refused = refusalOf(year, carriedInYen, decision);
		if (refused) add(year.line, refused.field, refused.message);
	}
}

function refusalOf(
	year: FundYear,
	carriedInYen: bigint,
	decision: string,
): { field: keyof FundYear; message: string } | null {
	const { decidedYen, directYen, indirectYen, carriedOverYen, returnedYen, precision } = year;
	if (decidedYen !== null && decision === "pending") {
		return { field: "decidedYen", message: "externalFunds.notDecidedYet" };
	}
	if (decidedYen === null && (directYen !== null || indirectYen !== null)) {
		return { field: "decidedYen", message: "externalFunds.decidedNeeded" };
	}
	const sum = (directYen ?? 0n) + (indirectYen ?? 0n);
	// What is only known in millions may miss by the rounding of its parts.
	const slack = precision === "million_yen" ? MILLION : 0n;
	const differs = decidedYen !== null && (sum > decidedYen + slack || sum < decidedYen - slack);
	if (directYen !== null && indirectYen !== null && differs) {
		return { field: "indirectYen", message: `externalFunds.costSum?sum=${sum}&decided=${decidedYen}` };
	}
	if (decidedYen !== null && sum > decidedYen + slack) {
		return { field: directYen === null ? "indirectYen" : "directYen", message: "externalFunds.partTooMuch" };
	}
	const availableYen = (decidedYen ?? 0n) + carriedInYen;
	if (carriedOverYen > availableYen) {
		return { field: "carriedOverYen", message: `externalFunds.carriedTooMuch?max=${availableYen}` };
	}
	if (carriedOverYen + returnedYen > availableYen) {
		return { field: "returnedYen", message: `externalFunds.returnedTooMuch?max=${availableYen - carriedOverYen}` };
	}
	const amounts = [year.plannedYen, decidedYen, directYen, indirectYen, carriedOverYen, returnedYen];
	if (precision === "million_yen" && amounts.some((yen) => yen !== null && yen % MILLION !== 0n)) {
		return { field: "precision", message: "externalFunds.wholeMillions" };
	}
	return null;
}

/** The hub's part of an amount of the whole award, rounded down. */
export function shareOf(yen: bigint, hubShareBasisPoints: number): bigint {
	return (yen * BigInt(hubShareBasisPoints)) / 10_000n;
}
