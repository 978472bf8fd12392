import { findHubFacts } from "~/domain/hubs/list-hub-facts.server";
import { notFound } from "~/platform/errors";
import { answers, onlyGet } from "./answer.server";
import { ENDPOINTS } from "./endpoints";
import { hubAnswer } from "./hub-answer";

export const loader = answers(ENDPOINTS.hub, async (ctx, { slug }) => {
	const hub = await findHubFacts(ctx, slug);
	if (!hub) throw notFound("hub", slug);
	return hubAnswer(hub);
});

export const action = onlyGet;
