import { findCampaign } from "~/domain/campaigns/list-campaigns.server";
import { answers, onlyGet } from "./answer.server";
import { campaignAnswer } from "./campaign-answer";
import { ENDPOINTS } from "./endpoints";

export const loader = answers(ENDPOINTS.campaign, async (ctx, { campaign }) =>
	campaignAnswer(await findCampaign(ctx, campaign)),
);

export const action = onlyGet;
