import { findHubFacts } from "~/domain/hubs/list-hub-facts.server";
import { yen } from "~/domain/money/yen";
import { draftPlan } from "~/domain/sufficiency/draft-plan.server";
import { listSufficiencyPlans } from "~/domain/sufficiency/list-sufficiency-plans.server";
import { planFieldsSchema } from "~/domain/sufficiency/plan.schema";
import type { SufficiencyPlanState } from "~/domain/sufficiency/sufficiency-plan.status";
import { notFound } from "~/platform/errors";
import { accepts, checkedInput } from "./accept.server";
import { answers } from "./answer.server";
import { ENDPOINTS } from "./endpoints";
import { POSTS } from "./post-endpoints";
import { draftAnswer, planRowAnswer } from "./sufficiency-plan-answer";

export const loader = answers(ENDPOINTS.sufficiencyPlans, async (ctx, { hub, status, ...page }) => {
	const hubId = hub === undefined ? undefined : (await findHubFacts(ctx, hub))?.id;
	if (hub !== undefined && hubId === undefined) throw notFound("hub", hub);
	const { plans, nextCursor } = await listSufficiencyPlans(ctx, {
		...page,
		hubId,
		status: status as SufficiencyPlanState | undefined,
	});
	return { data: plans.map(planRowAnswer), nextCursor };
});

export const action = accepts(
	POSTS.draftSufficiencyPlan,
	async (ctx, { body }) => {
		const { hub, copyFrom, ...sent } = body;
		const hubId = (await findHubFacts(ctx, hub))?.id;
		if (hubId === undefined) throw notFound("hub", hub);
		const withYen = <L extends { amountYen: number }>(line: L) => ({ ...line, amountYen: yen(line.amountYen) });
		const given = { ...sent, costs: sent.costs.map(withYen), targets: sent.targets.map(withYen) };
		const input = copyFrom === undefined ? checkedInput(planFieldsSchema, given) : { ...given, copyFrom };
		const { planId, version, fields } = await draftPlan(ctx, { hubId, ...input });
		return draftAnswer({ id: planId, hub, version, status: "draft", fields });
	},
	"GET, HEAD",
);
