import type { Lang } from "~/i18n/lang";
import { notFound } from "~/platform/errors";
import { isUuid } from "../access/authorize.server";
import type { Ctx } from "../access/ctx.server";
import { jstDayString } from "../calendar/fiscal-year";
import type { ShownImage } from "../images/image-kinds";
import { shownImages } from "../images/shown-images.server";
import { parseRichText, type RichBlock } from "../rich-text/rich-text";
import { EVENT_AUDIENCES, EVENT_KINDS, type EventAudience, type EventKind } from "./event-kinds";

const PAGE = 12;

export interface EventCard {
	slug: string;
	kind: EventKind;
	title: string;
	place: string;
	startsOn: string;
	endsOn: string;
	hub: { slug: string; abbreviation: string; name: string };
	image: ShownImage | null;
}

const CARD = {
	...{ id: true, slug: true, kind: true, titleJa: true, titleEn: true, placeJa: true, placeEn: true },
	...{ startsOn: true, endsOn: true, imageId: true },
	hub: { select: { slug: true, abbreviation: true, nameJa: true, nameEn: true } },
} as const;

type Row = {
	slug: string;
	kind: string;
	titleJa: string;
	titleEn: string;
	placeJa: string;
	placeEn: string;
	startsOn: Date;
	endsOn: Date;
	imageId: string | null;
	hub: { slug: string; abbreviation: string; nameJa: string; nameEn: string };
};

const inLang = (lang: Lang, ja: string, en: string) => (lang === "en" && en !== "" ? en : ja);
const dayText = (day: Date) => day.toISOString().slice(0, 10);

/**
 * Published events: those to come with the nearest first, or those gone by with the latest first.
 * @param input.when  to come, unless it says otherwise
 */
export async function listPublicEvents(
	ctx: Ctx,
	input: { hubId?: string; when?: "coming" | "past"; limit?: number; cursor?: string } = {},
): Promise<{ events: EventCard[]; nextCursor: string | null }> {
	const { hubId, when = "coming", limit = PAGE, cursor } = input;
	const today = new Date(`${jstDayString(ctx.now)}T00:00:00Z`);
	const rows = await ctx.db.outreachEvent.findMany({
		where: {
			status: "published",
			hub: { published: true },
			endsOn: when === "coming" ? { gte: today } : { lt: today },
			...(hubId === undefined ? {} : { hubId }),
		},
		select: CARD,
		orderBy: when === "coming" ? [{ startsOn: "asc" }, { id: "asc" }] : [{ startsOn: "desc" }, { id: "desc" }],
		take: limit + 1,
		...(cursor !== undefined && isUuid(cursor) ? { cursor: { id: cursor }, skip: 1 } : {}),
	});
	const shown = rows.slice(0, limit);
	const images = await shownImages(
		ctx,
		shown.map(({ imageId }) => imageId),
	);
	return {
		events: shown.map((row) => toCard(row, ctx.lang, images)),
		nextCursor: rows.length > limit ? (shown.at(-1)?.id ?? null) : null,
	};
}

function toCard(row: Row, lang: Lang, images: Readonly<Record<string, ShownImage>>): EventCard {
	const { hub } = row;
	return {
		slug: row.slug,
		kind: EVENT_KINDS.find((kind) => kind === row.kind) ?? "other",
		title: inLang(lang, row.titleJa, row.titleEn),
		place: inLang(lang, row.placeJa, row.placeEn),
		...{ startsOn: dayText(row.startsOn), endsOn: dayText(row.endsOn) },
		hub: { slug: hub.slug, abbreviation: hub.abbreviation, name: lang === "ja" ? hub.nameJa : hub.nameEn },
		image: row.imageId === null ? null : (images[row.imageId] ?? null),
	};
}

export interface PublicEvent extends EventCard {
	isPast: boolean;
	audiences: EventAudience[];
	description: RichBlock[];
	/** Japanese words where English was asked for and is not there */
	descriptionLang: Lang;
	/** counted afterwards; null before, and where nobody counted */
	attendedCount: number | null;
	/** where to book a seat */
	url: string | null;
	stories: { slug: string; title: string; lang: Lang }[];
	updatedOn: string;
}

/** @throws AppError event_not_found  also when it is not published */
export async function getPublicEvent(ctx: Ctx, slug: string): Promise<PublicEvent> {
	const row = await ctx.db.outreachEvent.findFirst({
		where: { slug, status: "published", hub: { published: true } },
		select: {
			...CARD,
			...{ descriptionJa: true, descriptionEn: true, audiences: true, attendedCount: true, url: true, updatedAt: true },
			stories: {
				where: { story: { status: "published" } },
				select: { story: { select: { slug: true, titleJa: true, titleEn: true } } },
			},
		},
	});
	if (!row) throw notFound("event", slug.slice(0, 80));
	const { lang } = ctx;
	const isPast = dayText(row.endsOn) < jstDayString(ctx.now);
	const descriptionLang = lang === "en" && row.descriptionEn !== "" ? "en" : "ja";
	return {
		...toCard(row, lang, await shownImages(ctx, [row.imageId])),
		isPast,
		audiences: EVENT_AUDIENCES.filter((one) => row.audiences.includes(one)),
		description: parseRichText(descriptionLang === "en" ? row.descriptionEn : row.descriptionJa),
		descriptionLang,
		attendedCount: isPast ? row.attendedCount : null,
		url: isPast ? null : row.url,
		stories: row.stories.map(({ story }) => ({
			slug: story.slug,
			title: inLang(lang, story.titleJa, story.titleEn),
			lang: lang === "en" && story.titleEn !== "" ? "en" : "ja",
		})),
		updatedOn: jstDayString(row.updatedAt),
	};
}
