import type { LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { listHubs } from "~/domain/hubs/list-hubs.server.ts";
import { hubQuestion, matchHubs } from "~/domain/hubs/match-hubs.ts";
import { getT } from "~/i18n/texts.server.ts";
import { useT } from "~/i18n/use-t.ts";
import { publicPageHeaders } from "~/platform/http/public-page.ts";
import { HubCard } from "~/ui/public/hub-card.tsx";
import { HubGroups } from "~/ui/public/hub-groups.tsx";
import { HubSearch } from "~/ui/public/hub-search.tsx";
import { pageHead } from "./page-head.server.ts";
import { headTags } from "./page-head.ts";
import { keptQuery, publicRequest } from "./public-request.server.ts";

export const headers = () => publicPageHeaders;
export const meta: MetaFunction<typeof loader> = ({ data }) => headTags(data?.head);

export async function loader({ request, params }: LoaderFunctionArgs) {
	const ctx = await publicRequest(request, params.lang);
	const t = getT(ctx.lang, "public");
	const question = hubQuestion(new URL(request.url).searchParams.get("q"));
	const { hubs } = await listHubs(ctx);
	const head = pageHead(ctx.lang, `/${ctx.lang}/hubs`, {
		title: t("meta.hubsTitle"),
		description: t("meta.homeDescription"),
		noindex: question !== "",
	});
	const found = question === "" ? null : matchHubs(hubs, question);
	return { hubs, question, found, query: keptQuery(request), lang: ctx.lang, head };
}

/** Every hub by its question, or those that fit what was searched. */
export default function Hubs() {
	const { hubs, question, found, query, lang } = useLoaderData<typeof loader>();
	const t = useT("public");
	return (
		<>
			<header className="page grid items-end gap-x-12 gap-y-6 pt-12 pb-4 md:grid-cols-[1fr_auto]">
				<div>
					<h1>{t("home.hubsHeading")}</h1>
					<p className="mt-3 max-w-text text-ink-soft">{t("home.hubsIntro")}</p>
				</div>
				<HubSearch question={question} lang={lang} />
			</header>
			{found === null ? (
				<HubGroups hubs={hubs} lang={lang} query={query} />
			) : (
				<section className="page py-8" aria-labelledby="found">
					<h2 id="found" className="text-lg">
						{found.length === 0
							? t("hubs.none", { q: question })
							: t("hubs.found", { q: question, count: found.length })}
					</h2>
					<ul className="mt-5 grid gap-5 sm:grid-cols-2 lg:grid-cols-3">
						{found.map((hub) => (
							<li key={hub.slug}>
								<HubCard hub={hub} lang={lang} query={query} />
							</li>
						))}
					</ul>
					<p className="mt-8">
						<a className="btn" href={`/${lang}/hubs${query}`}>
							{t("hubs.all")}
						</a>
					</p>
				</section>
			)}
		</>
	);
}
