import type { LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { getHubPage } from "~/domain/hubs/get-hub-page.server.ts";
import { getPublicCoverage } from "~/domain/sufficiency/get-public-coverage.server.ts";
import { getT } from "~/i18n/texts.server.ts";
import { useT } from "~/i18n/use-t.ts";
import { publicPageHeaders } from "~/platform/http/public-page.ts";
import { FundCard } from "~/ui/public/fund-card.tsx";
import { HubCoverage } from "~/ui/public/hub-coverage.tsx";
import { HubHero } from "~/ui/public/hub-hero.tsx";
import { HubPath } from "~/ui/public/hub-path.tsx";
import { HubProgress } from "~/ui/public/hub-progress.tsx";
import { RecipientList } from "~/ui/public/recipient-list.tsx";
import { Voices } from "~/ui/public/voices.tsx";
import { toHubCoverageView } from "./hub-coverage-view.server.ts";
import { pageHead } from "./page-head.server.ts";
import { headTags } from "./page-head.ts";
import { keptQuery, publicRequest } from "./public-request.server.ts";

export const headers = () => publicPageHeaders;
export const meta: MetaFunction<typeof loader> = ({ data }) => headTags(data?.head);

export async function loader({ request, params }: LoaderFunctionArgs) {
	const ctx = await publicRequest(request, params.lang);
	const page = await getHubPage(ctx, params.slug ?? "");
	const { abbreviation, name, question, slug } = page.hub;
	const coverage = await getPublicCoverage(page.hub.id);
	const title = getT(ctx.lang, "public")("meta.hubTitle", { abbreviation, name });
	return {
		...page,
		coverage: coverage === null ? null : toHubCoverageView(coverage, abbreviation),
		query: keptQuery(request),
		lang: ctx.lang,
		head: pageHead(ctx.lang, `/${ctx.lang}/hubs/${slug}`, { title, description: question }),
	};
}

/** A hub: its question, what one can give to, how this year's gifts stand, and the way to the end of support. */
export default function Hub() {
	const page = useLoaderData<typeof loader>();
	const { hub, funds, displayed, coverage, query, lang } = page;
	const t = useT("public");
	return (
		<>
			<HubHero hub={hub} lang={lang} query={query} />
			<div className="page grid gap-x-12 gap-y-12 lg:grid-cols-[1fr_22rem]">
				<div className="grid content-start gap-12">
					<HubProgress {...page} />
					<section aria-labelledby="about">
						<h2 id="about">{t("hub.about")}</h2>
						<p className="mt-3 max-w-text">{hub.about}</p>
					</section>
					{coverage === null ? null : (
						<HubCoverage
							view={coverage}
							giveHref={funds.length > 0 ? `/${lang}/hubs/${hub.slug}/give${query}` : null}
						/>
					)}
					<section aria-labelledby="funds">
						<h2 id="funds">{t("hub.fundsHeading")}</h2>
						<ul className="mt-4 grid gap-5 sm:grid-cols-2">
							{funds.map((fund) => (
								<li key={fund.id}>
									<FundCard fund={fund} hubSlug={hub.slug} lang={lang} query={query} />
								</li>
							))}
						</ul>
						{funds.length === 0 ? <p className="mt-3">{t("hub.closed")}</p> : null}
					</section>
					<section aria-labelledby="voices">
						<h2 id="voices" className="mb-4">
							{t("hub.voicesHeading")}
						</h2>
						<Voices voices={displayed} lang={lang} />
					</section>
				</div>
				<aside className="grid content-start gap-10">
					<HubPath {...page} />
					<RecipientList hub={hub} funds={funds} />
				</aside>
			</div>
		</>
	);
}
