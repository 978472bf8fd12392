import { jobContext } from "~/domain/access/ctx.server";
import { keepSegment } from "~/domain/segments/keep-segment.server";
import { EVERYBODY as EVERY_DONOR } from "~/domain/segments/segment-rules";
import type { AccessLines, Who } from "./lines";
import { ADMINS, answers, EVERYBODY } from "./lines";

const BUILDS: Who[] = [...ADMINS, "officer", "officer of IRCN"];

/** An audience in words and its number name nobody: all staff of the hub read it. Who looks after its donors builds it. */
export const segmentAccess: AccessLines = {
	console: {
		"routes/console/segments.tsx": () => 200,
		"routes/console/segment-new.tsx": answers(BUILDS),
		"routes/console/segment-count.ts": answers(BUILDS),
		"routes/console/segment.tsx": answers(
			EVERYBODY.filter((who) => who !== "officer of IRCN"),
			200,
			404,
		),
	},
	api: {},
	takesPost: [],
	onlyPost: [],
	rows: async (world, ownGift) => {
		const { hubId, institutionId } = await world.gift(ownGift);
		const { segmentId } = await keepSegment(await jobContext("test"), {
			institutionId,
			hubId,
			name: "すべての寄附者",
			rules: EVERY_DONOR,
		});
		return { segmentId };
	},
};
