import { jobContext } from "~/domain/access/ctx.server";
import { yen } from "~/domain/money/yen";
import { createOpportunity } from "~/domain/opportunities/create-opportunity.server";
import type { AccessLines } from "./lines";
import { ADMINS, answers, ownRow } from "./lines";

/** What an officer hopes for names donors: officers, finance and administrators, nobody else. */
export const opportunityAccess: AccessLines = {
	console: {
		"routes/console/opportunities.tsx": answers([...ADMINS, "finance", "officer", "officer of IRCN"]),
		"routes/console/opportunity-new.tsx": answers([...ADMINS, "officer", "officer of IRCN"]),
		"routes/console/opportunity.tsx": ownRow([...ADMINS, "finance", "officer"]),
	},
	api: {},
	takesPost: [],
	onlyPost: [],
	rows: async (world, ownGift) => {
		const { hubId, institutionId, donorId } = await world.gift(ownGift);
		const { opportunityId } = await createOpportunity(await jobContext("test"), {
			hubId: hubId ?? "",
			institutionId,
			donorId,
			name: "来年度の大口寄附",
			use: "talent",
			amountYen: yen(3_000_000),
			expectedOn: "2027-03-15",
		});
		return { opportunityId };
	},
};
