import { z } from "zod";
import { type IssueContext, lineOf, linesOf } from "../form-text.schema.ts";
import { USES } from "../ledger/kinds.ts";
import { MAX_TYPED_YEN, type Yen } from "../money/yen.ts";
import { type PlanLines, TARGET_CATEGORIES } from "./plan.ts";

/** Longest values in characters, and how much a plan holds. */
export const PLAN_MAX = { title: 100, note: 2000, decisionNote: 1000, label: 80, rows: 60, costs: 1800 } as const;
/** A plan runs over at most so many fiscal years; which ones is free. */
export const PLAN_YEARS = { earliest: 2000, latest: 2100, count: 31 } as const;

const fiscalYear = z.int().min(PLAN_YEARS.earliest).max(PLAN_YEARS.latest);
const yenFrom = (least: bigint, message: string) =>
	z.custom<Yen>((value) => typeof value === "bigint" && value >= least && value <= MAX_TYPED_YEN, { error: message });
const filled = (text: string) => text !== "";

const shape = {
	title: lineOf(PLAN_MAX.title).refine(filled, "fields.required"),
	note: linesOf(PLAN_MAX.note),
	firstFiscalYear: fiscalYear,
	lastFiscalYear: fiscalYear,
	costs: z
		.array(
			z.object({
				fiscalYear,
				use: z.enum(USES),
				label: lineOf(PLAN_MAX.label).refine(filled, "fields.required"),
				/** a cost of nothing is no line */
				amountYen: yenFrom(1n, "fields.amount.zero"),
			}),
		)
		.max(PLAN_MAX.costs, `sufficiencyPlan.tooManyLines?max=${PLAN_MAX.costs}`),
	targets: z
		.array(
			z.object({ fiscalYear, category: z.enum(TARGET_CATEGORIES), amountYen: yenFrom(0n, "fields.amount.negative") }),
		)
		.max(PLAN_YEARS.count * TARGET_CATEGORIES.length, "fields.invalid"),
};

/** A plan whole, as it is saved: the same rules for a form, the API and a script. */
export const planFieldsSchema = z.object(shape).superRefine(checkPlan);
export type PlanFields = z.output<typeof planFieldsSchema>;

/** Years in order and not too many, every line within them, and no line twice. */
export function checkPlan(plan: PlanLines, ctx: IssueContext): void {
	const add = (message: string, ...path: (string | number)[]) =>
		ctx.addIssue({ code: "custom", message, path: path.map(String) });
	const { firstFiscalYear: first, lastFiscalYear: last } = plan;
	if (last < first) add("sufficiencyPlan.yearsOrder", "lastFiscalYear");
	else if (last - first >= PLAN_YEARS.count)
		add(`sufficiencyPlan.tooManyYears?max=${PLAN_YEARS.count}`, "lastFiscalYear");
	const seen = new Set<string>();
	const check = (list: "costs" | "targets", index: number, year: number, key: string) => {
		if (year < first || year > last) {
			add(`sufficiencyPlan.outsideYears?first=${first}&last=${last}`, list, index, "fiscalYear");
		}
		if (seen.has(key)) add("sufficiencyPlan.lineTwice", list, index);
		seen.add(key);
	};
	for (const [index, line] of plan.costs.entries()) {
		check("costs", index, line.fiscalYear, `${line.fiscalYear}/${line.use}/${line.label}`);
	}
	for (const [index, line] of plan.targets.entries()) {
		check("targets", index, line.fiscalYear, `${line.fiscalYear}/${line.category}`);
	}
}

export const decisionNoteSchema = linesOf(PLAN_MAX.decisionNote);
