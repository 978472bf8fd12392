import { notFound } from "~/platform/errors";
import { mayDo } from "../access/authorize.server";
import type { Ctx } from "../access/ctx.server";

/** How much of its way to standing alone a hub shows in public. */
export const PUBLISH_LEVELS = ["none", "ratio", "sources"] as const;
export type PublishLevel = (typeof PUBLISH_LEVELS)[number];

/** What a hub publishes of its coverage, and whether the actor decides on it. @throws AppError hub_not_found */
export async function getPublishing(
	ctx: Ctx,
	hubId: string,
): Promise<{ level: PublishLevel; mayPublish: boolean; pageIsPublic: boolean }> {
	const hub = await ctx.db.hub.findUnique({ where: { id: hubId }, include: { hosts: true } });
	if (!hub) throw notFound("hub", hubId);
	return {
		level: PUBLISH_LEVELS.find((level) => level === hub.coveragePublished) ?? "none",
		mayPublish: mayDo(ctx, "publishCoverage", "Hub", hub),
		pageIsPublic: hub.published,
	};
}
