import { authorize } from "../access/authorize.server";
import type { Ctx } from "../access/ctx.server";
import { jstDayString } from "../calendar/fiscal-year";
import type { CampaignState } from "./campaign.status";
import { CARD_INCLUDE, type CampaignCard, toCampaignCard } from "./public-campaign";

export const CAMPAIGNS_PER_PAGE = 50;

export type CampaignListRow = CampaignCard & { status: CampaignState };

/**
 * Campaigns the actor may see, drafts too, newest first.
 * @param input.hubId  null: only the programme's
 * @param input.cursor  id of the last one of the page before
 */
export async function listCampaigns(
	ctx: Ctx,
	input: { hubId?: string | null; status?: CampaignState; cursor?: string; limit?: number },
): Promise<{ campaigns: CampaignListRow[]; nextCursor: string | null }> {
	await authorize(ctx, "read", "Campaign");
	const { hubId, status, cursor, limit = CAMPAIGNS_PER_PAGE } = input;
	const rows = await ctx.db.campaign.findMany({
		where: { hubId, status, ...(cursor === undefined ? {} : { id: { lt: cursor } }) },
		include: CARD_INCLUDE,
		orderBy: { id: "desc" },
		take: limit + 1,
	});
	const today = jstDayString(ctx.now);
	const campaigns = rows
		.slice(0, limit)
		.map((row) => ({ ...toCampaignCard(row, ctx.lang, today), status: row.status as CampaignState }));
	return { campaigns, nextCursor: rows.length > limit ? (campaigns.at(-1)?.id ?? null) : null };
}
