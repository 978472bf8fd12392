import { Prisma } from "~/platform/db/client.server";
import { inTransaction } from "~/platform/db/transaction.server";
import { conflict, forbidden, invalid, notFound } from "~/platform/errors";
import { actorId } from "../access/actor";
import { isUuid, mayDo } from "../access/authorize.server";
import type { Ctx } from "../access/ctx.server";
import { audit } from "../audit/audit.server";
import { overseenHub } from "../hubs/overseen-hub.server";
import { type OfferFields, PRACTICE_KINDS } from "./practice.schema";
import { readPracticeSource } from "./practice-sources.server";

/**
 * Offers what worked at a hub to the others: a copy of it, with what came of it until today.
 * @throws AppError hub_not_found, forbidden, practice_source_unknown (400), practice_offered (409): it is offered already
 */
export async function offerPractice(
	ctx: Ctx,
	input: { hub: string; fields: OfferFields },
): Promise<{ practiceId: string }> {
	const { source, ...words } = input.fields;
	const hub = await overseenHub(ctx, { slug: input.hub });
	if (!mayDo(ctx, "offer", "Hub", hub)) throw forbidden(`offer practice of hub ${hub.id}`);
	const [kindText = "", sourceId = ""] = source.split(":");
	const kind = PRACTICE_KINDS.find((one) => one === kindText);
	return inTransaction(ctx, async (tx) => {
		await tx.$queryRaw(Prisma.sql`SELECT 1 FROM hub WHERE id = ${hub.id}::uuid FOR NO KEY UPDATE`);
		const found =
			kind && isUuid(sourceId) ? await readPracticeSource(tx, ctx, { hubId: hub.id, kind, sourceId }) : null;
		if (!kind || !found) {
			throw invalid("practice_source_unknown", `hub ${hub.id} has no ${source} to offer`, {
				personKey: "fields.choose",
				params: { field: "source" },
			});
		}
		if ((await tx.practice.count({ where: { sourceId, status: "offered" } })) > 0) {
			throw conflict("practice_offered", `${source} is offered already`, {
				personKey: "practices.offered",
				params: { field: "source" },
			});
		}
		const made = await tx.practice.create({
			data: {
				...{ hubId: hub.id, kind, sourceId, ...words, ...found },
				offeredBy: actorId(ctx.actor),
				offeredAt: ctx.now,
			},
			select: { id: true },
		});
		await audit(tx, ctx, {
			action: "practice.offered",
			subject: { type: "practice", id: made.id },
			after: { hubId: hub.id, kind, sourceId, titleJa: words.titleJa },
		});
		return { practiceId: made.id };
	});
}

/**
 * Takes an offer back. Drafts that were made of it stay with their hubs, and so does where they came from.
 * @throws AppError practice_not_found, forbidden
 */
export async function withdrawPractice(ctx: Ctx, input: { practiceId: string }): Promise<void> {
	const { practiceId } = input;
	const practice = isUuid(practiceId)
		? await ctx.db.practice.findUnique({ where: { id: practiceId }, select: { hubId: true } })
		: null;
	if (!practice) throw notFound("practice", practiceId);
	const hub = await overseenHub(ctx, { id: practice.hubId });
	if (!mayDo(ctx, "offer", "Hub", hub)) throw forbidden(`withdraw practice ${practiceId}`);
	await inTransaction(ctx, async (tx) => {
		const where = { id: practiceId, status: "offered" };
		const { count } = await tx.practice.updateMany({ where, data: { status: "withdrawn", withdrawnAt: ctx.now } });
		if (count === 0) return;
		await audit(tx, ctx, { action: "practice.withdrawn", subject: { type: "practice", id: practiceId } });
	});
}
