import type { LoaderFunctionArgs } from "@remix-run/node";
import { staffContext } from "~/domain/access/ctx.server";
import { lookAtReport } from "~/domain/reports/look-at-report.server";
import { GIFTS_ON_PAGE } from "~/domain/reports/own-words";
import { renderReportPaper } from "~/domain/reports/render-report-paper.server";
import { pdfAnswer } from "./pdf-answer.server";
import { previewQuery } from "./report-preview-query";

export async function loader({ request, params, context }: LoaderFunctionArgs): Promise<Response> {
	const ctx = await staffContext(request, context.requestId);
	const { reader, lang } = previewQuery(request, ctx.lang);
	const look = await lookAtReport(ctx, { reportId: params.reportId ?? "", lang, reader, limit: GIFTS_ON_PAGE });
	return pdfAnswer(await renderReportPaper(ctx, look));
}
