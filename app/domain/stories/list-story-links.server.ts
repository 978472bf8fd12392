import type { Ctx } from "../access/ctx.server";

/** Funds and campaigns a story of a hub may show the use of: the hub's own and the programme's. */
export async function listStoryLinks(ctx: Ctx, hubId: string | null) {
	const ofHub = { OR: [{ hubId }, { hubId: null }] };
	const [funds, campaigns] = await Promise.all([
		ctx.db.fund.findMany({
			where: { ...ofHub, status: "open" },
			select: { id: true, nameJa: true, nameEn: true },
			orderBy: [{ hubId: "asc" }, { sortOrder: "asc" }],
			take: 100,
		}),
		ctx.db.campaign.findMany({
			where: { OR: [...ofHub.OR, { funds: { some: { fund: { hubId } } } }], status: { not: "withdrawn" } },
			select: { id: true, titleJa: true, titleEn: true },
			orderBy: { id: "desc" },
			take: 100,
		}),
	]);
	return { funds, campaigns };
}
