import { z } from "zod";
import { checkbox, choiceOf, lineOf, linesOf } from "../form-text.schema.ts";
import {
	SCENARIO_CHANGE_KINDS,
	SCENARIO_NAME_MAX,
	SCENARIO_NOTE_MAX,
	type ScenarioChange,
	SHARED_WITH,
} from "./scenario.schema.ts";

export const SCENARIO_YEARS = ["1", "2", "3", "4", "5"] as const;
export const SCENARIO_FACTORS = ["0.5", "1.5", "2", "3"] as const;

const percent = z.unknown().transform((value, ctx): number => {
	const text = (typeof value === "string" ? value : "")
		.normalize("NFKC")
		.replace(/[−▲△]/gu, "-")
		.replace(/[%\s]/gu, "");
	if (/^[+-]?\d{1,3}$/.test(text) && Math.abs(Number(text)) <= 100 && Number(text) !== 0) return Number(text);
	ctx.addIssue({ code: "custom", message: text === "" ? "fields.required" : "fields.scenario.percent" });
	return z.NEVER;
});

const FIELDS = ["name", "note", "sharedWith", ...SCENARIO_CHANGE_KINDS, "years", "percent", "factor"] as const;

const fields = z
	.object({
		name: lineOf(SCENARIO_NAME_MAX).refine((name) => name !== "", "fields.required"),
		note: linesOf(SCENARIO_NOTE_MAX),
		sharedWith: choiceOf(SHARED_WITH, "fields.choose", "fields.choose", "own"),
		extend_support: checkbox,
		years: choiceOf(SCENARIO_YEARS, "fields.choose", "fields.choose", "2"),
		lose_largest_funder: checkbox,
		host_contribution: checkbox,
		percent: z.unknown(),
		monthly_donors: checkbox,
		factor: choiceOf(SCENARIO_FACTORS, "fields.choose", "fields.choose", "2"),
	})
	.transform((form, ctx) => {
		const changes: ScenarioChange[] = [];
		if (form.extend_support) changes.push({ kind: "extend_support", years: Number(form.years) });
		if (form.lose_largest_funder) changes.push({ kind: "lose_largest_funder" });
		if (form.host_contribution) {
			const read = percent.safeParse(form.percent);
			if (read.success) changes.push({ kind: "host_contribution", changeBasisPoints: read.data * 100 });
			else ctx.addIssue({ code: "custom", path: ["percent"], message: read.error.issues[0]?.message ?? "" });
		}
		if (form.monthly_donors) changes.push({ kind: "monthly_donors", factor: Number(form.factor) });
		if (changes.length === 0 && !form.host_contribution) {
			ctx.addIssue({ code: "custom", path: ["extend_support"], message: "fields.scenario.noChange" });
		}
		return { name: form.name, note: form.note, sharedWith: form.sharedWith, changes };
	});

/** The form of a what-if; what belongs to a change that is not ticked is not looked at. A box that is not ticked is not sent. */
export const scenarioFormSchema = z.preprocess((sent) => {
	const given: Record<string, unknown> = typeof sent === "object" && sent !== null ? { ...sent } : {};
	return Object.fromEntries(FIELDS.map((name) => [name, given[name]]));
}, fields);
