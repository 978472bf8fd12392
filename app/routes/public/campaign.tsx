import type { LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { getPublicCampaign } from "~/domain/campaigns/get-public-campaign.server.ts";
import { getT } from "~/i18n/texts.server.ts";
import { publicPageHeaders } from "~/platform/http/public-page.ts";
import { CampaignPage } from "~/ui/public/campaign-page.tsx";
import { pageHead } from "./page-head.server.ts";
import { headTags } from "./page-head.ts";
import { keptQuery, publicRequest } from "./public-request.server.ts";

export const headers = () => publicPageHeaders;
export const meta: MetaFunction<typeof loader> = ({ data }) => headTags(data?.head);

export async function loader({ request, params }: LoaderFunctionArgs) {
	const ctx = await publicRequest(request, params.lang);
	const campaign = await getPublicCampaign(ctx, params.slug ?? "");
	const { title, summary: description, slug } = campaign;
	return {
		campaign,
		query: keptQuery(request),
		lang: ctx.lang,
		head: pageHead(ctx.lang, `/${ctx.lang}/campaigns/${slug}`, {
			title: getT(ctx.lang, "public")("campaigns.pageTitle", { title }),
			description,
		}),
	};
}

export default function Campaign() {
	const { campaign, query, lang } = useLoaderData<typeof loader>();
	return <CampaignPage campaign={campaign} lang={lang} query={query} />;
}
