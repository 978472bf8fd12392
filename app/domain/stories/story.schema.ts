import { z } from "zod";
import { choiceOf, lineOf, linesOf, readLineOf, withBlanks } from "../form-text.schema.ts";
import { RICH_TEXT_MAX } from "../rich-text/rich-text.ts";
import { readDoi, readSourceUrl } from "./doi.ts";
import { STORY_LEVELS } from "./story.status.ts";

export const STORY_MAX = {
	title: 120,
	lead: 400,
	authors: 200,
	slug: 80,
	citation: 400,
	sources: 30,
	note: 1000,
} as const;

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;
const optionalId = readLineOf(40, "fields.choose", (text) => (UUID.test(text) ? text.toLowerCase() : null)).transform(
	(text) => (text === "" ? null : text),
);

/** A DOI, or another page of the web. */
const where = readLineOf(500, "stories.source", (text) => readDoi(text) ?? readSourceUrl(text));

const source = z
	.object({ citation: lineOf(STORY_MAX.citation), where })
	.superRefine(({ citation, where: place }, ctx) => {
		if (citation === "" && place !== "") {
			ctx.addIssue({ code: "custom", message: "stories.citation", path: ["citation"] });
		}
	});

export interface StorySourceFields {
	citation: string;
	doi: string | null;
	url: string | null;
}

const sources = z
	.array(z.preprocess(withBlanks(["citation", "where"]), source))
	.max(STORY_MAX.sources, `stories.sources?max=${STORY_MAX.sources}`)
	.transform((rows): StorySourceFields[] =>
		rows
			.filter(({ citation }) => citation !== "")
			.map(({ citation, where: place }) => {
				const doi = readDoi(place);
				return { citation, doi, url: doi === null && place !== "" ? place : null };
			}),
	);

const SLUG = /^[a-z0-9]+(?:-[a-z0-9]+)*$/;
const TEXTS = ["titleJa", "titleEn", "leadJa", "leadEn", "bodyJa", "bodyEn", "authorsJa", "authorsEn"] as const;

const fields = z.object({
	titleJa: lineOf(STORY_MAX.title).refine((text) => text !== "", "fields.required"),
	titleEn: lineOf(STORY_MAX.title),
	leadJa: linesOf(STORY_MAX.lead),
	leadEn: linesOf(STORY_MAX.lead),
	bodyJa: linesOf(RICH_TEXT_MAX),
	bodyEn: linesOf(RICH_TEXT_MAX),
	authorsJa: lineOf(STORY_MAX.authors),
	authorsEn: lineOf(STORY_MAX.authors),
	level: choiceOf(STORY_LEVELS, "fields.choose", "fields.choose", "everyone"),
	/** the last part of its address; empty: made of its English title */
	slug: readLineOf(STORY_MAX.slug, "stories.slug", (text) => (SLUG.test(text) ? text : null)),
	fundId: optionalId,
	campaignId: optionalId,
	sources: z.preprocess((value) => value ?? [], sources),
});

/** A story as its form sends it; messages are keys of errors.json. */
export const storySchema = z.preprocess(
	(sent) => ({
		...withBlanks([...TEXTS, "level", "slug", "fundId", "campaignId"])(sent),
		sources: (sent as { sources?: unknown } | null)?.sources ?? [],
	}),
	fields,
);
export type StoryFields = z.output<typeof fields>;

/** Why somebody sends it back or takes it back. */
export const storyNoteSchema = linesOf(STORY_MAX.note);
