import { z } from "zod";
import { optionalDayOf } from "../form-day.schema.ts";
import { asText, lineOf } from "../form-text.schema.ts";

export const SUPPORT_KINDS = ["support", "extension"] as const;
export const RECOGNITION_KINDS = ["academy", "world_premier_status"] as const;
export type RecognitionKind = (typeof RECOGNITION_KINDS)[number];

/** A hub has its ten years and perhaps extensions; the form shows one line more than there are. */
export const MAX_PERIODS = 6;
const SOURCE_MAX = 300;

const isIn = <T extends string>(list: readonly T[], value: string): value is T => list.some((one) => one === value);

const yearOrNull = z.unknown().transform((value, ctx): number | null => {
	const text = (asText(value) ?? "?").normalize("NFKC").trim();
	if (text === "") return null;
	const year = /^\d{4}$/.test(text) ? Number(text) : Number.NaN;
	if (year >= 1990 && year <= 2100) return year;
	ctx.addIssue({ code: "custom", message: "followUp.fiscalYear" });
	return z.NEVER;
});

const period = z.object({
	kind: lineOf(20).transform((text, ctx) => {
		if (isIn(SUPPORT_KINDS, text)) return text;
		ctx.addIssue({ code: "custom", message: "fields.choose" });
		return z.NEVER;
	}),
	firstFiscalYear: yearOrNull,
	lastFiscalYear: yearOrNull,
	source: lineOf(SOURCE_MAX),
});

const recognition = z.object({
	/** a box that is not ticked is not sent: the hub has it not */
	given: z
		.unknown()
		.optional()
		.transform((value) => asText(value) === "on"),
	since: optionalDayOf(),
	until: optionalDayOf(),
	source: lineOf(SOURCE_MAX),
});

type Period = {
	kind: (typeof SUPPORT_KINDS)[number];
	firstFiscalYear: number;
	lastFiscalYear: number;
	source: string;
};
type Recognition = { kind: RecognitionKind; since: string | null; until: string | null; source: string };
export type HubSupport = { periods: Period[]; recognitions: Recognition[] };

/**
 * Support periods and recognitions as the form sends them: `periods[0].kind`, … and `recognitions.academy.since`, ….
 * A line without years is left out; years may not overlap, and each needs its source.
 */
export const supportFormSchema = z
	.object({
		periods: z.array(period).max(MAX_PERIODS).default([]),
		recognitions: z.object({ academy: recognition, world_premier_status: recognition }),
		basedOn: z.string().max(80).default(""),
	})
	.transform((form, ctx): HubSupport & { basedOn: string } => {
		const issue = (path: (string | number)[], message: string) => ctx.addIssue({ code: "custom", message, path });
		const periods: Period[] = [];
		for (const [index, row] of form.periods.entries()) {
			const { firstFiscalYear, lastFiscalYear } = row;
			if (firstFiscalYear === null && lastFiscalYear === null) continue;
			if (firstFiscalYear === null) issue(["periods", index, "firstFiscalYear"], "fields.required");
			else if (lastFiscalYear === null) issue(["periods", index, "lastFiscalYear"], "fields.required");
			else if (lastFiscalYear < firstFiscalYear) issue(["periods", index, "lastFiscalYear"], "support.order");
			else if (row.source === "") issue(["periods", index, "source"], "support.source");
			else if (periods.some((other) => overlaps(other, { firstFiscalYear, lastFiscalYear })))
				issue(["periods", index, "firstFiscalYear"], "support.overlap");
			else periods.push({ ...row, firstFiscalYear, lastFiscalYear });
		}
		const recognitions = RECOGNITION_KINDS.flatMap((kind) => {
			const { given, since, until, source } = form.recognitions[kind];
			if (!given) return [];
			if (source === "") issue(["recognitions", kind, "source"], "support.source");
			if (since !== null && until !== null && until < since) issue(["recognitions", kind, "until"], "support.order");
			return [{ kind, since, until, source }];
		});
		return { periods, recognitions, basedOn: form.basedOn };
	});

type Years = Pick<Period, "firstFiscalYear" | "lastFiscalYear">;
const overlaps = (one: Years, other: Years) =>
	one.firstFiscalYear <= other.lastFiscalYear && other.firstFiscalYear <= one.lastFiscalYear;
