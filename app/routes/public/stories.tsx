import type { LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { listStoryHubs } from "~/domain/stories/list-story-hubs.server.ts";
import { listPublicStories } from "~/domain/stories/public-stories.server.ts";
import { getT } from "~/i18n/texts.server.ts";
import { useT } from "~/i18n/use-t.ts";
import { notFound } from "~/platform/errors.ts";
import { publicPageHeaders } from "~/platform/http/public-page.ts";
import { StoryCard } from "~/ui/public/story-card.tsx";
import { withQuery } from "~/ui/public/story-view.ts";
import { pageHead } from "./page-head.server.ts";
import { headTags } from "./page-head.ts";
import { keptQuery, publicRequest } from "./public-request.server.ts";

export const headers = () => publicPageHeaders;
export const meta: MetaFunction<typeof loader> = ({ data }) => headTags(data?.head);

export async function loader({ request, params }: LoaderFunctionArgs) {
	const ctx = await publicRequest(request, params.lang);
	const t = getT(ctx.lang, "public");
	const given = new URL(request.url).searchParams;
	const hubs = await listStoryHubs(ctx);
	const asked = given.get("hub");
	const hub = hubs.find(({ slug }) => slug === asked);
	if (asked !== null && hub === undefined) throw notFound("hub", asked.slice(0, 40));
	const cursor = given.get("cursor") ?? undefined;
	const { stories, nextCursor } = await listPublicStories(ctx, { hubId: hub?.id, cursor });
	const query = keptQuery(request);
	const base = `/${ctx.lang}/stories`;
	const list = hub === undefined ? base : `${base}?hub=${hub.slug}`;
	const title = hub === undefined ? t("stories.metaTitle") : t("stories.ofHub", { hub: hub.abbreviation });
	const feed = hub === undefined ? `${base}/feed.xml` : `/${ctx.lang}/hubs/${hub.slug}/feed.xml`;
	return {
		...{ stories, hubs, hub: hub ?? null, query, lang: ctx.lang, feed },
		firstHref: cursor === undefined ? null : withQuery(list, query),
		nextHref: nextCursor === null ? null : withQuery(withQuery(list, `?cursor=${nextCursor}`), query),
		head: pageHead(ctx.lang, base, {
			title,
			description: t("stories.intro"),
			feeds: [{ title: t("stories.feedTitle"), path: feed, type: "application/rss+xml" }],
			// One page is in the index; its parts change with every story.
			...(cursor === undefined && hub === undefined ? {} : { noindex: true }),
		}),
	};
}

/** What hubs tell of their research, the latest first. */
export default function Stories() {
	const { stories, hubs, hub, query, lang, feed, firstHref, nextHref } = useLoaderData<typeof loader>();
	const t = useT("public");
	const base = `/${lang}/stories`;
	return (
		<>
			<header className="page pt-12 pb-4">
				<h1>{hub === null ? t("stories.heading") : t("stories.ofHub", { hub: hub.abbreviation })}</h1>
				<p className="mt-3 max-w-text text-ink-soft">{t("stories.intro")}</p>
			</header>
			<div className="page grid gap-8 pt-4">
				{hubs.length > 1 ? (
					<nav aria-label={t("stories.byHub")} className="no-print">
						<ul className="flex flex-wrap gap-2 text-sm">
							<li>
								<a className="chip" href={withQuery(base, query)} aria-current={hub === null ? "page" : undefined}>
									{t("stories.all")}
								</a>
							</li>
							{hubs.map((one) => (
								<li key={one.slug}>
									<a
										className="chip"
										href={withQuery(`${base}?hub=${one.slug}`, query)}
										aria-current={one.slug === hub?.slug ? "page" : undefined}
									>
										{one.abbreviation}
									</a>
								</li>
							))}
						</ul>
					</nav>
				) : null}
				{stories.length === 0 ? <p>{t("stories.none")}</p> : null}
				<ul className="grid gap-6 sm:grid-cols-2 lg:grid-cols-3">
					{stories.map((story, at) => (
						<li key={story.slug}>
							<StoryCard story={story} lang={lang} query={query} headings={2} eager={at < 2} />
						</li>
					))}
				</ul>
				{firstHref || nextHref ? (
					<nav aria-label={t("stories.pages")} className="no-print flex flex-wrap gap-3">
						{firstHref ? (
							<a className="btn" href={firstHref}>
								{t("stories.newest")}
							</a>
						) : null}
						{nextHref ? (
							<a className="btn" href={nextHref} rel="next">
								{t("stories.older")}
							</a>
						) : null}
					</nav>
				) : null}
				<p className="no-print text-sm">
					<a href={feed}>{t("stories.feed")}</a>
				</p>
			</div>
		</>
	);
}
