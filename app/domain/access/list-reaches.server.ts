import { grantsOf } from "./actor.ts";
import type { Ctx } from "./ctx.server.ts";
import type { Scope } from "./roles.ts";

export type Reach = { value: string; scope: Scope; nameJa: string; nameEn: string };

/** The scopes an administrator may hand on, each with the word a form sends for it. */
export async function listReaches(ctx: Ctx): Promise<Reach[]> {
	const scopes = grantsOf(ctx.actor).flatMap((grant) => (grant.role === "admin" ? [grant.scope] : []));
	const everything = scopes.some((scope) => scope.kind === "programme");
	const hubIds = scopes.flatMap((scope) => (scope.kind === "hub" ? [scope.hubId] : []));
	const institutionIds = scopes.flatMap((scope) => (scope.kind === "institution" ? [scope.institutionId] : []));
	const [institutions, hubs] = await Promise.all([
		ctx.db.institution.findMany({
			where: everything ? {} : { id: { in: institutionIds } },
			select: { id: true, slug: true, nameJa: true, nameEn: true },
			orderBy: { slug: "asc" },
		}),
		ctx.db.hub.findMany({
			where: everything ? {} : { id: { in: hubIds } },
			select: { id: true, slug: true, nameJa: true, nameEn: true },
			orderBy: { slug: "asc" },
		}),
	]);
	return [
		...(everything
			? [
					{
						value: "programme",
						scope: { kind: "programme" as const },
						nameJa: "プログラム全体",
						nameEn: "Whole programme",
					},
				]
			: []),
		...institutions.map(({ id, slug, ...names }) => ({
			value: `institution:${slug}`,
			scope: { kind: "institution" as const, institutionId: id },
			...names,
		})),
		...hubs.map(({ id, slug, ...names }) => ({
			value: `hub:${slug}`,
			scope: { kind: "hub" as const, hubId: id },
			...names,
		})),
	];
}
