import { findHubFacts } from "~/domain/hubs/list-hub-facts.server";
import { listReports } from "~/domain/reports/list-reports.server";
import { notFound } from "~/platform/errors";
import { answers, onlyGet } from "./answer.server";
import { ENDPOINTS } from "./endpoints";
import { reportRowAnswer } from "./report-answer";

export const loader = answers(ENDPOINTS.reports, async (ctx, { hub, kind, cursor, limit }) => {
	const hubId = hub === undefined ? undefined : (await findHubFacts(ctx, hub))?.id;
	if (hub !== undefined && hubId === undefined) throw notFound("hub", hub);
	const { reports, nextCursor } = await listReports(ctx, { hubId, kind, approved: true, cursor, limit });
	return { data: reports.map(reportRowAnswer), nextCursor };
});

export const action = onlyGet;
