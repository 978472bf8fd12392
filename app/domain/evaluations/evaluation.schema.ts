import { z } from "zod";
import { jstDayString } from "../calendar/fiscal-year.ts";
import { dayOf, optionalDayOf } from "../form-day.schema.ts";
import { asText, choiceOf, lineOf, linesOf } from "../form-text.schema.ts";
import { EVALUATION_KINDS, FINDING_KINDS, HUB_INDICATORS } from "./finding.status.ts";

/** The programme began in October 2007. */
const FIRST_DAY = "2007-10-01";
const LAST_DAY = "2100-03-31";

export const EVALUATION_MAX = { title: 200, summary: 4000, text: 4000, source: 300 } as const;
export const EVALUATION_FILE_MAX_BYTES = 10_000_000;

const required = (text: string) => text !== "";
const choose = "fields.choose";

export const evaluationFormSchema = (now: Date) =>
	z.object({
		kind: choiceOf(EVALUATION_KINDS, choose, choose),
		heldOn: dayOf({ from: FIRST_DAY, to: jstDayString(now) }),
		title: lineOf(EVALUATION_MAX.title).refine(required, "fields.required"),
		summary: linesOf(EVALUATION_MAX.summary),
	});
export type EvaluationFields = z.output<ReturnType<typeof evaluationFormSchema>>;

export const findingFormSchema = z.object({
	kind: choiceOf(FINDING_KINDS, choose, choose),
	text: linesOf(EVALUATION_MAX.text).refine(required, "fields.required"),
	dueOn: optionalDayOf({ from: FIRST_DAY, to: LAST_DAY }),
	/** the evaluation it came from; "" for none */
	evaluationId: lineOf(40),
});
export type FindingFields = z.output<typeof findingFormSchema>;

export const responseFormSchema = z.object({
	findingId: lineOf(40),
	text: linesOf(EVALUATION_MAX.text).refine(required, "fields.required"),
});

/** Percent with one decimal, or a count; empty is not known. */
const indicatorValue = z.unknown().transform((value, ctx): number | null => {
	const text = (asText(value) ?? "?")
		.normalize("NFKC")
		.trim()
		.replace(/[%％]$/u, "")
		.trim();
	if (text === "") return null;
	if (/^\d{1,5}(\.\d)?$/.test(text)) return Number(text);
	ctx.addIssue({ code: "custom", message: "followUp.indicatorValue" });
	return z.NEVER;
});

const fiscalYearText = z.unknown().transform((value, ctx): number => {
	const text = (asText(value) ?? "").normalize("NFKC").trim();
	const year = /^\d{4}$/.test(text) ? Number(text) : Number.NaN;
	if (year >= 2007 && year <= 2100) return year;
	ctx.addIssue({ code: "custom", message: "followUp.fiscalYear" });
	return z.NEVER;
});

export const indicatorFormSchema = z
	.object({
		indicator: choiceOf(HUB_INDICATORS, choose, choose),
		fiscalYear: fiscalYearText,
		value: indicatorValue,
		target: indicatorValue,
		source: lineOf(EVALUATION_MAX.source),
	})
	.superRefine((row, ctx) => {
		// A share of people is at most all of them; principal investigators are counted.
		const most = row.indicator === "principal_investigators" ? 10_000 : 100;
		for (const name of ["value", "target"] as const) {
			if ((row[name] ?? 0) > most) ctx.addIssue({ code: "custom", message: "followUp.indicatorMost", path: [name] });
		}
	});
export type IndicatorFields = z.output<typeof indicatorFormSchema>;
