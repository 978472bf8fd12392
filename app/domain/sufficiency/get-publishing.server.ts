import { notFound } from "~/platform/errors";
import { mayDo } from "../access/authorize.server";
import type { Ctx } from "../access/ctx.server";
import { COVERAGE_PUBLISHED, type CoveragePublished } from "./get-public-coverage.server";

/** What a hub publishes of its coverage, and whether the actor decides on it. @throws AppError hub_not_found */
export async function getPublishing(
	ctx: Ctx,
	hubId: string,
): Promise<{ level: CoveragePublished; mayPublish: boolean; pageIsPublic: boolean }> {
	const hub = await ctx.db.hub.findUnique({ where: { id: hubId }, include: { hosts: true } });
	if (!hub) throw notFound("hub", hubId);
	return {
		level: COVERAGE_PUBLISHED.find((level) => level === hub.coveragePublished) ?? "none",
		mayPublish: mayDo(ctx, "publishCoverage", "Hub", hub),
		pageIsPublic: hub.published,
	};
}
