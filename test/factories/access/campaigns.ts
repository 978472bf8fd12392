import { draftCampaign } from "../campaigns";
import type { AccessLines } from "./lines";
import { ADMINS, answers, EVERYBODY, ownRow } from "./lines";

/** A campaign names no donor: all staff of the hub read a draft; officers and administrators write it. */
const readsDraft = answers(
	EVERYBODY.filter((who) => who !== "officer of IRCN"),
	200,
	404,
);

export const campaignAccess: AccessLines = {
	console: {
		"routes/console/campaigns.tsx": () => 200,
		"routes/console/campaign-new.tsx": answers([...ADMINS, "officer", "officer of IRCN", "secretariat"]),
		"routes/console/campaign.tsx": readsDraft,
		"routes/console/campaign-preview.tsx": readsDraft,
		"routes/console/campaign-edit.tsx": ownRow([...ADMINS, "officer"]),
	},
	api: {
		"routes/api/v1/campaigns.ts": () => 200,
		"routes/api/v1/campaign.ts": readsDraft,
	},
	takesPost: [],
	onlyPost: [],
	rows: async (world) => ({ campaignId: await draftCampaign([world.fundId]), campaign: "see-what-moves" }),
};
