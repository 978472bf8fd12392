import { forbidden, notFound } from "~/platform/errors";
import { actorId } from "../access/actor";
import { isUuid, mayDo, mayEver } from "../access/authorize.server";
import type { Ctx } from "../access/ctx.server";

/** A hub whose coverage the actor reads. @throws AppError forbidden, hub_not_found */
export async function coveredHub(ctx: Ctx, hubId: string) {
	if (!mayEver(ctx, "read", "HubOutlook")) throw forbidden("read HubOutlook");
	const hub = isUuid(hubId) ? await ctx.db.hub.findUnique({ where: { id: hubId }, include: { hosts: true } }) : null;
	if (!hub || !mayDo(ctx, "read", "HubOutlook", { hubId: hub.id, hub: { hosts: hub.hosts } })) {
		throw notFound("hub", hubId);
	}
	return hub;
}

/** Whose what-if it is: a signed-in person's. @throws AppError forbidden */
export function scenarioOwner(ctx: Ctx): string {
	const userId = actorId(ctx.actor);
	if (ctx.actor.kind !== "staff" || userId === null) throw forbidden("keep a scenario without being signed in");
	return userId;
}
