import { z } from "zod";
import { USES } from "~/domain/ledger/kinds";
import { TARGET_CATEGORIES } from "~/domain/sufficiency/plan";
import { PLAN_MAX, PLAN_YEARS } from "~/domain/sufficiency/plan.schema";
import { SUFFICIENCY_PLAN_STATES } from "~/domain/sufficiency/sufficiency-plan.status";
import { slugParam } from "./shapes";

const yen = z.int().describe("whole yen");
const moment = z.iso.datetime().nullable();
const status = z
	.enum(SUFFICIENCY_PLAN_STATES as [string, ...string[]])
	.describe("one version of a hub is approved at a time; the next one supersedes it");

const costShape = z.object({ fiscalYear: z.int(), use: z.enum(USES), label: z.string(), amountYen: yen });
const targetShape = z.object({ fiscalYear: z.int(), category: z.enum(TARGET_CATEGORIES), amountYen: yen });

const head = {
	id: z.uuid(),
	hub: z.string(),
	version: z.int(),
	title: z.string(),
	status,
	firstFiscalYear: z.int(),
	lastFiscalYear: z.int(),
	neededYen: yen.describe("all cost lines of all years: what is needed, never money received"),
};
const times = { createdAt: z.iso.datetime(), submittedAt: moment, approvedAt: moment, supersededAt: moment };
const lines = { note: z.string(), costs: z.array(costShape), targets: z.array(targetShape) };

export const sufficiencyPlanRowShape = z.object({ ...head, ...times });
export const sufficiencyPlanShape = z.object({
	...head,
	...times,
	...lines,
	decisionNote: z.string(),
	years: z.array(
		z.object({ fiscalYear: z.int(), neededYen: yen, targetYen: yen.describe("what the hub aims at, never money") }),
	),
});
export const draftedPlanShape = z.object({ ...head, ...lines });
export const movedPlanShape = z.object({ id: z.uuid(), status });

const fiscalYear = z.int().min(PLAN_YEARS.earliest).max(PLAN_YEARS.latest);
const amountYen = (least: number) => z.int().min(least).max(999_999_999_999);

export const draftPlanBody = z
	.strictObject({
		hub: slugParam,
		title: z.string().min(1).max(PLAN_MAX.title),
		note: z.string().max(PLAN_MAX.note).default(""),
		copyFrom: z.uuid().optional().describe("another version of the hub: its years and lines are taken over"),
		firstFiscalYear: fiscalYear.optional().describe("needed without copyFrom"),
		lastFiscalYear: fiscalYear.optional().describe("needed without copyFrom"),
		costs: z
			.array(
				z.strictObject({
					fiscalYear,
					use: z.enum(USES),
					label: z.string().min(1).max(PLAN_MAX.label),
					amountYen: amountYen(1),
				}),
			)
			.max(PLAN_MAX.costs)
			.default([]),
		targets: z
			.array(z.strictObject({ fiscalYear, category: z.enum(TARGET_CATEGORIES), amountYen: amountYen(0) }))
			.max(PLAN_YEARS.count * TARGET_CATEGORIES.length)
			.default([]),
	})
	.superRefine((body, ctx) => {
		for (const name of ["firstFiscalYear", "lastFiscalYear"] as const) {
			if (body.copyFrom === undefined && body[name] === undefined) {
				ctx.addIssue({ code: "custom", message: "fields.required", path: [name] });
			}
			if (body.copyFrom !== undefined && body[name] !== undefined) {
				ctx.addIssue({ code: "custom", message: "is taken over with copyFrom", path: [name] });
			}
		}
		for (const name of ["costs", "targets"] as const) {
			if (body.copyFrom !== undefined && body[name].length > 0) {
				ctx.addIssue({ code: "custom", message: "are taken over with copyFrom", path: [name] });
			}
		}
	});

export const decidePlanBody = z
	.strictObject({
		decision: z.enum(["approve", "send_back"]),
		note: z.string().max(PLAN_MAX.decisionNote).default("").describe("needed to send a plan back"),
	})
	.refine(({ decision, note }) => decision === "approve" || note.trim() !== "", {
		error: "sufficiencyPlan.noteNeeded",
		path: ["note"],
	});
