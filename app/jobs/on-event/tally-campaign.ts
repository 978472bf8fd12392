import { jobContext } from "~/domain/access/ctx.server";
import { tallyCampaign as tally } from "~/domain/campaigns/tally-campaign.server";

export async function tallyCampaign(input: { campaignId: string }): Promise<void> {
	await tally(await jobContext("tallyCampaign"), input);
}
