import type { Ctx } from "../access/ctx.server";
import { jstDayString } from "../calendar/fiscal-year";
import { CARD_INCLUDE, type CampaignCard, toCampaignCard } from "./public-campaign";

/** No page shows more at once. */
const MOST = 60;

/**
 * Published campaigns in the reader's language: those that run first, the nearest end before; then those to come; then
 * those that ended, the latest first.
 * @param of.hubId  only those that are this hub's or give to one of its funds
 */
export async function listPublicCampaigns(
	ctx: Ctx,
	of: { hubId?: string; limit?: number } = {},
): Promise<CampaignCard[]> {
	const limit = Math.min(of.limit ?? MOST, MOST);
	const today = jstDayString(ctx.now);
	const day = new Date(today);
	const ofHub =
		of.hubId === undefined ? {} : { OR: [{ hubId: of.hubId }, { funds: { some: { fund: { hubId: of.hubId } } } }] };
	const where = { status: "published", AND: [ofHub] };
	const open = await ctx.db.campaign.findMany({
		where: { ...where, endsOn: { gte: day } },
		include: CARD_INCLUDE,
		orderBy: [{ endsOn: "asc" }, { id: "asc" }],
		take: limit,
	});
	const ended =
		open.length >= limit
			? []
			: await ctx.db.campaign.findMany({
					where: { ...where, endsOn: { lt: day } },
					include: CARD_INCLUDE,
					orderBy: [{ endsOn: "desc" }, { id: "desc" }],
					take: limit - open.length,
				});
	const cards = [...open, ...ended].map((row) => toCampaignCard(row, ctx.lang, today));
	const inPhase = (phase: CampaignCard["phase"]) => cards.filter((card) => card.phase === phase);
	return [...inPhase("running"), ...inPhase("upcoming"), ...inPhase("ended")];
}
