import { z } from "zod";
import type { HubChoice } from "~/domain/access/list-my-hubs.server";
import type { PlansFilter } from "~/domain/recurring/list-plans.server";
import { RECURRING_PLAN_STATES, type RecurringPlanState } from "~/domain/recurring/recurring-plan.status";

/** A filter a person mistyped in the address bar is left out, never an error. */
export const plansQuery = z.object({
	hub: z.string().max(50).optional().catch(undefined),
	status: z
		.enum(RECURRING_PLAN_STATES as [RecurringPlanState, ...RecurringPlanState[]])
		.optional()
		.catch(undefined),
	q: z.string().trim().max(100).optional().catch(undefined),
	segment: z.uuid().optional().catch(undefined),
	cursor: z.uuid().optional().catch(undefined),
});
type PlansQuery = z.output<typeof plansQuery>;

export function toPlansFilter(query: PlansQuery, hubs: readonly HubChoice[]): PlansFilter {
	return { hubId: hubs.find((hub) => hub.slug === query.hub)?.id, status: query.status, search: query.q };
}
