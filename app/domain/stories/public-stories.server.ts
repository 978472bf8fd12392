import type { Lang } from "~/i18n/lang";
import { notFound } from "~/platform/errors";
import { isUuid } from "../access/authorize.server";
import type { Ctx } from "../access/ctx.server";
import { jstDayString } from "../calendar/fiscal-year";
import type { ShownImage } from "../images/image-kinds";
import { shownImages } from "../images/shown-images.server";
import { imageIdsOf, parseRichText, plainText, type RichBlock } from "../rich-text/rich-text";
import { doiUrl } from "./doi";
import { readingEase } from "./reading-ease";
import { STORY_LEVELS, type StoryLevel } from "./story.status";

const PAGE = 12;

export interface StoryCard {
	id: string;
	slug: string;
	/** what it is written in: Japanese where there is no English */
	lang: Lang;
	title: string;
	lead: string;
	level: StoryLevel;
	hub: { slug: string; abbreviation: string; name: string } | null;
	image: ShownImage | null;
	/** in Japan */
	publishedOn: string;
	minutes: number;
}

const CARD = {
	...{ id: true, slug: true, titleJa: true, titleEn: true, leadJa: true, leadEn: true, bodyJa: true, bodyEn: true },
	...{ level: true, imageId: true, publishedAt: true, updatedAt: true },
	hub: { select: { id: true, slug: true, abbreviation: true, nameJa: true, nameEn: true } },
} as const;

type Row = {
	id: string;
	slug: string;
	titleJa: string;
	titleEn: string;
	leadJa: string;
	leadEn: string;
	bodyJa: string;
	bodyEn: string;
	level: string;
	imageId: string | null;
	publishedAt: Date | null;
	updatedAt: Date;
	hub: { id: string; slug: string; abbreviation: string; nameJa: string; nameEn: string } | null;
};

/**
 * Published stories, the latest first.
 * @param input.cursor  the id a page before answered as `nextCursor`
 * @param input.hubId  null: only the programme's own
 */
export async function listPublicStories(
	ctx: Ctx,
	input: { hubId?: string | null; fundId?: string; campaignId?: string; limit?: number; cursor?: string } = {},
): Promise<{ stories: StoryCard[]; nextCursor: string | null }> {
	const { hubId, fundId, campaignId, limit = PAGE, cursor } = input;
	const rows: Row[] = await ctx.db.story.findMany({
		where: {
			status: "published",
			OR: [{ hubId: null }, { hub: { is: { published: true } } }],
			...(hubId === undefined ? {} : { hubId }),
			...(fundId === undefined ? {} : { fundId }),
			...(campaignId === undefined ? {} : { campaignId }),
		},
		select: CARD,
		orderBy: [{ publishedAt: "desc" }, { id: "desc" }],
		take: limit + 1,
		...(cursor !== undefined && isUuid(cursor) ? { cursor: { id: cursor }, skip: 1 } : {}),
	});
	const shown = rows.slice(0, limit);
	const images = await shownImages(
		ctx,
		shown.map(({ imageId }) => imageId),
	);
	return {
		stories: shown.map((row) => toCard(row, ctx.lang, images)),
		nextCursor: rows.length > limit ? (shown.at(-1)?.id ?? null) : null,
	};
}

function toCard(row: Row, asked: Lang, images: Readonly<Record<string, ShownImage>>): StoryCard {
	const lang = langOf(row, asked);
	const [title, lead, body] =
		lang === "en" ? [row.titleEn, row.leadEn, row.bodyEn] : [row.titleJa, row.leadJa, row.bodyJa];
	const { hub } = row;
	return {
		...{ id: row.id, slug: row.slug, lang, title, lead },
		level: STORY_LEVELS.find((one) => one === row.level) ?? "everyone",
		hub: hub && { slug: hub.slug, abbreviation: hub.abbreviation, name: asked === "ja" ? hub.nameJa : hub.nameEn },
		image: row.imageId === null ? null : (images[row.imageId] ?? null),
		publishedOn: jstDayString(row.publishedAt ?? row.updatedAt),
		minutes: readingEase(plainText(parseRichText(body)), lang).minutes,
	};
}

/** English where all of it is there; a page in two languages at once helps nobody. */
function langOf(row: Pick<Row, "titleEn" | "leadEn" | "bodyEn">, asked: Lang): Lang {
	return asked === "en" && row.titleEn !== "" && row.leadEn !== "" && row.bodyEn !== "" ? "en" : "ja";
}

export interface PublicStory extends StoryCard {
	/** English was asked for and is not there */
	isFallback: boolean;
	/** it is there in both languages */
	isBilingual: boolean;
	authors: string;
	blocks: RichBlock[];
	images: Record<string, ShownImage>;
	sources: { citation: string; doi: string | null; href: string | null }[];
	/** when it last changed, in Japan */
	updatedOn: string;
	/** what its readers may give to */
	give: { kind: "fund" | "campaign"; name: string; href: string } | null;
	next: StoryCard | null;
}

const WHOLE = {
	...CARD,
	...{ authorsJa: true, authorsEn: true, status: true, hubId: true },
	sources: { orderBy: { sortOrder: "asc" as const }, select: { citation: true, doi: true, url: true } },
	fund: { select: { slug: true, nameJa: true, nameEn: true, status: true, hub: { select: { slug: true } } } },
	campaign: { select: { slug: true, titleJa: true, titleEn: true, status: true } },
} as const;

/** @throws AppError story_not_found  also when it is not, or no longer, published */
export async function getPublicStory(ctx: Ctx, slug: string): Promise<PublicStory> {
	const row = await ctx.db.story.findFirst({
		where: { slug, status: "published", OR: [{ hubId: null }, { hub: { is: { published: true } } }] },
		select: WHOLE,
	});
	if (!row) throw notFound("story", slug.slice(0, 80));
	return toPublicStory(ctx, row, await nextStory(ctx, row));
}

/**
 * The story as the public would see it, whatever its state: for who may read it in the console.
 * @throws AppError story_not_found
 */
export async function previewStory(ctx: Ctx, storyId: string): Promise<PublicStory & { status: string }> {
	const row = isUuid(storyId) ? await ctx.db.story.findUnique({ where: { id: storyId }, select: WHOLE }) : null;
	if (!row) throw notFound("story", storyId);
	return { ...(await toPublicStory(ctx, row, null)), status: row.status };
}

async function toPublicStory(
	ctx: Ctx,
	row: Row & {
		authorsJa: string;
		authorsEn: string;
		sources: { citation: string; doi: string | null; url: string | null }[];
		fund: { slug: string; nameJa: string; nameEn: string; status: string; hub: { slug: string } | null } | null;
		campaign: { slug: string; titleJa: string; titleEn: string; status: string } | null;
	},
	next: StoryCard | null,
): Promise<PublicStory> {
	const lang = langOf(row, ctx.lang);
	const blocks = parseRichText(lang === "en" ? row.bodyEn : row.bodyJa);
	const images = await shownImages(ctx, [...imageIdsOf(blocks), row.imageId], lang);
	return {
		...toCard(row, ctx.lang, images),
		isFallback: lang !== ctx.lang,
		isBilingual: langOf(row, "en") === "en",
		authors: lang === "en" && row.authorsEn !== "" ? row.authorsEn : row.authorsJa,
		blocks,
		images,
		sources: row.sources.map(({ citation, doi, url }) => ({ citation, doi, href: doi === null ? url : doiUrl(doi) })),
		updatedOn: jstDayString(row.updatedAt),
		give: giveOf(row, ctx.lang),
		next,
	};
}

/** The campaign while it runs, else the fund, else the hub's own give page. */
function giveOf(
	row: {
		fund: { slug: string; nameJa: string; nameEn: string; status: string; hub: { slug: string } | null } | null;
		campaign: { slug: string; titleJa: string; titleEn: string; status: string } | null;
		hub: { slug: string; nameJa: string; nameEn: string } | null;
	},
	lang: Lang,
): PublicStory["give"] {
	const { fund, campaign, hub } = row;
	if (campaign?.status === "published") {
		const name = lang === "en" && campaign.titleEn !== "" ? campaign.titleEn : campaign.titleJa;
		return { kind: "campaign", name, href: `/${lang}/campaigns/${campaign.slug}` };
	}
	const nameOf = (named: { nameJa: string; nameEn: string }) => (lang === "ja" ? named.nameJa : named.nameEn);
	if (fund?.status === "open") {
		const base = fund.hub === null ? `/${lang}/give` : `/${lang}/hubs/${fund.hub.slug}/give`;
		return { kind: "fund", name: nameOf(fund), href: `${base}?fund=${fund.slug}` };
	}
	return hub && { kind: "fund", name: nameOf(hub), href: `/${lang}/hubs/${hub.slug}/give` };
}

/** The one before it in time, of its hub where there is one, so that a reader can go on. */
async function nextStory(ctx: Ctx, row: Row): Promise<StoryCard | null> {
	const hubId = row.hub?.id ?? null;
	for (const where of [{ hubId }, {}]) {
		const found: Row | null = await ctx.db.story.findFirst({
			where: {
				status: "published",
				...where,
				id: { not: row.id },
				OR: [{ hubId: null }, { hub: { is: { published: true } } }],
				...(row.publishedAt === null || "hubId" in where ? {} : { publishedAt: { lte: row.publishedAt } }),
			},
			select: CARD,
			orderBy: [{ publishedAt: "desc" }, { id: "desc" }],
		});
		if (found) return toCard(found, ctx.lang, await shownImages(ctx, [found.imageId]));
	}
	return null;
}
