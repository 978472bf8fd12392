import { draftCampaign } from "../campaigns";
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
		const { fundId } = await world.gift(ownGift);
		const campaignId = await draftCampaign([fundId], { slug: "counted" });
		return { outcomeKind: "campaign", outcomeId: campaignId };
	},
};
