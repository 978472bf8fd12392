import type { Ctx } from "../access/ctx.server";

const facts = {
	id: true,
	slug: true,
	abbreviation: true,
	nameJa: true,
	nameEn: true,
	adoptedFiscalYear: true,
	hosts: {
		select: { isPrimary: true, institution: { select: { slug: true } } },
		orderBy: [{ isPrimary: "desc" as const }, { institutionId: "asc" as const }],
	},
	supportPeriods: {
		select: { kind: true, firstFiscalYear: true, lastFiscalYear: true },
		orderBy: { firstFiscalYear: "asc" as const },
	},
};

/** Hubs in the order of their slugs. @param input.cursor  slug of the last hub of the page before */
export function listHubFacts(ctx: Ctx, input: { cursor?: string; limit: number }) {
	return ctx.db.hub.findMany({
		where: input.cursor === undefined ? {} : { slug: { gt: input.cursor } },
		select: facts,
		orderBy: { slug: "asc" },
		take: input.limit,
	});
}

export function findHubFacts(ctx: Ctx, slug: string) {
	return ctx.db.hub.findUnique({ where: { slug }, select: facts });
}
