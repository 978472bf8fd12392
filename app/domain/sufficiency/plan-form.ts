import type { z } from "zod";
import { USES } from "../ledger/kinds.ts";
import { parseYen, YEN_REFUSAL_KEYS, yen } from "../money/yen.ts";
import { PLAN_MAX, PLAN_YEARS, type PlanFields, planFieldsSchema } from "./plan.schema.ts";
import { type PlanCost, type PlanLines, type PlanTarget, TARGET_CATEGORIES, yearsOf } from "./plan.ts";
import { readFiscalYear, readPastedLines, type UseReader } from "./plan-paste.ts";

/** One line of the grid: a use, its name, and an amount for each fiscal year, as they were typed. */
export type GridRow = { use: string; label: string; amounts: Record<number, string> };
/** The plan as its form shows it: text, one row for each use and name, one column for each year. */
export type PlanGrid = {
	title: string;
	note: string;
	firstFiscalYear: string;
	lastFiscalYear: string;
	years: number[];
	rows: GridRow[];
	targets: { category: PlanTarget["category"]; amounts: Record<number, string> }[];
	pasted: string;
};
/** Names of fields with keys of errors.json. */
export type GridErrors = Record<string, string[]>;

/** Empty rows below the others, for lines to be added. */
const SPARE_ROWS = 4;
const typed = (amount: bigint) => amount.toString().replace(/\B(?=(?:\d{3})+$)/g, ",");

export function planGrid(plan: PlanLines & { title: string; note: string }): PlanGrid {
	const rows = new Map<string, GridRow>();
	for (const { fiscalYear, use, label, amountYen } of plan.costs) {
		const row = rows.get(`${use}/${label}`) ?? { use, label, amounts: {} };
		row.amounts[fiscalYear] = typed(amountYen);
		rows.set(`${use}/${label}`, row);
	}
	return {
		title: plan.title,
		note: plan.note,
		firstFiscalYear: String(plan.firstFiscalYear),
		lastFiscalYear: String(plan.lastFiscalYear),
		years: yearsOf(plan),
		rows: withSpareRows([...rows.values()]),
		targets: TARGET_CATEGORIES.map((category) => ({
			category,
			amounts: Object.fromEntries(
				plan.targets
					.filter((target) => target.category === category && target.amountYen > 0n)
					.map((target) => [target.fiscalYear, typed(target.amountYen)]),
			),
		})),
		pasted: "",
	};
}

function withSpareRows(rows: GridRow[]): GridRow[] {
	const spare = Math.min(SPARE_ROWS, PLAN_MAX.rows - rows.length);
	return [...rows, ...Array.from({ length: Math.max(0, spare) }, () => ({ use: "", label: "", amounts: {} }))];
}

/** What was sent, as it was typed: given back after an error, and read by {@link readPlanForm}. */
export function sentGrid(sent: FormData): PlanGrid {
	const text = (name: string) => {
		const value = sent.get(name);
		return typeof value === "string" ? value : "";
	};
	const rows = new Map<number, GridRow>();
	const rowAt = (at: number) => {
		const row = rows.get(at) ?? { use: text(`use.${at}`), label: text(`label.${at}`), amounts: {} };
		rows.set(at, row);
		return row;
	};
	const targets = TARGET_CATEGORIES.map((category) => ({ category, amounts: {} as Record<number, string> }));
	const years = new Set<number>();
	for (const [name, value] of sent) {
		const [kind = "", key = "", yearText] = name.split(".");
		if (typeof value !== "string" || !/^(?:use|label|cost|target)$/.test(kind)) continue;
		if (kind === "use" || kind === "label") {
			if (/^\d{1,2}$/.test(key)) rowAt(Number(key));
			continue;
		}
		const year = Number(yearText);
		if (!/^\d{4}$/.test(yearText ?? "") || year < PLAN_YEARS.earliest || year > PLAN_YEARS.latest) continue;
		years.add(year);
		if (kind === "cost" && /^\d{1,2}$/.test(key)) rowAt(Number(key)).amounts[year] = value;
		const target = targets.find(({ category }) => category === key);
		if (kind === "target" && target) target.amounts[year] = value;
	}
	return {
		title: text("title"),
		note: text("note"),
		firstFiscalYear: text("firstFiscalYear"),
		lastFiscalYear: text("lastFiscalYear"),
		years: [...years].sort((a, b) => a - b).slice(0, PLAN_YEARS.count),
		rows: [...rows].sort(([a], [b]) => a - b).map(([, row]) => row),
		targets,
		pasted: text("pasted"),
	};
}

/**
 * The grid as a plan. Rows without an amount are left out; a pasted line stands in the place of the cell it names.
 * @param readUse  knows what a person calls a use
 */
export function readPlanForm(
	grid: PlanGrid,
	readUse: UseReader,
): { ok: true; fields: PlanFields } | { ok: false; errors: GridErrors } {
	const errors: GridErrors = {};
	const refuse = (field: string, message: string) => {
		errors[field] = [...(errors[field] ?? []), message];
	};
	const costs = readRows(grid, refuse);
	const pasted = readPastedLines(grid.pasted, readUse);
	for (const error of pasted.errors) refuse("pasted", error);
	for (const line of pasted.lines) {
		const there = costs.findIndex((cost) => sameCell(cost, line));
		if (there === -1) costs.push(line);
		else costs.splice(there, 1, line);
	}
	const yearOf = (field: "firstFiscalYear" | "lastFiscalYear") => {
		const year = readFiscalYear(grid[field]);
		if (year === null) refuse(field, grid[field].trim() === "" ? "fields.required" : "sufficiencyPlan.year");
		return year ?? 0;
	};
	const candidate = {
		title: grid.title,
		note: grid.note,
		firstFiscalYear: yearOf("firstFiscalYear"),
		lastFiscalYear: yearOf("lastFiscalYear"),
		costs,
		targets: readTargets(grid, refuse),
	};
	if (new Set(costs.map(({ use, label }) => `${use}/${label}`)).size > PLAN_MAX.rows) {
		refuse("pasted", `sufficiencyPlan.tooManyRows?max=${PLAN_MAX.rows}`);
	}
	if (Object.keys(errors).length > 0) return { ok: false, errors };
	const parsed = planFieldsSchema.safeParse(candidate);
	if (parsed.success) return { ok: true, fields: parsed.data };
	for (const issue of parsed.error.issues) refuse(fieldOf(issue, grid, costs), issue.message);
	return {
		ok: false,
		errors: Object.fromEntries(Object.entries(errors).map(([name, list]) => [name, [...new Set(list)]])),
	};
}

const sameCell = (a: PlanCost, b: PlanCost) => a.fiscalYear === b.fiscalYear && a.use === b.use && a.label === b.label;

type Refuse = (field: string, message: string) => void;

function readRows(grid: PlanGrid, refuse: Refuse): PlanCost[] {
	const costs: PlanCost[] = [];
	for (const [at, row] of grid.rows.entries()) {
		const amounts = readAmounts(row.amounts, (year, key) => refuse(`cost.${at}.${year}`, key));
		if (amounts.length === 0) continue;
		const use = USES.find((one) => one === row.use);
		const label = row.label.trim();
		if (use === undefined) refuse(`use.${at}`, "fields.choose");
		if (label === "") refuse(`label.${at}`, "fields.required");
		if (use === undefined || label === "") continue;
		for (const [fiscalYear, amount] of amounts) {
			const line = { fiscalYear, use, label, amountYen: yen(amount) };
			if (costs.some((cost) => sameCell(cost, line))) refuse(`label.${at}`, "sufficiencyPlan.lineTwice");
			else costs.push(line);
		}
	}
	return costs;
}

function readTargets(grid: PlanGrid, refuse: Refuse): PlanTarget[] {
	return grid.targets.flatMap(({ category, amounts }) =>
		readAmounts(amounts, (year, key) => refuse(`target.${category}.${year}`, key)).map(([fiscalYear, amount]) => ({
			fiscalYear,
			category,
			amountYen: yen(amount),
		})),
	);
}

/** Empty and zero are no line. */
function readAmounts(amounts: Record<number, string>, refuse: (year: number, key: string) => void) {
	return Object.entries(amounts).flatMap(([yearText, text]): [number, bigint][] => {
		const year = Number(yearText);
		const parsed = parseYen(text);
		if (parsed.ok) return parsed.yen > 0n ? [[year, parsed.yen]] : [];
		if (parsed.reason !== "empty") refuse(year, YEN_REFUSAL_KEYS[parsed.reason]);
		return [];
	});
}

/** Where the form shows what the plan's own rules refuse. */
function fieldOf({ path }: z.core.$ZodIssue, grid: PlanGrid, costs: readonly PlanCost[]): string {
	const [list, index] = path;
	if (list === "title" || list === "note" || list === "firstFiscalYear" || list === "lastFiscalYear") return list;
	if (list === "costs") {
		const cost = costs[Number(index)];
		const at = grid.rows.findIndex((row) => row.use === cost?.use && row.label.trim() === cost?.label);
		if (at === -1) return index === undefined ? "" : "pasted";
		return path[2] === "fiscalYear" ? `cost.${at}.${cost?.fiscalYear}` : `label.${at}`;
	}
	return "lastFiscalYear";
}
