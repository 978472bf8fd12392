import type { Tx } from "~/platform/db/transaction.server";
import { actorId } from "../access/actor";
import type { Ctx } from "../access/ctx.server";

/** Another hub's pledge letter as a draft of one's own, in the caller's transaction, which has asked the actor's ability. */
export async function adoptPledgeLetter(
	tx: Tx,
	ctx: Ctx,
	input: {
		hubId: string;
		fromPracticeId: string;
		letter: { titleJa: string; titleEn: string; bodyJa: string; bodyEn: string };
	},
): Promise<string> {
	const { hubId, fromPracticeId } = input;
	const { titleJa, titleEn, bodyJa, bodyEn } = input.letter;
	const made = await tx.pledgeLetter.create({
		data: {
			...{ hubId, fromPracticeId, titleJa, titleEn, bodyJa, bodyEn },
			createdBy: actorId(ctx.actor),
			createdAt: ctx.now,
			updatedAt: ctx.now,
		},
		select: { id: true },
	});
	return made.id;
}
