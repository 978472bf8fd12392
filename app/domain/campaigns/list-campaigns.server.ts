import { notFound } from "~/platform/errors";
import { authorize } from "../access/authorize.server";
import type { Ctx } from "../access/ctx.server";
import { jstDayString } from "../calendar/fiscal-year";
import type { CampaignState } from "./campaign.status";
import { CARD_INCLUDE, type CampaignCard, type CampaignRow, toCampaignCard } from "./public-campaign";

export const CAMPAIGNS_PER_PAGE = 50;

/** The writer's words in both languages, beside the card in the reader's. */
type Words = { titleJa: string; titleEn: string; summaryJa: string; summaryEn: string };
export type CampaignListRow = CampaignCard & { status: CampaignState; words: Words };

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
	const campaigns = rows.slice(0, limit).map((row) => toListRow(ctx, row, today));
	return { campaigns, nextCursor: rows.length > limit ? (campaigns.at(-1)?.id ?? null) : null };
}

/**
 * One of them by the last part of its address.
 * @throws AppError forbidden, campaign_not_found
 */
export async function findCampaign(ctx: Ctx, slug: string): Promise<CampaignListRow> {
	await authorize(ctx, "read", "Campaign");
	const row = await ctx.db.campaign.findUnique({ where: { slug }, include: CARD_INCLUDE });
	if (!row) throw notFound("campaign", slug);
	return toListRow(ctx, row, jstDayString(ctx.now));
}

function toListRow(ctx: Ctx, row: CampaignRow & { status: string }, today: string): CampaignListRow {
	const { titleJa, titleEn, summaryJa, summaryEn } = row;
	const words = { titleJa, titleEn, summaryJa, summaryEn };
	return { ...toCampaignCard(row, ctx.lang, today), status: row.status as CampaignState, words };
}
