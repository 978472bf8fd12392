import type { LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { getPublicPeerPage } from "~/domain/peer-pages/get-peer-page.server.ts";
import { getT } from "~/i18n/texts.server.ts";
import { publicPageHeaders } from "~/platform/http/public-page.ts";
import { PeerPage } from "~/ui/public/peer-page.tsx";
import { pageHead } from "./page-head.server.ts";
import { headTags } from "./page-head.ts";
import { keptQuery, publicRequest } from "./public-request.server.ts";

export const headers = () => publicPageHeaders;
export const meta: MetaFunction<typeof loader> = ({ data }) => headTags(data?.head);

export async function loader({ request, params }: LoaderFunctionArgs) {
	const ctx = await publicRequest(request, params.lang);
	const page = await getPublicPeerPage(ctx, params.slug ?? "");
	const t = getT(ctx.lang, "public");
	return {
		page,
		query: keptQuery(request),
		lang: ctx.lang,
		head: pageHead(ctx.lang, `/${ctx.lang}/peers/${page.slug}`, {
			title: t("campaigns.pageTitle", { title: page.title }),
			description: page.message.replace(/\s+/g, " ").slice(0, 150),
		}),
	};
}

export default function Peer() {
	const { page, query, lang } = useLoaderData<typeof loader>();
	return <PeerPage page={page} lang={lang} query={query} />;
}
