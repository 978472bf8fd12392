import { z } from "zod";
import type { HubChoice } from "~/domain/access/list-my-hubs.server";
import type { PledgesFilter } from "~/domain/pledges/list-pledges.server";
import { PLEDGE_STATES, type PledgeState } from "~/domain/pledges/pledge.status";

/** A filter a person mistyped in the address bar is left out, never an error. */
export const pledgesQuery = z.object({
	hub: z.string().max(50).optional().catch(undefined),
	status: z
		.enum(PLEDGE_STATES as [PledgeState, ...PledgeState[]])
		.optional()
		.catch(undefined),
	/** what waits for somebody: money that is late, or a second person's word */
	waits: z.enum(["overdue", "write_off"]).optional().catch(undefined),
	q: z.string().trim().max(100).optional().catch(undefined),
	segment: z.uuid().optional().catch(undefined),
	cursor: z.uuid().optional().catch(undefined),
});
type PledgesQuery = z.output<typeof pledgesQuery>;

export function toPledgesFilter(query: Omit<PledgesQuery, "cursor">, hubs: readonly HubChoice[]): PledgesFilter {
	return {
		hubId: hubs.find((hub) => hub.slug === query.hub)?.id,
		status: query.status,
		q: query.q,
		...(query.waits === "overdue" && { overdue: true }),
		...(query.waits === "write_off" && { writeOffWaits: true }),
	};
}
