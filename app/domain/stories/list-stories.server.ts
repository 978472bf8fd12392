import { forbidden } from "~/platform/errors";
import { mayEver } from "../access/authorize.server";
import type { Ctx } from "../access/ctx.server";
import { listMyHubs } from "../access/list-my-hubs.server";
import type { StoryState } from "./story.status";
import { storyRights } from "./story-row.server";

const PAGE = 30;

export type StoryFilter = {
	hubId?: string;
	/** only the programme's own */
	ofProgramme?: boolean;
	status?: StoryState;
	q?: string;
	cursor?: string;
	limit?: number;
};

/**
 * Stories the actor works with: of their hubs and of the programme; what others have published is on the public pages.
 * @throws AppError forbidden
 */
export async function listStories(ctx: Ctx, filter: StoryFilter = {}) {
	if (!mayEver(ctx, "read", "Story")) throw forbidden("read Story");
	const { hubId, ofProgramme = false, status, q, cursor, limit = PAGE } = filter;
	const { hubs, everyHub } = await listMyHubs(ctx);
	const mine = { OR: [{ hubId: null }, { hubId: { in: hubs.map(({ id }) => id) } }] };
	const words = q?.trim()
		? { OR: [{ titleJa: { contains: q.trim() } }, { titleEn: { contains: q.trim(), mode: "insensitive" as const } }] }
		: {};
	const stories = await ctx.db.story.findMany({
		where: {
			AND: [everyHub ? {} : mine, words, cursor === undefined ? {} : { id: { lt: cursor } }],
			...(ofProgramme ? { hubId: null } : hubId === undefined ? {} : { hubId }),
			...(status === undefined ? {} : { status }),
		},
		select: {
			...{ id: true, slug: true, titleJa: true, titleEn: true, bodyEn: true, status: true, level: true },
			...{ imageId: true, publishedAt: true, updatedAt: true },
			hub: { select: { slug: true, abbreviation: true, nameJa: true, nameEn: true } },
		},
		orderBy: { id: "desc" },
		take: limit + 1,
	});
	const shown = stories.slice(0, limit);
	return {
		stories: shown.map(({ bodyEn, ...story }) => ({ ...story, hasEnglish: bodyEn !== "" })),
		nextCursor: stories.length > limit ? (shown.at(-1)?.id ?? null) : null,
	};
}

/** Where the actor may begin one: hubs by id, and the programme as null. */
export async function listStoryPlaces(ctx: Ctx) {
	if (!mayEver(ctx, "change", "Story")) throw forbidden("change Story");
	const { hubs } = await listMyHubs(ctx);
	const places = [null, ...hubs];
	const may = await Promise.all(places.map(async (hub) => (await storyRights(ctx, hub?.id ?? null)).change));
	return places.filter((_, at) => may[at]);
}
