import { CATEGORIES, type Category, USES, type Use } from "../ledger/kinds.ts";
import { sumYen, type Yen, yen } from "../money/yen.ts";
import type { SufficiencyPlanState } from "./sufficiency-plan.status.ts";

/** What a plan may aim at: everything but the programme's own subsidy, which counts toward nothing here. */
export const TARGET_CATEGORIES = CATEGORIES.filter(
	(category): category is Exclude<Category, "wpi_subsidy"> => category !== "wpi_subsidy",
);
export type TargetCategory = (typeof TARGET_CATEGORIES)[number];

/** What must be paid in a fiscal year, and what kind of money may pay it. */
export type PlanCost = { fiscalYear: number; use: Use; label: string; amountYen: Yen };
/** What the hub wants to receive of one category in a fiscal year: a target, never money. */
export type PlanTarget = { fiscalYear: number; category: TargetCategory; amountYen: Yen };

/** The lines of a plan, and what says of which years they are. */
export type PlanLines = {
	firstFiscalYear: number;
	lastFiscalYear: number;
	costs: PlanCost[];
	targets: PlanTarget[];
};
export type PlanPerson = { id: string; name: string };
export type SufficiencyPlan = PlanLines & {
	id: string;
	hubId: string;
	version: number;
	title: string;
	note: string;
	status: SufficiencyPlanState;
	/** which version of a draft a form was filled in on */
	revision: string;
	createdAt: Date;
	createdBy: PlanPerson | null;
	submittedAt: Date | null;
	submittedBy: PlanPerson | null;
	approvedAt: Date | null;
	decidedBy: PlanPerson | null;
	decisionNote: string;
	supersededAt: Date | null;
	/** taken over from another hub's good practice */
	fromPracticeId: string | null;
};

/** The plan a hub goes by, with its years made up: every fiscal year of the plan is there, also one without a line. */
export type ApprovedPlan = PlanLines & {
	planId: string;
	hubId: string;
	version: number;
	title: string;
	approvedAt: Date | null;
	years: PlanYear[];
};
export type PlanYear = {
	fiscalYear: number;
	neededYen: Yen;
	/** every use, also one that costs nothing */
	neededByUse: Record<Use, Yen>;
	targetYen: Yen;
	targetByCategory: Record<TargetCategory, Yen>;
};

export function yearsOf({ firstFiscalYear, lastFiscalYear }: Pick<PlanLines, "firstFiscalYear" | "lastFiscalYear">) {
	return Array.from({ length: lastFiscalYear - firstFiscalYear + 1 }, (_, index) => firstFiscalYear + index);
}

/** The sums of a plan by fiscal year. */
export function planYears(plan: PlanLines): PlanYear[] {
	const years = new Map(yearsOf(plan).map((fiscalYear) => [fiscalYear, emptyYear(fiscalYear)]));
	for (const { fiscalYear, use, amountYen } of plan.costs) {
		const year = years.get(fiscalYear);
		if (!year) continue;
		year.neededByUse[use] = yen(year.neededByUse[use] + amountYen);
		year.neededYen = yen(year.neededYen + amountYen);
	}
	for (const { fiscalYear, category, amountYen } of plan.targets) {
		const year = years.get(fiscalYear);
		if (!year) continue;
		year.targetByCategory[category] = yen(year.targetByCategory[category] + amountYen);
		year.targetYen = yen(year.targetYen + amountYen);
	}
	return [...years.values()];
}

function emptyYear(fiscalYear: number): PlanYear {
	const zeroes = <K extends string>(keys: readonly K[]) =>
		Object.fromEntries(keys.map((key) => [key, yen(0n)])) as Record<K, Yen>;
	return {
		fiscalYear,
		neededYen: yen(0n),
		neededByUse: zeroes(USES),
		targetYen: yen(0n),
		targetByCategory: zeroes(TARGET_CATEGORIES),
	};
}

/** One line of two versions beside each other; null where a version has none. */
export type PlanChange = {
	fiscalYear: number;
	what: { kind: "cost"; use: Use; label: string } | { kind: "target"; category: TargetCategory };
	beforeYen: Yen | null;
	afterYen: Yen | null;
};

/** What a version has otherwise than the one before it, in the order of its years. Lines of the same words are one sum. */
export function planChanges(before: Pick<PlanLines, "costs" | "targets">, after: Pick<PlanLines, "costs" | "targets">) {
	const from = linesByKey(before);
	const to = linesByKey(after);
	const changes: PlanChange[] = [];
	for (const key of new Set([...from.keys(), ...to.keys()])) {
		const old = from.get(key);
		const now = to.get(key);
		const line = now ?? old;
		if (!line || old?.amountYen === now?.amountYen) continue;
		const { fiscalYear, what } = line;
		changes.push({ fiscalYear, what, beforeYen: old?.amountYen ?? null, afterYen: now?.amountYen ?? null });
	}
	return changes.sort((a, b) => a.fiscalYear - b.fiscalYear || rank(a) - rank(b));
}

function rank({ what }: PlanChange): number {
	return what.kind === "cost" ? USES.indexOf(what.use) : USES.length + TARGET_CATEGORIES.indexOf(what.category);
}

type KeyedLine = Pick<PlanChange, "fiscalYear" | "what"> & { amountYen: Yen };

function linesByKey({ costs, targets }: Pick<PlanLines, "costs" | "targets">): Map<string, KeyedLine> {
	const lines = new Map<string, KeyedLine>();
	const add = (key: string, line: KeyedLine) => {
		const there = lines.get(key);
		lines.set(key, there ? { ...there, amountYen: sumYen([there.amountYen, line.amountYen]) } : line);
	};
	for (const { fiscalYear, use, label, amountYen } of costs) {
		add(`cost/${fiscalYear}/${use}/${label}`, { fiscalYear, what: { kind: "cost", use, label }, amountYen });
	}
	for (const { fiscalYear, category, amountYen } of targets) {
		// A target of nothing is as if it were not there.
		if (amountYen === 0n) continue;
		add(`target/${fiscalYear}/${category}`, { fiscalYear, what: { kind: "target", category }, amountYen });
	}
	return lines;
}
