import { jobContext } from "~/domain/access/ctx.server";
import { createCampaign } from "~/domain/campaigns/create-campaign.server";
import { type AccessLines, answers, EVERYBODY } from "./lines";

/** Counts of what was asked and told name nobody: all staff read those of their hub, and hand on its pages. */
export const outcomeAccess: AccessLines = {
	console: {
		"routes/console/outcomes.tsx": () => 200,
		"routes/console/outcome.tsx": answers(
			EVERYBODY.filter((who) => who !== "officer of IRCN"),
			200,
			404,
		),
		"routes/console/share.tsx": () => 200,
	},
	api: {},
	takesPost: [],
	onlyPost: [],
	rows: async (world, ownGift) => {
		const { hubId, fundId } = await world.gift(ownGift);
		const { campaignId } = await createCampaign(await jobContext("test"), {
			hubId,
			fields: {
				slug: "counted",
				titleJa: "数えるキャンペーン",
				titleEn: "",
				summaryJa: "数えます。",
				summaryEn: "",
				storyJa: "",
				storyEn: "",
				imageId: "",
				goalKind: "yen",
				goalAmount: "1000000",
				startsOn: "2026-10-01",
				endsOn: "2027-03-31",
				fundIds: [fundId],
				offers: [],
			},
		});
		return { outcomeKind: "campaign", outcomeId: campaignId };
	},
};
