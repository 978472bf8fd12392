import type { PlanFields } from "./plan.schema";

/** A plan as audit events hold it: the lines as text, so that two versions can be compared. */
export function planFacts(plan: PlanFields) {
	return {
		title: plan.title,
		note: plan.note,
		firstFiscalYear: plan.firstFiscalYear,
		lastFiscalYear: plan.lastFiscalYear,
		costs: plan.costs.map(({ fiscalYear, use, label, amountYen }) => `${fiscalYear}/${use}/${label}/${amountYen}`),
		targets: plan.targets.map(({ fiscalYear, category, amountYen }) => `${fiscalYear}/${category}/${amountYen}`),
	};
}

/** The rows of a plan's lines; cost lines keep the order in which they were given. */
export function planRows(planId: string, { costs, targets }: Pick<PlanFields, "costs" | "targets">) {
	return {
		costs: costs.map((line, sortOrder) => ({ planId, ...line, sortOrder })),
		targets: targets.map((line) => ({ planId, ...line })),
	};
}
