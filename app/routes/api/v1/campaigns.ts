import type { CampaignState } from "~/domain/campaigns/campaign.status";
import { listCampaigns } from "~/domain/campaigns/list-campaigns.server";
import { findHubFacts } from "~/domain/hubs/list-hub-facts.server";
import { notFound } from "~/platform/errors";
import { answers, onlyGet } from "./answer.server";
import { campaignAnswer } from "./campaign-answer";
import { ENDPOINTS } from "./endpoints";

export const loader = answers(ENDPOINTS.campaigns, async (ctx, { hub, status, cursor, limit }) => {
	const hubId = hub === undefined ? undefined : (await findHubFacts(ctx, hub))?.id;
	if (hub !== undefined && hubId === undefined) throw notFound("hub", hub);
	const asked = { hubId, status: status as CampaignState | undefined, cursor, limit };
	const { campaigns, nextCursor } = await listCampaigns(ctx, asked);
	return { data: campaigns.map(campaignAnswer), nextCursor };
});

export const action = onlyGet;
