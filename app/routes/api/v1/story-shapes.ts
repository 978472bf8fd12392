import { z } from "zod";
import { STORY_LEVELS } from "~/domain/stories/story.status";

const lang = z.enum(["ja", "en"]).describe("what it is written in: ja where English was asked for and is not there");

export const storyRowShape = z.object({
	id: z.uuid(),
	slug: z.string(),
	hub: z.string().nullable().describe("slug; null: the programme's own"),
	lang,
	title: z.string(),
	lead: z.string(),
	level: z.enum(STORY_LEVELS).describe("for whom its words were chosen"),
	publishedOn: z.iso.date(),
	imageUrl: z.string().nullable().describe("a JPEG of up to 1600 points"),
	imageAlt: z.string(),
	url: z.string(),
});

export const storyShape = storyRowShape.extend({
	authors: z.string(),
	text: z.string().describe("plain text, a blank line between paragraphs"),
	updatedOn: z.iso.date(),
	sources: z.array(z.object({ citation: z.string(), doi: z.string().nullable(), url: z.string().nullable() })),
});
