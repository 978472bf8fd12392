import { z } from "zod";
import type { HubChoice } from "~/domain/access/list-my-hubs.server";
import { USES } from "~/domain/ledger/kinds";
import { EXPENSE_ITEMS } from "~/domain/spending/expense-items";
import type { SpendingFilter } from "~/domain/spending/list-spending.server";

export const spendingQuery = z.object({
	q: z.string().trim().max(100).optional().catch(undefined),
	hub: z.string().max(50).optional().catch(undefined),
	item: z.enum(EXPENSE_ITEMS).optional().catch(undefined),
	use: z.enum(USES).optional().catch(undefined),
	fiscalYear: z
		.string()
		.regex(/^\d{4}$/)
		.optional()
		.catch(undefined),
	/** ids of one fund, or of one external fund */
	fund: z.uuid().optional().catch(undefined),
	externalFund: z.uuid().optional().catch(undefined),
	state: z.enum(["voided"]).optional().catch(undefined),
	cursor: z
		.string()
		.regex(/^\d{4}-\d{2}-\d{2}_[0-9a-f-]{36}$/)
		.optional()
		.catch(undefined),
});
export type SpendingQuery = z.output<typeof spendingQuery>;

export function toSpendingFilter(query: SpendingQuery, hubs: readonly HubChoice[]): SpendingFilter {
	const year = Number(query.fiscalYear);
	return {
		search: query.q,
		hubId: hubs.find((hub) => hub.slug === query.hub)?.id,
		fundId: query.fund,
		externalFundId: query.externalFund,
		expenseItem: query.item,
		use: query.use,
		fiscalYear: year >= 1990 && year <= 2100 ? year : undefined,
		voided: query.state === "voided",
	};
}
