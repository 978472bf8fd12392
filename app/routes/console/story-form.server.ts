import type { Ctx } from "~/domain/access/ctx.server";
import { listImages } from "~/domain/images/list-images.server";
import { listStoryLinks } from "~/domain/stories/list-story-links.server";
import type { StoryFields } from "~/domain/stories/story.schema";
import { STORY_LEVELS } from "~/domain/stories/story.status";
import { getT } from "~/i18n/texts.server";
import { isAppError } from "~/platform/errors";
import { nameOf } from "./fund-view.server";

/** Some empty rows below those filled in; the page works without script. */
const MORE_ROWS = 3;
const SHOWN_IMAGES = 40;

/** What the form of a story offers: the pictures, funds and campaigns of its hub and of the programme. */
export async function storyOptions(ctx: Ctx, hubId: string | null) {
	const t = getT(ctx.lang, "console");
	const [links, own, common] = await Promise.all([
		listStoryLinks(ctx, hubId),
		listImages(ctx, { hubId, limit: SHOWN_IMAGES }),
		hubId === null ? { images: [] } : listProgrammeImages(ctx),
	]);
	const alt = (image: { altJa: string; altEn: string }) => (ctx.lang === "en" && image.altEn) || image.altJa;
	return {
		options: {
			levels: STORY_LEVELS.map((value) => ({ value, label: t(`storyLevel.${value}`) })),
			funds: links.funds.map((fund) => ({ value: fund.id, label: nameOf(fund, ctx.lang) })),
			campaigns: links.campaigns.map(({ id, titleJa, titleEn }) => ({
				value: id,
				label: (ctx.lang === "en" && titleEn) || titleJa,
			})),
		},
		images: [...own.images, ...common.images].map((image) => ({ id: image.id, alt: alt(image) })),
	};
}

const listProgrammeImages = (ctx: Ctx) => listImages(ctx, { hubId: null, limit: 12 });

/** A story as its form shows it. */
export function storyValues(story: Omit<StoryFields, "fundId" | "campaignId"> & LinkedIds): Record<string, string> {
	const { sources, fundId, campaignId, imageId, ...texts } = story;
	const rows = sources.flatMap(({ citation, doi, url }, row) => [
		[`sources[${row}].citation`, citation],
		[`sources[${row}].where`, doi ?? url ?? ""],
	]);
	const { titleJa, titleEn, leadJa, leadEn, bodyJa, bodyEn, authorsJa, authorsEn, level, slug } = texts;
	return {
		...{ titleJa, titleEn, leadJa, leadEn, bodyJa, bodyEn, authorsJa, authorsEn, level, slug },
		...{ fundId: fundId ?? "", campaignId: campaignId ?? "", imageId: imageId ?? "" },
		...Object.fromEntries(rows),
	};
}

type LinkedIds = { fundId: string | null; campaignId: string | null; imageId: string | null };

export function sourceRowsOf(values: Readonly<Record<string, string>>): number {
	const filled = Object.entries(values).flatMap(([name, value]) => {
		const row = /^sources\[(\d+)\]/.exec(name)?.[1];
		return row === undefined || value === "" ? [] : [Number(row) + 1];
	});
	return Math.min(30, Math.max(0, ...filled) + MORE_ROWS);
}

/** What the domain refuses, as an error beside its field; anything else is thrown on. */
export function refusedField(error: unknown): Record<string, string[]> {
	if (!isAppError(error) || ![400, 409].includes(error.status)) throw error;
	const query = new URLSearchParams(Object.entries(error.params).map(([key, value]) => [key, String(value)]));
	return { [String(error.params.field ?? "")]: [`${error.personKey}?${query}`] };
}
