import { contextFor } from "~/domain/access/ctx.server";
import { recordEvaluation } from "~/domain/evaluations/record-evaluation.server";
import { SMALL_PDF } from "../receipts";
import { type AccessLines, ADMINS, answers } from "./lines";

const SETS_SUPPORT = answers(["secretariat", "admin"]);
/** Figures of a hub are for every role that reaches it. */
const ofOwnHub = (who: string) => (who === "officer of IRCN" ? 404 : 200);

export const followUpAccess: AccessLines = {
	console: {
		"routes/console/follow-up.tsx": () => 200,
		"routes/console/follow-up-hub.tsx": ofOwnHub,
		"routes/console/evaluation-file.ts": ofOwnHub,
		"routes/console/practices.tsx": () => 200,
		"routes/console/practice.tsx": () => 200,
		"routes/console/practice-offer.tsx": answers([...ADMINS, "officer", "officer of IRCN"]),
		"routes/console/settings-hubs.tsx": SETS_SUPPORT,
		"routes/console/settings-hub.tsx": SETS_SUPPORT,
	},
	api: {},
	takesPost: [],
	onlyPost: [],
	rows: async (world) => {
		const hub = await world.database.prisma.hub.findUniqueOrThrow({ where: { slug: "nanolsi" } });
		const letter = { titleJa: "誓約書", titleEn: "", bodyJa: "誓約いたします。", bodyEn: "" };
		const { id: sourceId } = await world.database.prisma.pledgeLetter.create({ data: { hubId: hub.id, ...letter } });
		const practice = await world.database.prisma.practice.create({
			data: {
				...{ hubId: hub.id, kind: "pledge_letter", sourceId, titleJa: "誓約書", summaryJa: "文面" },
				content: { kind: "pledge_letter", ...letter },
				results: { kind: "pledge_letter", pledges: 0, promisedYen: "0", paidYen: "0" },
				offeredAt: new Date(),
			},
		});
		const grants = [{ role: "secretariat" as const, scope: { kind: "programme" as const } }];
		const ctx = await contextFor({ kind: "staff", userId: "secretariat", name: "事務局", email: "", grants });
		const fields = { kind: "site_visit" as const, heldOn: "2026-06-10", title: "サイトビジット", summary: "" };
		const pdf = { name: "site-visit.pdf", bytes: SMALL_PDF };
		return { ...(await recordEvaluation(ctx, { hub: "nanolsi", fields, pdf })), practiceId: practice.id };
	},
};
