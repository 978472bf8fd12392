import type { Prisma } from "~/platform/db/client.server";
import { inTransaction } from "~/platform/db/transaction.server";
import { conflict, forbidden, notFound } from "~/platform/errors";
import { newId } from "~/platform/new-id";
import { actorId } from "../access/actor";
import { authorize, isUuid, mayDo, mayEver } from "../access/authorize.server";
import type { Ctx } from "../access/ctx.server";
import { audit } from "../audit/audit.server";
import { assertHost } from "../funds/assert-host.server";
import type { AppealInput } from "./appeal.schema";
import type { AppealChannel } from "./appeal.status";
import { assertOfPlace, lockAppeal } from "./lock-appeal.server";

export type NewAppeal = AppealInput & { institutionId: string; hubId: string; channel: AppealChannel };

/**
 * Begins an appeal as a draft. How it goes, by mail or by letter, and whose it is never change.
 * @throws AppError forbidden, hub_not_found, fund_not_host, appeal_invalid (params.field)
 */
export async function createAppeal(ctx: Ctx, input: NewAppeal): Promise<{ appealId: string }> {
	const { institutionId, hubId, channel, ...words } = input;
	if (!mayEver(ctx, "change", "Appeal")) throw forbidden("change Appeal");
	if (!isUuid(hubId) || !isUuid(institutionId)) throw notFound("hub", hubId);
	if (!mayDo(ctx, "change", "Appeal", { institutionId, hubId })) throw notFound("hub", hubId);
	await assertOfPlace(ctx, { institutionId, hubId }, words);
	return inTransaction(ctx, async (tx) => {
		await assertHost(tx, { hubId, institutionId }, ctx.now);
		const id = newId();
		const by = { createdBy: actorId(ctx.actor), createdAt: ctx.now, updatedAt: ctx.now };
		await tx.appeal.create({ data: { id, institutionId, hubId, channel, ...words, ...by } });
		await audit(tx, ctx, {
			action: "appeal.created",
			subject: { type: "appeal", id },
			institutionId,
			after: { hubId, channel, ...kept(words) },
		});
		return { appealId: id };
	});
}

/**
 * Changes a draft.
 * @param input.basedOn  when the form's wording was last changed
 * @throws AppError appeal_not_found, forbidden, appeal_not_draft (409), appeal_changed (409), appeal_invalid (params.field)
 */
export async function changeAppeal(
	ctx: Ctx,
	input: { appealId: string; basedOn: string; words: AppealInput },
): Promise<void> {
	const { appealId, basedOn, words } = input;
	await authorize(ctx, "change", { type: "Appeal", id: appealId });
	const place = await ctx.db.appeal.findUniqueOrThrow({ where: { id: appealId } });
	await assertOfPlace(ctx, place, words);
	await inTransaction(ctx, async (tx) => {
		const before = await lockAppeal(tx, appealId);
		if (before.status !== "draft") {
			throw conflict("appeal_not_draft", `appeal ${appealId} is ${before.status}`, { personKey: "appeals.notDraft" });
		}
		if (before.updatedAt.toISOString() !== basedOn) {
			throw conflict("appeal_changed", `appeal ${appealId} was changed since`, { personKey: "appeals.changed" });
		}
		await tx.appeal.update({ where: { id: appealId }, data: { ...words, updatedAt: later(ctx, before.updatedAt) } });
		await audit(tx, ctx, {
			action: "appeal.changed",
			subject: { type: "appeal", id: appealId },
			institutionId: before.institutionId,
			before: kept(before),
			after: kept(words),
		});
	});
}

/** Two changes of one moment are still two. */
export const later = (ctx: Ctx, before: Date): Date => new Date(Math.max(ctx.now.getTime(), before.getTime() + 1));

function kept(words: Omit<AppealInput, "costYen"> & { costYen: bigint }): Prisma.InputJsonObject {
	const { name, campaignId, segmentId, subjectJa, subjectEn, bodyJa, bodyEn, costYen } = words;
	return { name, campaignId, segmentId, subjectJa, subjectEn, bodyJa, bodyEn, costYen: costYen.toString() };
}
