import { jobContext } from "~/domain/access/ctx.server";
import { attachAgreement } from "~/domain/pledges/attach-agreement.server";
import { writePledgeLetter } from "~/domain/pledges/change-pledge-letter.server";
import { createPledge } from "~/domain/pledges/create-pledge.server";
import { plainPng } from "../documents";
import { hubScope } from "../staff";
import type { AccessLines } from "./lines";
import { ADMINS, answers, ownRow, SEES_GIFTS, SEES_OWN_GIFTS } from "./lines";

const WRITERS = SEES_GIFTS.filter((who) => who !== "viewer");
const ofOwnWriter = ownRow([...ADMINS, "finance", "officer"]);

/** A promise is its donor's: whoever sees gifts sees it, whoever looks after the donor changes it. */
export const pledgePageAccess: AccessLines = {
	console: {
		"routes/console/pledges.tsx": answers(SEES_GIFTS),
		"routes/console/pledges-csv.ts": answers(WRITERS),
		"routes/console/pledge-new.tsx": answers(WRITERS),
		"routes/console/pledge.tsx": ownRow(SEES_OWN_GIFTS),
		"routes/console/pledge-amend.tsx": ofOwnWriter,
		"routes/console/pledge-agreement-file.ts": ofOwnWriter,
		"routes/console/pledge-letter-pdf.ts": ofOwnWriter,
		"routes/console/pledge-letters.tsx": answers(WRITERS),
		"routes/console/pledge-letter.tsx": ofOwnWriter,
		"routes/console/pledge-letter-preview.ts": ofOwnWriter,
	},
	api: {},
	takesPost: [],
	onlyPost: [],
	rows: async (world, ownGift) => {
		const ctx = await jobContext("test");
		const { donorId } = await world.database.prisma.gift.findUniqueOrThrow({ where: { id: ownGift } });
		const { pledgeId } = await createPledge(ctx, {
			...{ donorId, fundId: world.fundId, amountYen: 300_000n, startOn: "2027-04-30", lang: "ja" },
			...{ status: "active", source: "paper", signedOn: null, signatory: "", conditions: "", note: "" },
			rule: { unit: "year", every: 1, day: null, count: 3 },
			respreadRule: "carry",
		});
		await attachAgreement(ctx, { pledgeId, fileName: "誓約書.png", bytes: plainPng(4) });
		const scope = await hubScope("nanolsi");
		const { letterId } = await writePledgeLetter(ctx, {
			hubId: scope.kind === "hub" ? scope.hubId : "",
			...{ titleJa: "寄附誓約書", titleEn: "", bodyJa: "{hub}を支えます。", bodyEn: "" },
		});
		return { pledgeId, letterId };
	},
};
