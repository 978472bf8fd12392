import type { LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { getPublicCampaign } from "~/domain/campaigns/get-public-campaign.server.ts";
import { getT } from "~/i18n/texts.server.ts";
import { publicPageHeaders } from "~/platform/http/public-page.ts";
import { Breadcrumbs } from "~/ui/public/breadcrumbs.tsx";
import { CampaignPage } from "~/ui/public/campaign-page.tsx";
import { pageHead } from "./page-head.server.ts";
import { headTags } from "./page-head.ts";
import { keptQuery, publicRequest } from "./public-request.server.ts";
import { breadcrumbData, donateData } from "./structured-data.server.ts";

export const headers = () => publicPageHeaders;
export const meta: MetaFunction<typeof loader> = ({ data }) => headTags(data?.head);

export async function loader({ request, params }: LoaderFunctionArgs) {
	const ctx = await publicRequest(request, params.lang);
	const campaign = await getPublicCampaign(ctx, params.slug ?? "");
	const { title, summary: description, slug, phase } = campaign;
	const t = getT(ctx.lang, "public");
	const path = `/${ctx.lang}/campaigns/${slug}`;
	const crumbs = [
		{ name: t("shell.home"), path: `/${ctx.lang}` },
		{ name: t("shell.campaigns"), path: `/${ctx.lang}/campaigns` },
		{ name: title, path },
	];
	return {
		campaign,
		query: keptQuery(request),
		lang: ctx.lang,
		crumbs,
		head: pageHead(ctx.lang, path, {
			title: t("campaigns.pageTitle", { title }),
			description,
			image: { url: `/og/${ctx.lang}/campaigns/${slug}.png`, alt: title, width: 1200, height: 630 },
			structured: [breadcrumbData(crumbs), ...(phase === "running" ? [donateData(title, path)] : [])],
		}),
	};
}

export default function Campaign() {
	const { campaign, crumbs, query, lang } = useLoaderData<typeof loader>();
	return (
		<>
			<Breadcrumbs crumbs={crumbs} />
			<CampaignPage campaign={campaign} lang={lang} query={query} />
		</>
	);
}
