import { inTransaction } from "~/platform/db/transaction.server";
import { conflict, forbidden, invalid, notFound } from "~/platform/errors";
import { actorId } from "../access/actor";
import { isUuid, mayDo } from "../access/authorize.server";
import type { Ctx } from "../access/ctx.server";
import { audit } from "../audit/audit.server";
import { overseenHub } from "../hubs/overseen-hub.server";
import { draftOfPractice } from "./draft-of-practice.server";
import { type PracticeKind, practiceContentSchema } from "./practice.schema";

type Adopted = { draftType: PracticeKind; draftId: string };

/**
 * Makes another hub's practice a draft of one's own: to be changed, submitted and approved like any other, and it says
 * where it came from.
 * @throws AppError practice_not_found, hub_not_found, forbidden, practice_own (400), practice_withdrawn (409)
 */
export async function adoptPractice(ctx: Ctx, input: { practiceId: string; hub: string }): Promise<Adopted> {
	const { practiceId } = input;
	const hub = await overseenHub(ctx, { slug: input.hub });
	if (!mayDo(ctx, "adopt", "Hub", hub)) throw forbidden(`adopt practice at hub ${hub.id}`);
	return inTransaction(ctx, async (tx) => {
		const practice = isUuid(practiceId) ? await tx.practice.findUnique({ where: { id: practiceId } }) : null;
		if (!practice) throw notFound("practice", practiceId);
		if (practice.status !== "offered") {
			throw conflict("practice_withdrawn", `practice ${practiceId} is withdrawn`, { personKey: "practices.withdrawn" });
		}
		if (practice.hubId === hub.id) {
			throw invalid("practice_own", `practice ${practiceId} is hub ${hub.id}'s own`, { personKey: "practices.own" });
		}
		const content = practiceContentSchema.parse(practice.content);
		const draftId = await draftOfPractice(tx, ctx, { hubId: hub.id, practiceId, title: practice.titleJa, content });
		await tx.practiceAdoption.create({
			data: {
				...{ practiceId, hubId: hub.id, draftType: content.kind, draftId },
				adoptedBy: actorId(ctx.actor),
				adoptedAt: ctx.now,
			},
		});
		await audit(tx, ctx, {
			action: "practice.adopted",
			subject: { type: "practice", id: practiceId },
			after: { hubId: hub.id, draftType: content.kind, draftId },
		});
		return { draftType: content.kind, draftId };
	});
}
