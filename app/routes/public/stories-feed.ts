import type { LoaderFunctionArgs } from "@remix-run/node";
import { Feed } from "feed";
import { getStoryHub } from "~/domain/stories/list-story-hubs.server.ts";
import { listPublicStories } from "~/domain/stories/public-stories.server.ts";
import { getT } from "~/i18n/texts.server.ts";
import { env } from "~/platform/env.server.ts";
import { publicRequest } from "./public-request.server.ts";

const ITEMS = 30;

/** What was told lately, for readers of feeds: of every hub, or of one. */
export async function loader({ request, params }: LoaderFunctionArgs): Promise<Response> {
	const ctx = await publicRequest(request, params.lang);
	const { lang } = ctx;
	const hub = params.slug === undefined ? null : await getStoryHub(ctx, params.slug);
	const { stories } = await listPublicStories(ctx, { hubId: hub?.id, limit: ITEMS });
	const t = getT(lang, "public");
	const site = env.APP_URL;
	const feedUrl = `${site}${new URL(request.url).pathname}`;
	const link = hub === null ? `${site}/${lang}/stories` : `${site}/${lang}/hubs/${hub.slug}`;
	const latest = stories[0];
	const feed = new Feed({
		id: link,
		link,
		title: hub === null ? t("stories.feedTitle") : t("stories.feedTitleHub", { hub: hub.abbreviation }),
		description: t("stories.intro"),
		language: lang,
		copyright: "",
		generator: "Izumi",
		feedLinks: { rss: feedUrl },
		...(latest && { updated: dayStart(latest.publishedOn) }),
	});
	for (const story of stories) {
		const url = `${site}/${lang}/stories/${story.slug}`;
		feed.addItem({
			...{ id: url, link: url, title: story.title, description: story.lead, date: dayStart(story.publishedOn) },
			...(story.hub && { category: [{ name: story.hub.abbreviation }] }),
			...(story.image && {
				image: { url: `${site}/images/${story.image.id}/960.jpg`, type: "image/jpeg", length: 0 },
			}),
		});
	}
	return new Response(feed.rss2(), {
		headers: { "Content-Type": "application/rss+xml; charset=utf-8", "Cache-Control": "public, max-age=900" },
	});
}

/** A day in Japan as a moment. */
const dayStart = (day: string) => new Date(`${day}T00:00:00+09:00`);
