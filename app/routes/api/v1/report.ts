import { getReport } from "~/domain/reports/get-report.server";
import { notFound } from "~/platform/errors";
import { answers, onlyGet } from "./answer.server";
import { ENDPOINTS } from "./endpoints";
import { reportRowAnswer } from "./report-answer";

/** One that is not approved is nobody's business outside yet. */
export const loader = answers(ENDPOINTS.report, async (ctx, { reportId }) => {
	const report = await getReport(ctx, reportId);
	const { frozen, blocks } = report;
	if (frozen === null) throw notFound("report", reportId);
	const row = { ...report, hub: report.hub?.slug ?? null, institution: report.institution.slug };
	return { ...reportRowAnswer(row), blocks: blocks.map((block) => ({ ...block })), frozen: { ...frozen } };
});

export const action = onlyGet;
