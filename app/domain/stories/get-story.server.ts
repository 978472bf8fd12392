import { authorize } from "../access/authorize.server";
import type { Ctx } from "../access/ctx.server";
import { listImagesById } from "../images/list-images.server";
import { imageIdsOf, parseRichText } from "../rich-text/rich-text";
import { STORY_LEVELS, STORY_STATES, type StoryLevel, type StoryState } from "./story.status";
import { storyChecklist } from "./story-checklist";
import type { StoryContent } from "./story-revision.server";
import { storyRights } from "./story-row.server";

/**
 * A story with all its writers need to know.
 * @throws AppError story_not_found, forbidden
 */
export async function getStory(ctx: Ctx, storyId: string) {
	await authorize(ctx, "read", { type: "Story", id: storyId });
	const story = await ctx.db.story.findUniqueOrThrow({
		where: { id: storyId },
		include: {
			hub: { select: { id: true, slug: true, abbreviation: true, nameJa: true, nameEn: true } },
			fund: { select: { id: true, slug: true, nameJa: true, nameEn: true } },
			campaign: { select: { id: true, slug: true, titleJa: true, titleEn: true } },
			sources: { orderBy: { sortOrder: "asc" }, select: { citation: true, doi: true, url: true } },
		},
	});
	const [rights, images] = await Promise.all([storyRights(ctx, story.hubId), imagesOf(ctx, story)]);
	return {
		...story,
		status: STORY_STATES.find((one) => one === story.status) ?? ("draft" satisfies StoryState),
		level: STORY_LEVELS.find((one) => one === story.level) ?? ("everyone" satisfies StoryLevel),
		rights,
		checklist: storyChecklist(story, images),
	};
}

async function imagesOf(ctx: Ctx, story: { imageId: string | null; bodyJa: string; bodyEn: string }) {
	const shown = [story.bodyJa, story.bodyEn].flatMap((body) => imageIdsOf(parseRichText(body)));
	const images = await listImagesById(ctx, story.imageId === null ? shown : [...shown, story.imageId]);
	return Object.fromEntries(images.map((image) => [image.id, image]));
}

export interface StoryRevisionRow {
	id: string;
	status: string;
	note: string;
	actorName: string;
	at: Date;
	content: StoryContent;
}

/**
 * How the story stood at each decision on it, newest first.
 * @throws AppError story_not_found, forbidden
 */
export async function listStoryRevisions(ctx: Ctx, storyId: string): Promise<StoryRevisionRow[]> {
	await authorize(ctx, "read", { type: "Story", id: storyId });
	const rows = await ctx.db.storyRevision.findMany({
		where: { storyId },
		// Ids are made in the order of their insertion.
		orderBy: { id: "desc" },
		take: 100,
		select: { id: true, status: true, note: true, actorName: true, at: true, content: true },
	});
	return rows.map(({ content, ...row }) => ({ ...row, content: content as unknown as StoryContent }));
}
