import type { AccessLines, Who } from "./lines";

/** Figures of a hub are for every role that reaches it; who reaches one hub alone is led to it. */
const ofOwnHub = (who: Who) => (who === "officer of IRCN" ? 404 : 200);
/** A file of figures is for whoever may take figures away. */
const files = (of: (who: Who) => number) => (who: Who) => (who === "communicator" ? 403 : of(who));

export const sufficiencyAccess: AccessLines = {
	console: {
		"routes/console/sufficiency.tsx": (who) => (who === "secretariat" || who === "admin" ? 200 : 302),
		"routes/console/sufficiency-csv.ts": files(() => 200),
		"routes/console/sufficiency-xlsx.ts": files(() => 200),
		"routes/console/sufficiency-hub.tsx": ofOwnHub,
		"routes/console/sufficiency-hub-csv.ts": files(ofOwnHub),
		"routes/console/sufficiency-hub-xlsx.ts": files(ofOwnHub),
		"routes/console/scenarios.tsx": ofOwnHub,
		"routes/console/scenario.tsx": ofOwnHub,
		"routes/console/back-test.tsx": ofOwnHub,
	},
	api: {},
	takesPost: [],
	onlyPost: [],
	rows: async (world) => {
		const { prisma } = world.database;
		const hub = await prisma.hub.findUniqueOrThrow({ where: { slug: "nanolsi" } });
		const { id: scenarioId } = await prisma.sufficiencyScenario.create({
			data: {
				...{ hubId: hub.id, name: "ホスト機関の支援が1割減る場合", sharedWith: "programme", createdBy: "somebody" },
				changes: [{ kind: "host_contribution", changeBasisPoints: -1000 }],
			},
		});
		return { scenarioId };
	},
};
