import { listHubFacts } from "~/domain/hubs/list-hub-facts.server";
import { answers, onlyGet, pageOfRows } from "./answer.server";
import { ENDPOINTS } from "./endpoints";
import { hubAnswer } from "./hub-answer";

export const loader = answers(ENDPOINTS.hubs, async (ctx, { cursor, limit }) => {
	const { page, nextCursor } = pageOfRows(
		await listHubFacts(ctx, { cursor, limit: limit + 1 }),
		limit,
		(hub) => hub.slug,
	);
	return { data: page.map(hubAnswer), nextCursor };
});

export const action = onlyGet;
