import { notFound } from "~/platform/errors";
import type { Ctx } from "../access/ctx.server";

/** Hubs that have published a story: what readers can choose by. */
export function listStoryHubs(ctx: Ctx): Promise<{ id: string; slug: string; abbreviation: string }[]> {
	return ctx.db.hub.findMany({
		where: { published: true, stories: { some: { status: "published" } } },
		select: { id: true, slug: true, abbreviation: true },
		orderBy: { abbreviation: "asc" },
	});
}

/** @throws AppError hub_not_found  also when it is not published */
export async function getStoryHub(ctx: Ctx, slug: string): Promise<{ id: string; slug: string; abbreviation: string }> {
	const hub = await ctx.db.hub.findFirst({
		where: { slug, published: true },
		select: { id: true, slug: true, abbreviation: true },
	});
	if (!hub) throw notFound("hub", slug.slice(0, 40));
	return hub;
}
