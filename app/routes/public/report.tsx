import type { HeadersFunction, LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { GIFTS_ON_PAGE } from "~/domain/reports/own-words.ts";
import { readReportPage } from "~/domain/reports/read-report-page.server.ts";
import { reportPagePath } from "~/domain/reports/report-page-url.server.ts";
import { useT } from "~/i18n/use-t.ts";
import { Report } from "~/ui/report/report.tsx";
import { pageHead } from "./page-head.server.ts";
import { headTags } from "./page-head.ts";
import { publicRequest } from "./public-request.server.ts";

/** The address is the key to one donor's page: kept by nobody, sent to nobody. It has no form, so no Origin is missed. */
export const headers: HeadersFunction = () => ({
	"Cache-Control": "private, no-store",
	"X-Robots-Tag": "noindex, nofollow",
	"Referrer-Policy": "no-referrer",
});
export const meta: MetaFunction<typeof loader> = (page) => headTags(page.data?.head);

export async function loader({ request, params }: LoaderFunctionArgs) {
	const ctx = await publicRequest(request, params.lang);
	const token = params.token ?? "";
	const page = await readReportPage(ctx, { token, lang: ctx.lang, limit: GIFTS_ON_PAGE });
	const { view, own, yearEnd, receipts, preferencesHref } = page;
	return {
		report: { view, own, yearEnd, receipts },
		preferencesHref,
		pdfHref: `${reportPagePath(ctx.lang, token)}/report.pdf`,
		head: { ...pageHead(ctx.lang, `/${ctx.lang}/reports`, { title: view.title, description: "" }), noindex: true },
	};
}

/** What a donor's gift became, as they got it by mail. */
export default function ReportPage() {
	const { report, preferencesHref, pdfHref } = useLoaderData<typeof loader>();
	const t = useT("public");
	return (
		<div className="page py-12 sm:py-16">
			<Report {...report} />
			<nav
				aria-label={t("report.more")}
				className="no-print mx-auto mt-8 flex w-full max-w-[44rem] flex-wrap gap-x-6 gap-y-2 text-sm"
			>
				<a href={pdfHref}>{t("report.pdf")}</a>
				<a href={preferencesHref}>{t("report.preferences")}</a>
			</nav>
			<p className="hint no-print mx-auto mt-4 w-full max-w-[44rem]">{t("report.private")}</p>
		</div>
	);
}
