import { plainText } from "~/domain/rich-text/rich-text";
import type { PublicStory, StoryCard } from "~/domain/stories/public-stories.server";
import { env } from "~/platform/env.server";

export function storyRowAnswer(story: StoryCard) {
	const { id, slug, lang, title, lead, level, publishedOn, image } = story;
	return {
		...{ id, slug, lang, title, lead, level, publishedOn },
		hub: story.hub?.slug ?? null,
		imageUrl: image && `${env.APP_URL}/images/${image.id}/1600.jpg`,
		imageAlt: image?.alt ?? "",
		url: `${env.APP_URL}/${lang}/stories/${slug}`,
	};
}

export function storyAnswer(story: PublicStory) {
	return {
		...storyRowAnswer(story),
		authors: story.authors,
		text: plainText(story.blocks),
		updatedOn: story.updatedOn,
		sources: story.sources.map(({ citation, doi, href }) => ({ citation, doi, url: href })),
	};
}
