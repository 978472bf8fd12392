import { listFundFacts } from "~/domain/funds/list-fund-facts.server";
import { findHubFacts } from "~/domain/hubs/list-hub-facts.server";
import { toJsonNumber, yen } from "~/domain/money/yen";
import { notFound } from "~/platform/errors";
import { answers, onlyGet, pageOfRows } from "./answer.server";
import { ENDPOINTS } from "./endpoints";

export const loader = answers(ENDPOINTS.funds, async (ctx, { hub, cursor, limit }) => {
	if (hub !== undefined && !(await findHubFacts(ctx, hub))) throw notFound("hub", hub);
	const rows = await listFundFacts(ctx, { hub, cursor, limit: limit + 1 });
	const { page, nextCursor } = pageOfRows(rows, limit, (fund) => fund.slug);
	return {
		data: page.map((fund) => ({
			...fund,
			use: fund.use as never,
			status: fund.status as "open" | "closed",
			hub: fund.hub?.slug ?? null,
			institution: fund.institution.slug,
			minYen: toJsonNumber(yen(fund.minYen)),
			maxYen: toJsonNumber(yen(fund.maxYen)),
		})),
		nextCursor,
	};
});

export const action = onlyGet;
