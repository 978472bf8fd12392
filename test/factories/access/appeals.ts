import { jobContext } from "~/domain/access/ctx.server";
import { appealSchema } from "~/domain/appeals/appeal.schema";
import { freezeLetters } from "~/domain/appeals/appeal-letters.server";
import { createAppeal } from "~/domain/appeals/create-appeal.server";
import { decideAppeal, submitAppeal } from "~/domain/appeals/decide-appeal.server";
import { keepSegment } from "~/domain/segments/keep-segment.server";
import { EVERYBODY as EVERY_DONOR } from "~/domain/segments/segment-rules";
import type { AccessLines, Who } from "./lines";
import { ADMINS } from "./lines";

const STRANGER: Who = "officer of IRCN";
const WRITES: Who[] = [...ADMINS, "officer"];

/** Everybody at the hub reads what is asked; who writes and sends is who looks after its donors. */
const read = (who: Who) => (who === STRANGER ? 404 : 200);
const written = (status: number) => (who: Who) => (who === STRANGER ? 404 : WRITES.includes(who) ? status : 403);

export const appealAccess: AccessLines = {
	console: {
		"routes/console/appeals.tsx": () => 200,
		"routes/console/appeal-new.tsx": (who) => ([...WRITES, STRANGER].includes(who) ? 200 : 403),
		"routes/console/appeal.tsx": read,
		// It is approved: a draft alone is changed.
		"routes/console/appeal-edit.tsx": written(409),
		"routes/console/appeal-preview.ts": read,
		"routes/console/appeal-labels-pdf.ts": written(200),
		"routes/console/appeal-letters-pdf.ts": written(200),
		"routes/console/appeal-merge-xlsx.ts": written(200),
	},
	api: {},
	takesPost: [],
	onlyPost: [],
	rows: async (world, ownGift) => {
		const { hubId, institutionId } = await world.gift(ownGift);
		return { appealId: await makeLetterAppeal({ hubId: hubId ?? "", institutionId }) };
	},
};

/** An approved letter to every donor of a hub, its audience fixed. */
async function makeLetterAppeal(place: { hubId: string; institutionId: string }): Promise<string> {
	const [writer, approver] = [await jobContext("writer"), await jobContext("approver")];
	const { segmentId } = await keepSegment(writer, { ...place, name: "すべての寄附者", rules: EVERY_DONOR });
	const words = appealSchema.parse({
		name: "冬のお願い",
		segmentId,
		subjectJa: "冬のお願い",
		bodyJa: "拝啓\n\n本文。",
	});
	const { appealId } = await createAppeal(writer, { ...place, ...words, channel: "letter" });
	await submitAppeal(writer, { appealId });
	await decideAppeal(approver, { appealId, approve: true });
	await freezeLetters(writer, appealId);
	return appealId;
}
