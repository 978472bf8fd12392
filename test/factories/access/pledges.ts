import { jobContext } from "~/domain/access/ctx.server";
import { createPledge } from "~/domain/pledges/create-pledge.server";
import type { AccessLines } from "./lines";
import { answers, ownRow, SEES_GIFTS, SEES_OWN_GIFTS } from "./lines";

const ofPledge = ownRow(SEES_OWN_GIFTS);

/** A pledge names its donor: whoever sees gifts of the hub sees it. */
export const pledgeAccess: AccessLines = {
	console: {},
	api: {
		"routes/api/v1/pledges.ts": answers(SEES_GIFTS),
		"routes/api/v1/pledge.ts": ofPledge,
	},
	takesPost: ["routes/api/v1/pledges.ts"],
	onlyPost: [
		"routes/api/v1/pledge-payments.ts",
		"routes/api/v1/pledge-write-offs.ts",
		"routes/api/v1/pledge-write-off-decide.ts",
		"routes/api/v1/pledge-amendments.ts",
	],
	rows: async (world, ownGift) => {
		const { donorId, fundId } = await world.gift(ownGift);
		const { pledgeId } = await createPledge(await jobContext("test"), {
			...{ donorId, fundId, amountYen: 300_000n, startOn: "2026-05-31", status: "active", source: "paper" },
			rule: { unit: "month", every: 1, day: null, count: 3 },
			...{ signedOn: null, signatory: "", conditions: "", note: "", respreadRule: "carry", lang: "ja" },
		});
		return { pledgeId, writeOffId: pledgeId };
	},
};
