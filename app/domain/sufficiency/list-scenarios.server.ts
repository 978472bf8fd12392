import type { Ctx } from "../access/ctx.server";
import { coveredHub } from "./coverage-rights.server";
import { type Scenario, toScenarios } from "./get-scenario.server";

/** What-ifs of a hub: one's own, and those shared with whom one is; the newest first. @throws AppError forbidden, hub_not_found */
export async function listScenarios(ctx: Ctx, input: { hubId: string }): Promise<Scenario[]> {
	const hub = await coveredHub(ctx, input.hubId);
	const rows = await ctx.db.sufficiencyScenario.findMany({
		where: { hubId: hub.id },
		orderBy: { id: "desc" },
		take: 200,
	});
	return toScenarios(ctx, rows);
}
