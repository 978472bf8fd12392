import type { ApplicationState } from "~/domain/applications/application.status";
import { listApplications } from "~/domain/applications/list-applications.server";
import { findHubFacts } from "~/domain/hubs/list-hub-facts.server";
import { notFound } from "~/platform/errors";
import { answers, onlyGet } from "./answer.server";
import { applicationAnswer } from "./application-answer";
import { ENDPOINTS } from "./endpoints";

export const loader = answers(ENDPOINTS.applications, async (ctx, { hub, status, cursor, limit }) => {
	const hubId = hub === undefined ? undefined : (await findHubFacts(ctx, hub))?.id;
	if (hub !== undefined && hubId === undefined) throw notFound("hub", hub);
	const page = await listApplications(ctx, { hubId, status: status as ApplicationState | undefined, cursor, limit });
	return { data: page.applications.map(applicationAnswer), nextCursor: page.nextCursor };
});

export const action = onlyGet;
