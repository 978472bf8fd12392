import type { Ctx } from "../access/ctx.server";

/** Funds in the order of their slugs. @param input.cursor  slug of the last fund of the page before */
export function listFundFacts(ctx: Ctx, input: { hub?: string; cursor?: string; limit: number }) {
	return ctx.db.fund.findMany({
		where: {
			...(input.hub === undefined ? {} : { hub: { slug: input.hub } }),
			...(input.cursor === undefined ? {} : { slug: { gt: input.cursor } }),
		},
		select: {
			id: true,
			slug: true,
			nameJa: true,
			nameEn: true,
			use: true,
			taxTreatment: true,
			overheadBasisPoints: true,
			minYen: true,
			maxYen: true,
			status: true,
			hub: { select: { slug: true } },
			institution: { select: { slug: true } },
		},
		orderBy: { slug: "asc" },
		take: input.limit,
	});
}
