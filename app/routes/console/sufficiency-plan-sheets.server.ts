import { authorize } from "~/domain/access/authorize.server";
import { type StaffCtx, staffContext } from "~/domain/access/ctx.server";
import { jstDayString } from "~/domain/calendar/fiscal-year";
import { listPlanActuals } from "~/domain/sufficiency/list-plan-actuals.server";
import { planYears, TARGET_CATEGORIES } from "~/domain/sufficiency/plan";
import { getT } from "~/i18n/texts.server";
import { planOfHub } from "./sufficiency-plan-view.server";

type Params = { hub?: string; sufficiencyPlanId?: string };

/** What both files of a plan hold: its cost lines, targets beside what came, and what the figures are. */
export async function planToExport(request: Request, params: Params, requestId: string) {
	const ctx = await staffContext(request, requestId);
	await authorize(ctx, "export", "LedgerBalance");
	const plan = await planOfHub(ctx, params);
	const t = getT(ctx.lang, "console");
	const actuals = await listPlanActuals(ctx, plan);
	const targets = planYears(plan).flatMap(({ fiscalYear, targetByCategory }) =>
		TARGET_CATEGORIES.flatMap((category) => {
			const targetYen = targetByCategory[category];
			const came = actuals.find((one) => one.fiscalYear === fiscalYear && one.category === category);
			if (targetYen === 0n && came === undefined) return [];
			return [{ fiscalYear, category: t(`categories.${category}`), targetYen, actualYen: came?.yen ?? 0n }];
		}),
	);
	return {
		ctx,
		t,
		fileName: `izumi-plan-${plan.hub.slug}-v${plan.version}`,
		costs: plan.costs.map((cost) => ({ ...cost, use: t(`uses.${cost.use}`) })),
		targets,
		about: aboutOf(ctx, plan),
	};
}

type Plan = Awaited<ReturnType<typeof planOfHub>>;

function aboutOf(ctx: StaffCtx, plan: Plan): [string, string][] {
	const t = getT(ctx.lang, "console");
	return [
		[t("sufficiencyPlans.file.hub"), plan.hub.abbreviation],
		[t("sufficiencyPlans.columns.version"), String(plan.version)],
		[t("sufficiencyPlans.columns.title"), plan.title],
		[t("sufficiencyPlans.columns.status"), t(`sufficiencyPlanStatus.${plan.status}`)],
		[t("sufficiencyPlans.file.takenAt"), jstDayString(ctx.now)],
		[t("sufficiencyPlans.file.definition"), t("sufficiencyPlans.file.definitionText")],
	];
}
