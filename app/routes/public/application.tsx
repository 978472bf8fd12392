import type { HeadersFunction, LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { applicationPath } from "~/domain/applications/application-url.server.ts";
import { getApplicationPage } from "~/domain/applications/get-application-page.server.ts";
import { jstDayString } from "~/domain/calendar/fiscal-year.ts";
import { getT } from "~/i18n/texts.server.ts";
import { ApplicationStatus } from "~/ui/public/application-status.tsx";
import { pageHead } from "./page-head.server.ts";
import { headTags } from "./page-head.ts";
import { publicRequest } from "./public-request.server.ts";

/** The address is the key to one application: kept by nobody, sent to nobody. */
export const headers: HeadersFunction = () => ({
	"Cache-Control": "private, no-store",
	"X-Robots-Tag": "noindex, nofollow",
	"Referrer-Policy": "same-origin",
});
export const meta: MetaFunction<typeof loader> = (page) => headTags(page.data?.head);

export async function loader({ request, params }: LoaderFunctionArgs) {
	const ctx = await publicRequest(request, params.lang);
	const token = params.token ?? "";
	const page = await getApplicationPage(ctx, token);
	const title = getT(ctx.lang, "public")("application.title", { reference: page.reference });
	const head = { ...pageHead(ctx.lang, `/${ctx.lang}/applications`, { title, description: "" }), noindex: true };
	const pdfHref = page.account ? `${applicationPath(ctx.lang, token)}/transfer-request.pdf` : null;
	return { ...page, appliedOn: jstDayString(page.appliedAt), pdfHref, lang: ctx.lang, head };
}

/** How one application stands, for whoever holds its link. */
export default function Application() {
	const { head: _, ...page } = useLoaderData<typeof loader>();
	return <ApplicationStatus {...page} />;
}
