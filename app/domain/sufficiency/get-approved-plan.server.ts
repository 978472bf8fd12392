import type { Ctx } from "../access/ctx.server";
import { type ApprovedPlan, planYears } from "./plan";
import { linesOfPlan, PLAN_LINES } from "./plan-lines.server";

/**
 * The plan a hub goes by: costs by fiscal year and use, targets by fiscal year and category.
 * @returns null when no version is approved, or the actor's roles do not reach the hub
 */
export async function getApprovedPlan(ctx: Ctx, hubId: string): Promise<ApprovedPlan | null> {
	const plan = await ctx.db.sufficiencyPlan.findFirst({
		where: { hubId, status: "approved" },
		include: PLAN_LINES,
	});
	if (!plan) return null;
	const lines = linesOfPlan(plan);
	const { id: planId, version, title, approvedAt } = plan;
	return { planId, hubId, version, title, approvedAt, ...lines, years: planYears(lines) };
}
