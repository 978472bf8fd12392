import type { LoaderFunctionArgs } from "@remix-run/node";
import { readReportPage } from "~/domain/reports/read-report-page.server.ts";
import { renderReportPaper } from "~/domain/reports/render-report-paper.server.ts";
import { publicRequest } from "./public-request.server.ts";

/** As many gifts as anybody has made in a period; the paper goes on over its sheets. */
const GIFTS_ON_PAPER = 2000;

/** One recipient's report as PDF, by the same token as its page. */
export async function loader({ request, params }: LoaderFunctionArgs): Promise<Response> {
	const ctx = await publicRequest(request, params.lang);
	const page = await readReportPage(ctx, { token: params.token ?? "", lang: ctx.lang, limit: GIFTS_ON_PAPER });
	const { bytes, fileName } = await renderReportPaper(ctx, page);
	return new Response(new Uint8Array(bytes), {
		headers: {
			"Content-Type": "application/pdf",
			"Content-Disposition": `inline; filename="${fileName}"`,
			"Cache-Control": "private, no-store",
			"X-Robots-Tag": "noindex, nofollow",
			"Referrer-Policy": "no-referrer",
		},
	});
}
