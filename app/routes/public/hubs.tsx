import type { LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { listHubs } from "~/domain/hubs/list-hubs.server.ts";
import { getT } from "~/i18n/texts.server.ts";
import { useT } from "~/i18n/use-t.ts";
import { publicPageHeaders } from "~/platform/http/public-page.ts";
import { HubGroups } from "~/ui/public/hub-groups.tsx";
import { pageHead } from "./page-head.server.ts";
import { headTags } from "./page-head.ts";
import { keptQuery, publicRequest } from "./public-request.server.ts";

export const headers = () => publicPageHeaders;
export const meta: MetaFunction<typeof loader> = ({ data }) => headTags(data?.head);

export async function loader({ request, params }: LoaderFunctionArgs) {
	const ctx = await publicRequest(request, params.lang);
	const t = getT(ctx.lang, "public");
	const words = { title: t("meta.hubsTitle"), description: t("meta.homeDescription") };
	const { hubs } = await listHubs(ctx);
	return { hubs, query: keptQuery(request), lang: ctx.lang, head: pageHead(ctx.lang, `/${ctx.lang}/hubs`, words) };
}

/** Every hub by its question. */
export default function Hubs() {
	const { hubs, query, lang } = useLoaderData<typeof loader>();
	const t = useT("public");
	return (
		<>
			<header className="page pt-12 pb-4">
				<h1>{t("home.hubsHeading")}</h1>
				<p className="mt-3 max-w-text text-ink-soft">{t("home.hubsIntro")}</p>
			</header>
			<HubGroups hubs={hubs} lang={lang} query={query} />
		</>
	);
}
