import { defineStates } from "../states.ts";

/** A campaign is public once a second person has published it; its days say whether it runs. */
export const campaign = defineStates("campaign", {
	initial: ["draft"],
	moves: {
		draft: ["in_review"],
		/** Waits for a second person; sent back with a note it is a draft again. */
		in_review: ["published", "draft"],
		/** Taken back to be corrected, or for good. */
		published: ["draft", "withdrawn"],
		withdrawn: [],
	},
});

export const CAMPAIGN_STATES = campaign.all;
export type CampaignState = (typeof CAMPAIGN_STATES)[number];

export const CAMPAIGN_GOAL_KINDS = ["yen", "donors", "monthly_donors"] as const;
export type CampaignGoalKind = (typeof CAMPAIGN_GOAL_KINDS)[number];
