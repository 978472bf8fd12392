import { z } from "zod";
import type { HubChoice } from "~/domain/access/list-my-hubs.server";
import { DECISIONS, type Decision } from "~/domain/external-funds/decision.status";
import { FUND_CATEGORIES } from "~/domain/external-funds/external-fund.schema";
import type { ExternalFundsFilter } from "~/domain/external-funds/list-external-funds.server";

/** What the decision filter offers beside the decisions themselves. */
export const VOIDED = "voided";

export const externalFundsQuery = z.object({
	q: z.string().trim().max(100).optional().catch(undefined),
	hub: z.string().max(50).optional().catch(undefined),
	category: z.enum(FUND_CATEGORIES).optional().catch(undefined),
	fiscalYear: z
		.string()
		.regex(/^\d{4}$/)
		.optional()
		.catch(undefined),
	decision: z
		.enum([VOIDED, ...DECISIONS])
		.optional()
		.catch(undefined),
	cursor: z.uuid().optional().catch(undefined),
});
export type ExternalFundsQuery = z.output<typeof externalFundsQuery>;

export function toExternalFundsFilter(query: ExternalFundsQuery, hubs: readonly HubChoice[]): ExternalFundsFilter {
	const year = Number(query.fiscalYear);
	return {
		search: query.q,
		hubId: hubs.find((hub) => hub.slug === query.hub)?.id,
		category: query.category,
		fiscalYear: year >= 1990 && year <= 2100 ? year : undefined,
		decision: query.decision === VOIDED ? undefined : (query.decision as Decision | undefined),
		voided: query.decision === VOIDED,
	};
}
