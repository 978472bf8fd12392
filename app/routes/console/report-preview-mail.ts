import type { LoaderFunctionArgs } from "@remix-run/node";
import { staffContext } from "~/domain/access/ctx.server";
import { lookAtReport } from "~/domain/reports/look-at-report.server";
import { GIFTS_IN_MAIL } from "~/domain/reports/own-words";
import { previewLinks } from "~/domain/reports/report-mails.server";
import { renderReportMail } from "~emails/report";
import { previewQuery } from "./report-preview-query";

/** The mail's own HTML. Its policy (security-headers.server.ts) lets it run nothing. */
export async function loader({ request, params, context }: LoaderFunctionArgs): Promise<Response> {
	const ctx = await staffContext(request, context.requestId);
	const { reader } = previewQuery(request, ctx.lang);
	const reportId = params.reportId ?? "";
	const look = await lookAtReport(ctx, { reportId, lang: ctx.lang, reader, limit: GIFTS_IN_MAIL });
	const { html } = await renderReportMail({ ...look, ...previewLinks(look), test: false });
	// A link leads the whole page on, not the frame or a new tab.
	return new Response(html.replaceAll('target="_blank"', 'target="_top"'), {
		headers: { "Content-Type": "text/html; charset=utf-8", "Cache-Control": "private, no-store" },
	});
}
