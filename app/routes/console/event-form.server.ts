import type { Ctx } from "~/domain/access/ctx.server";
import { EVENT_AUDIENCES, EVENT_KINDS } from "~/domain/events/event-kinds";
import { type getEvent, listEventStories } from "~/domain/events/list-events.server";
import { listImages } from "~/domain/images/list-images.server";
import { getT } from "~/i18n/texts.server";
import { sentValues } from "./fund-view.server";

const SHOWN_IMAGES = 40;

/** What the form of an event offers. */
export async function eventOptions(ctx: Ctx, hubId: string) {
	const t = getT(ctx.lang, "console");
	const [stories, { images }] = await Promise.all([
		listEventStories(ctx, hubId),
		listImages(ctx, { hubId, limit: SHOWN_IMAGES }),
	]);
	return {
		options: {
			kinds: EVENT_KINDS.map((value) => ({ value, label: t(`eventKind.${value}`) })),
			audiences: EVENT_AUDIENCES.map((value) => ({ value, label: t(`eventAudience.${value}`) })),
			stories: stories.map(({ id, titleJa, titleEn }) => ({
				value: id,
				label: (ctx.lang === "en" && titleEn) || titleJa,
			})),
		},
		images: images.map(({ id, altJa, altEn }) => ({ id, alt: (ctx.lang === "en" && altEn) || altJa })),
	};
}

/** An event as its form shows it. */
export function eventFormOf(event: Awaited<ReturnType<typeof getEvent>>) {
	const { titleJa, titleEn, descriptionJa, descriptionEn, placeJa, placeEn, kind, slug, startsOn, endsOn } = event;
	return {
		values: {
			...{ titleJa, titleEn, descriptionJa, descriptionEn, placeJa, placeEn, kind, slug, startsOn },
			endsOn: endsOn === startsOn ? "" : endsOn,
			expectedCount: event.expectedCount?.toString() ?? "",
			attendedCount: event.attendedCount?.toString() ?? "",
			url: event.url ?? "",
			imageId: event.imageId ?? "",
		} as Record<string, string>,
		audiences: event.audiences,
		storyIds: event.stories.map(({ id }) => id),
	};
}

/** What was sent, given back after an error. */
export function sentEvent(sent: FormData) {
	const all = (name: string) => sent.getAll(name).filter((value): value is string => typeof value === "string");
	return { values: sentValues(sent), audiences: all("audiences"), storyIds: all("storyIds") };
}
