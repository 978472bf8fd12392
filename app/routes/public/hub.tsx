import type { LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { listPublicCampaigns } from "~/domain/campaigns/list-public-campaigns.server.ts";
import { listPublicEvents } from "~/domain/events/public-events.server.ts";
import { getHubPage } from "~/domain/hubs/get-hub-page.server.ts";
import { listPublicStories } from "~/domain/stories/public-stories.server.ts";
import { getPublicCoverage } from "~/domain/sufficiency/get-public-coverage.server.ts";
import { getT } from "~/i18n/texts.server.ts";
import { useT } from "~/i18n/use-t.ts";
import { publicPageHeaders } from "~/platform/http/public-page.ts";
import { Breadcrumbs } from "~/ui/public/breadcrumbs.tsx";
import { FundCard } from "~/ui/public/fund-card.tsx";
import { HubCoverage } from "~/ui/public/hub-coverage.tsx";
import { HubHero } from "~/ui/public/hub-hero.tsx";
import { HubPath } from "~/ui/public/hub-path.tsx";
import { HubProgress } from "~/ui/public/hub-progress.tsx";
import { RecipientList } from "~/ui/public/recipient-list.tsx";
import { ShareLinks } from "~/ui/public/share-links.tsx";
import { CampaignTidings, EventTidings, StoryTidings } from "~/ui/public/tidings.tsx";
import { Voices } from "~/ui/public/voices.tsx";
import { toHubCoverageView } from "./hub-coverage-view.server.ts";
import { pageHead } from "./page-head.server.ts";
import { headTags } from "./page-head.ts";
import { keptQuery, publicRequest } from "./public-request.server.ts";
import { breadcrumbData, hubData } from "./structured-data.server.ts";

export const headers = () => publicPageHeaders;
export const meta: MetaFunction<typeof loader> = ({ data }) => headTags(data?.head);

/** Of each kind of news; two stand in a row. */
const SHOWN = 2;

export async function loader({ request, params }: LoaderFunctionArgs) {
	const ctx = await publicRequest(request, params.lang);
	const page = await getHubPage(ctx, params.slug ?? "");
	const { id: hubId, abbreviation, name, question, slug } = page.hub;
	const [coverage, campaigns, { stories }, { events }] = await Promise.all([
		getPublicCoverage(hubId),
		listPublicCampaigns(ctx, { hubId, limit: SHOWN }),
		listPublicStories(ctx, { hubId, limit: SHOWN }),
		listPublicEvents(ctx, { hubId, limit: SHOWN }),
	]);
	const { lang } = ctx;
	const t = getT(lang, "public");
	const path = `/${lang}/hubs/${slug}`;
	const crumbs = [
		{ name: t("shell.home"), path: `/${lang}` },
		{ name: t("shell.hubs"), path: `/${lang}/hubs` },
		{ name: abbreviation, path },
	];
	const feed = `${path}/feed.xml`;
	const head = pageHead(lang, path, {
		title: t("meta.hubTitle", { abbreviation, name }),
		description: question,
		image: { url: `/og/${lang}/hubs/${slug}.png`, alt: question, width: 1200, height: 630 },
		structured: [hubData(page.hub, lang), breadcrumbData(crumbs)],
		feeds:
			stories.length > 0
				? [{ title: t("hub.storiesFeed", { hub: abbreviation }), path: feed, type: "application/rss+xml" }]
				: [],
	});
	return {
		...page,
		coverage: coverage === null ? null : toHubCoverageView(coverage, abbreviation),
		campaigns: campaigns.filter(({ phase }) => phase !== "ended"),
		stories,
		events,
		crumbs,
		share: {
			url: `${head.origin}${path}`,
			text: question,
			poster: page.hub.open ? `${path}/poster.pdf` : null,
			raise: page.hub.open ? `${path}/raise` : null,
			feed: stories.length > 0 ? feed : null,
		},
		query: keptQuery(request),
		lang,
		head,
	};
}

/** A hub: its question, what one can give to, how this year's gifts stand, and the way to the end of support. */
export default function Hub() {
	const page = useLoaderData<typeof loader>();
	const { hub, funds, displayed, coverage, query, lang } = page;
	const news = { lang, query, columns: 2 } as const;
	const t = useT("public");
	return (
		<>
			<Breadcrumbs crumbs={page.crumbs} />
			<HubHero hub={hub} lang={lang} query={query} />
			<div className="page grid gap-x-12 gap-y-12 lg:grid-cols-[1fr_22rem]">
				<div className="grid content-start gap-12">
					<HubProgress {...page} />
					<section aria-labelledby="about">
						<h2 id="about">{t("hub.about")}</h2>
						<p className="mt-3 max-w-text">{hub.about}</p>
					</section>
					<CampaignTidings campaigns={page.campaigns} {...news} />
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
					<StoryTidings stories={page.stories} {...news} />
					<EventTidings events={page.events} {...news} />
					{displayed.length === 0 ? null : (
						<section aria-labelledby="voices">
							<h2 id="voices" className="mb-4">
								{t("hub.voicesHeading")}
							</h2>
							<Voices voices={displayed} lang={lang} />
						</section>
					)}
				</div>
				<aside className="grid content-start gap-10">
					<HubPath {...page} />
					<RecipientList hub={hub} funds={funds} />
					<ShareLinks {...page.share} />
				</aside>
			</div>
		</>
	);
}
