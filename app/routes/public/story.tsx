import type { LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { getPublicStory, type PublicStory } from "~/domain/stories/public-stories.server.ts";
import { LANGS } from "~/i18n/lang.ts";
import { getT } from "~/i18n/texts.server.ts";
import { publicPageHeaders } from "~/platform/http/public-page.ts";
import { StoryArticle } from "~/ui/public/story-article.tsx";
import { pageHead } from "./page-head.server.ts";
import { headTags } from "./page-head.ts";
import { keptQuery, publicRequest } from "./public-request.server.ts";
import type { StructuredData } from "./structured-data.ts";

export const headers = () => publicPageHeaders;
export const meta: MetaFunction<typeof loader> = ({ data }) => headTags(data?.head);

export async function loader({ request, params }: LoaderFunctionArgs) {
	const ctx = await publicRequest(request, params.lang);
	const story = await getPublicStory(ctx, params.slug ?? "");
	const t = getT(ctx.lang, "public");
	const { image, hub } = story;
	const feed = hub
		? { title: t("stories.feedTitleHub", { hub: hub.abbreviation }), path: `/${ctx.lang}/hubs/${hub.slug}/feed.xml` }
		: { title: t("stories.feedTitle"), path: `/${ctx.lang}/stories/feed.xml` };
	// Words in Japanese only are at home at their Japanese address.
	const head = pageHead(ctx.lang, `/${story.isFallback ? "ja" : ctx.lang}/stories/${story.slug}`, {
		title: t("story.pageTitle", { title: story.title }),
		description: story.lead.replace(/\s+/g, " ").slice(0, 200),
		kind: "article",
		langs: story.isBilingual ? LANGS : ["ja"],
		feeds: [{ ...feed, type: "application/rss+xml" }],
		...(image && { image: { url: `/images/${image.id}/1600.jpg`, ...sharedSize(image), alt: image.alt } }),
	});
	return {
		...{ story, query: keptQuery(request), lang: ctx.lang },
		head: { ...head, structured: [articleData(story, head.origin)] },
	};
}

/** The largest file is never wider than this. */
function sharedSize({ width, height }: { width: number; height: number }) {
	return { width: Math.min(width, 1600), height: Math.round((height * Math.min(width, 1600)) / width) };
}

function articleData(story: PublicStory, origin: string): StructuredData {
	const url = `${origin}/${story.lang}/stories/${story.slug}`;
	return {
		"@type": "Article",
		"@id": url,
		url,
		headline: story.title,
		description: story.lead,
		inLanguage: story.lang,
		datePublished: story.publishedOn,
		dateModified: story.updatedOn,
		...(story.authors === "" ? {} : { author: { "@type": "Person", name: story.authors } }),
		...(story.image && { image: `${origin}/images/${story.image.id}/1600.jpg` }),
		...(story.hub && { sourceOrganization: { "@type": "ResearchOrganization", name: story.hub.name } }),
		citation: story.sources.map(({ citation, href }) => ({
			"@type": "CreativeWork",
			name: citation,
			...(href === null ? {} : { url: href }),
		})),
	};
}

export default function Story() {
	const { story, query, lang } = useLoaderData<typeof loader>();
	return <StoryArticle story={story} lang={lang} query={query} />;
}
