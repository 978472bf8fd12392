import { forbidden, notFound } from "~/platform/errors";
import { mayDo } from "../access/authorize.server";
import type { Ctx } from "../access/ctx.server";
import { visibleWhere } from "../access/visible-where.server";

/** @throws AppError hub_not_found  when the actor's roles do not reach it */
export async function overseenHub(ctx: Ctx, where: { id: string } | { slug: string }) {
	const hub = await ctx.db.hub.findFirst({
		where: { AND: [where, visibleWhere(ctx.ability, "oversee", "Hub")] },
		include: { hosts: true },
	});
	if (!hub) throw notFound("hub", "id" in where ? where.id : where.slug);
	return { ...hub, mayPublishGoal: mayDo(ctx, "publishGoal", "Hub", hub) };
}

/** The same, and the actor decides on its goals. @throws AppError hub_not_found, forbidden */
export async function hubToPublish(ctx: Ctx, hubId: string): Promise<{ id: string }> {
	const hub = await overseenHub(ctx, { id: hubId });
	if (!hub.mayPublishGoal) throw forbidden(`publishGoal hub ${hubId}`);
	return hub;
}
