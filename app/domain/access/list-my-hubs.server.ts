import { type Actor, grantsOf } from "./actor.ts";
import type { Ctx } from "./ctx.server.ts";

export type HubChoice = { id: string; slug: string; abbreviation: string; nameJa: string; nameEn: string };

/** The hubs an actor's roles reach, in the order of their names: for filters and for saying whose figures these are. */
export async function listMyHubs(ctx: Ctx): Promise<{ hubs: HubChoice[]; everyHub: boolean }> {
	const scopes = scopesOf(ctx.actor);
	const everyHub = scopes.some((scope) => scope.kind === "programme");
	const hubIds = scopes.flatMap((scope) => (scope.kind === "hub" ? [scope.hubId] : []));
	const institutionIds = scopes.flatMap((scope) => (scope.kind === "institution" ? [scope.institutionId] : []));
	const hubs = await ctx.db.hub.findMany({
		where: everyHub
			? {}
			: { OR: [{ id: { in: hubIds } }, { hosts: { some: { institutionId: { in: institutionIds } } } }] },
		select: { id: true, slug: true, abbreviation: true, nameJa: true, nameEn: true },
		orderBy: { abbreviation: "asc" },
	});
	return { hubs, everyHub };
}

function scopesOf(actor: Actor) {
	return actor.kind === "job" ? [{ kind: "programme" as const }] : grantsOf(actor).map((grant) => grant.scope);
}

/** The institutions an actor's roles name. */
export async function listMyInstitutions(ctx: Ctx): Promise<{ id: string; nameJa: string; nameEn: string }[]> {
	const ids = scopesOf(ctx.actor).flatMap((scope) => (scope.kind === "institution" ? [scope.institutionId] : []));
	if (ids.length === 0) return [];
	return ctx.db.institution.findMany({ where: { id: { in: ids } }, select: { id: true, nameJa: true, nameEn: true } });
}
