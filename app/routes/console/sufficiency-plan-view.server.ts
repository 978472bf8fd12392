import type { StaffCtx } from "~/domain/access/ctx.server";
import { fiscalYearOf } from "~/domain/calendar/fiscal-year";
import { USES, type Use } from "~/domain/ledger/kinds";
import { type Yen, yen } from "~/domain/money/yen";
import { getSufficiencyPlan } from "~/domain/sufficiency/get-sufficiency-plan.server";
import { listPlanActuals, type PlanActual } from "~/domain/sufficiency/list-plan-actuals.server";
import { type PlanLines, planYears, TARGET_CATEGORIES, yearsOf } from "~/domain/sufficiency/plan";
import { formatMoment } from "~/i18n/format";
import { LANGS, type Lang } from "~/i18n/lang";
import { getT } from "~/i18n/texts.server";
import { notFound } from "~/platform/errors";
import type { CostGroup, TargetRow } from "~/ui/console/sufficiency-plan-tables";
import { programmeHref } from "./programme-query";

/** The version an address names; one of another hub does not exist there. */
export async function planOfHub(ctx: StaffCtx, params: { hub?: string; sufficiencyPlanId?: string }) {
	const plan = await getSufficiencyPlan(ctx, params.sufficiencyPlanId ?? "");
	if (plan.hub.slug !== params.hub) throw notFound("sufficiency_plan", plan.id);
	return plan;
}

export function doneBy(at: Date | null, who: string | null | undefined, lang: Lang): string {
	if (at === null) return getT(lang, "console")("sufficiencyPlans.nobody");
	return getT(lang, "console")("sufficiencyPlans.by", { when: formatMoment(at, lang), who: who ?? "" }).trim();
}

/** Cost lines by use, each with its sum of every year. */
export function costGroups(plan: PlanLines): CostGroup[] {
	const years = yearsOf(plan);
	return USES.flatMap((use) => {
		const lines = new Map<string, Map<number, Yen>>();
		for (const cost of plan.costs.filter((line) => line.use === use)) {
			const amounts = lines.get(cost.label) ?? new Map<number, Yen>();
			amounts.set(cost.fiscalYear, yen((amounts.get(cost.fiscalYear) ?? 0n) + cost.amountYen));
			lines.set(cost.label, amounts);
		}
		if (lines.size === 0) return [];
		const rows = [...lines].map(([label, amounts]) => ({ label, yen: years.map((year) => amounts.get(year) ?? null) }));
		const sums = years.map((_, at) => yen(rows.reduce((sum, row) => sum + (row.yen[at] ?? 0n), 0n)));
		return [{ use, sums, rows }];
	});
}

/** Targets beside what came, by category and year; a category with neither is left out. The last row is all of them. */
export async function targetRows(
	ctx: StaffCtx,
	plan: PlanLines & { hubId: string; hub: { slug: string } },
	unit: "yen" | "million",
): Promise<TargetRow[]> {
	const actuals = await listPlanActuals(ctx, plan);
	const years = planYears(plan);
	const thisYear = fiscalYearOf(ctx.now);
	const hrefOf = (fiscalYear: number, category?: string) =>
		programmeHref("/console/programme/lines", { hub: plan.hub.slug, fiscalYear, category, measure: "secured", unit });
	const cellOf = (fiscalYear: number, targetYen: Yen, came: PlanActual[], category?: string) => ({
		targetYen,
		actualYen: came.length === 0 ? (fiscalYear > thisYear ? null : yen(0n)) : sum(came.map((one) => one.yen)),
		precision: came.some(({ precision }) => precision === "million_yen") ? ("million_yen" as const) : ("yen" as const),
		href: came.length === 0 ? null : hrefOf(fiscalYear, category),
	});
	const rows = TARGET_CATEGORIES.map((category) => ({
		category,
		cells: years.map(({ fiscalYear, targetByCategory }) =>
			cellOf(
				fiscalYear,
				targetByCategory[category],
				actuals.filter((one) => one.fiscalYear === fiscalYear && one.category === category),
				category,
			),
		),
	})).filter(({ cells }) => cells.some((cell) => cell.targetYen > 0n || cell.href !== null));
	if (rows.length === 0) return [];
	const whole = years.map(({ fiscalYear, targetYen }) =>
		cellOf(
			fiscalYear,
			targetYen,
			actuals.filter((one) => one.fiscalYear === fiscalYear),
		),
	);
	return [...rows, { category: null, cells: whole }];
}

const sum = (amounts: readonly Yen[]) => yen(amounts.reduce((all, one) => all + one, 0n));

/** A use by its own word or by its name in either language. */
export function readUse(text: string): Use | null {
	const plain = (one: string) => one.normalize("NFKC").trim().toLowerCase();
	const asked = plain(text);
	return (
		USES.find((use) => use === asked || LANGS.some((lang) => plain(getT(lang, "console")(`uses.${use}`)) === asked)) ??
		null
	);
}
