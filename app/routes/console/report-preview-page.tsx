import type { LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { staffContext } from "~/domain/access/ctx.server";
import { lookAtReport } from "~/domain/reports/look-at-report.server";
import { GIFTS_ON_PAGE } from "~/domain/reports/own-words";
import { Report } from "~/ui/report/report";
import { previewQuery } from "./report-preview-query";

export const meta: MetaFunction<typeof loader> = ({ data }) => [
	{ title: data?.report.view.title },
	{ name: "robots", content: "noindex" },
];
export const headers = () => ({ "Cache-Control": "private, no-store" });

/** The report alone, as a recipient's page shows it; its figures lead to their ledger lines. `lang` is the page's. */
export async function loader({ request, params, context }: LoaderFunctionArgs) {
	const ctx = await staffContext(request, context.requestId);
	const { reader } = previewQuery(request, ctx.lang);
	const { view, own, yearEnd, receipts } = await lookAtReport(ctx, {
		reportId: params.reportId ?? "",
		lang: ctx.lang,
		reader,
		limit: GIFTS_ON_PAGE,
		withLines: true,
	});
	return { report: { view, own, yearEnd, receipts } };
}

export default function ReportPreviewFrame() {
	const { report } = useLoaderData<typeof loader>();
	return (
		<main className="page py-12">
			<Report {...report} />
		</main>
	);
}
