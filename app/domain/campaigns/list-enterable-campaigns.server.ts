import type { Ctx } from "../access/ctx.server";
import { inLang } from "./public-campaign";

const MOST = 100;

/** Campaigns an entered gift to one of these funds can answer: public ones, and those that have ended. */
export async function listEnterableCampaigns(
	ctx: Ctx,
	fundIds: readonly string[],
): Promise<{ slug: string; title: string }[]> {
	if (fundIds.length === 0) return [];
	const rows = await ctx.db.campaign.findMany({
		where: { publishedAt: { not: null }, funds: { some: { fundId: { in: [...fundIds] } } } },
		select: { slug: true, titleJa: true, titleEn: true },
		orderBy: [{ endsOn: "desc" }, { id: "desc" }],
		take: MOST,
	});
	return rows.map(({ slug, titleJa, titleEn }) => ({ slug, title: inLang(ctx.lang, titleJa, titleEn) }));
}
