import { findHubFacts } from "~/domain/hubs/list-hub-facts.server";
import { listPlans } from "~/domain/recurring/list-plans.server";
import type { RecurringPlanState } from "~/domain/recurring/recurring-plan.status";
import { notFound } from "~/platform/errors";
import { answers, onlyGet } from "./answer.server";
import { ENDPOINTS } from "./endpoints";
import { planAnswer } from "./plan-answer";

export const loader = answers(ENDPOINTS.plans, async (ctx, { hub, status, ...page }) => {
	const hubId = hub === undefined ? undefined : (await findHubFacts(ctx, hub))?.id;
	if (hub !== undefined && hubId === undefined) throw notFound("hub", hub);
	const { plans, nextCursor } = await listPlans(ctx, {
		...page,
		hubId,
		status: status as RecurringPlanState | undefined,
	});
	return { data: plans.map(planAnswer), nextCursor };
});

export const action = onlyGet;
