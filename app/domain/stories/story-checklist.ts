import { imageIdsOf, parseRichText, plainText, type RichBlock } from "../rich-text/rich-text.ts";
import { type ReadingEase, readingEase } from "./reading-ease.ts";
import type { StoryContent } from "./story-revision.server";

/** What must be there before anybody is asked to review it. */
export const STORY_NEEDS = ["lead", "body", "cover", "alt", "authors"] as const;
/** What may be missing when the writer says so openly. */
export const STORY_CONFIRMS = ["onlyJapanese", "noSources"] as const;
export type StoryConfirm = (typeof STORY_CONFIRMS)[number];

export interface StoryChecklist {
	needs: { need: (typeof STORY_NEEDS)[number]; isMet: boolean }[];
	/** what is missing and has to be confirmed */
	confirms: StoryConfirm[];
	/** English that is there in parts only: readers would meet both languages */
	halfEnglish: boolean;
	/** pictures without English words although the story is in English too */
	altWithoutEnglish: boolean;
	ease: { ja: ReadingEase; en: ReadingEase | null };
}

type Words = Pick<StoryContent, "titleEn" | "leadJa" | "leadEn" | "bodyJa" | "bodyEn" | "authorsJa" | "imageId"> & {
	sources: readonly unknown[];
};

/**
 * What stands between a draft and its review, and how it reads.
 * @param images  the words of the pictures it shows, by id; one that is not here does not exist
 */
export function storyChecklist(
	story: Words,
	images: Readonly<Record<string, { altJa: string; altEn: string }>>,
): StoryChecklist {
	const bodies = { ja: parseRichText(story.bodyJa), en: parseRichText(story.bodyEn) };
	const shown = [...imagesShown(bodies.ja), ...imagesShown(bodies.en)];
	const cover = story.imageId === null ? undefined : images[story.imageId];
	const english = [story.titleEn, story.leadEn, story.bodyEn].filter((text) => text.trim() !== "").length;
	const met = {
		lead: story.leadJa !== "",
		body: bodies.ja.length > 0,
		cover: cover !== undefined,
		alt: cover !== undefined && cover.altJa !== "" && shown.every(({ id, alt }) => (images[id]?.altJa || alt) !== ""),
		authors: story.authorsJa !== "",
	};
	const ids = [...(story.imageId === null ? [] : [story.imageId]), ...imageIdsOf(bodies.en)];
	return {
		needs: STORY_NEEDS.map((need) => ({ need, isMet: met[need] })),
		confirms: [
			...(english === 3 ? [] : (["onlyJapanese"] as const)),
			...(story.sources.length > 0 ? [] : (["noSources"] as const)),
		],
		halfEnglish: english > 0 && english < 3,
		altWithoutEnglish: english === 3 && ids.some((id) => images[id]?.altEn === ""),
		ease: {
			ja: readingEase([story.leadJa, plainText(bodies.ja)].join("\n"), "ja"),
			en: english === 3 ? readingEase([story.leadEn, plainText(bodies.en)].join("\n"), "en") : null,
		},
	};
}

function imagesShown(blocks: readonly RichBlock[]): { id: string; alt: string }[] {
	return blocks.flatMap((block) => {
		if (block.kind === "image") return [{ id: block.imageId, alt: block.alt }];
		if (block.kind === "quote") return imagesShown(block.children);
		return block.kind === "list" ? block.items.flatMap(imagesShown) : [];
	});
}
