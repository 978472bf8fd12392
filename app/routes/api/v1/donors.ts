import { listDonors } from "~/domain/donors/list-donors.server";
import { findHubFacts } from "~/domain/hubs/list-hub-facts.server";
import { notFound } from "~/platform/errors";
import { answers, onlyGet } from "./answer.server";
import { donorAnswer } from "./donor-answer";
import { ENDPOINTS } from "./endpoints";

export const loader = answers(ENDPOINTS.donors, async (ctx, { hub, search, cursor, limit }) => {
	const hubId = hub === undefined ? undefined : (await findHubFacts(ctx, hub))?.id;
	if (hub !== undefined && hubId === undefined) throw notFound("hub", hub);
	const page = await listDonors(ctx, { hubId, search, cursor, limit });
	return { data: page.donors.map(donorAnswer), nextCursor: page.nextCursor };
});

export const action = onlyGet;
