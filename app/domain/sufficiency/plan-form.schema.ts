import { z } from "zod";
import { lineOf, withBlanks } from "../form-text.schema.ts";
import { PLAN_MAX, PLAN_YEARS } from "./plan.schema.ts";
import { readFiscalYear } from "./plan-paste.ts";

const typedYear = lineOf(20);

const newPlanForm = z
	.object({
		title: lineOf(PLAN_MAX.title).refine((text) => text !== "", "fields.required"),
		copyFrom: lineOf(40).transform((id) => (id === "" ? undefined : id)),
		firstFiscalYear: typedYear,
		lastFiscalYear: typedYear,
	})
	.transform(({ title, copyFrom, ...years }, ctx) => {
		if (copyFrom !== undefined) return { title, copyFrom };
		const read = (name: "firstFiscalYear" | "lastFiscalYear") => {
			const year = readFiscalYear(years[name]);
			if (year !== null) return year;
			const message = years[name] === "" ? "fields.required" : "sufficiencyPlan.year";
			ctx.addIssue({ code: "custom", message, path: [name] });
			return Number.NaN;
		};
		const firstFiscalYear = read("firstFiscalYear");
		const lastFiscalYear = read("lastFiscalYear");
		const refuse = (message: string) => ctx.addIssue({ code: "custom", message, path: ["lastFiscalYear"] });
		if (lastFiscalYear < firstFiscalYear) refuse("sufficiencyPlan.yearsOrder");
		if (lastFiscalYear - firstFiscalYear >= PLAN_YEARS.count) {
			refuse(`sufficiencyPlan.tooManyYears?max=${PLAN_YEARS.count}`);
		}
		return { title, copyFrom, firstFiscalYear, lastFiscalYear };
	});

/** A new draft as its form sends it; years count where nothing is copied. */
export const newPlanFormSchema = z.preprocess(
	withBlanks(["title", "copyFrom", "firstFiscalYear", "lastFiscalYear"]),
	newPlanForm,
);

/** What is done with a version from its page; the note's own rules are those of the decision. */
export const planStepSchema = z.object({
	intent: z.enum(["submit", "approve", "sendBack"]),
	note: z.string().default(""),
});
