import { jobContext } from "~/domain/access/ctx.server";
import type { CampaignInput } from "~/domain/campaigns/campaign.schema";
import { createCampaign } from "~/domain/campaigns/create-campaign.server";
import { hubScope } from "./staff";

const WORDS = {
	slug: "see-what-moves",
	titleJa: "動く分子を、この目で",
	titleEn: "See what moves",
	summaryJa: "生きた分子の動きを見る顕微鏡を、次の世代へ。",
	summaryEn: "A microscope for molecules at work.",
	storyJa: "まだ誰も見たことのない動きがあります。",
	storyEn: "There are motions nobody has seen.",
	imageId: "",
	goalKind: "yen",
	goalAmount: 1_000_000n,
	startsOn: "2026-05-01",
	endsOn: "2026-07-31",
	offers: [],
};

/** A draft of NanoLSI, as its officer would have written it. */
export async function draftCampaign(fundIds: string[], fields: Partial<CampaignInput> = {}): Promise<string> {
	const scope = await hubScope("nanolsi");
	const { campaignId } = await createCampaign(await jobContext("factory"), {
		hubId: scope.kind === "hub" ? scope.hubId : null,
		fields: { ...WORDS, fundIds, ...fields },
	});
	return campaignId;
}
