import { inTransaction } from "~/platform/db/transaction.server";
import { conflict, forbidden, notFound } from "~/platform/errors";
import { actorId } from "../access/actor";
import { authorize, mayDo } from "../access/authorize.server";
import type { Ctx } from "../access/ctx.server";
import { audit } from "../audit/audit.server";
import type { PledgeLetterInput } from "./pledge-letter.schema";

/**
 * Writes a new letter of a hub, as a draft.
 * @throws AppError hub_not_found, forbidden
 */
export async function writePledgeLetter(
	ctx: Ctx,
	input: PledgeLetterInput & { hubId: string },
): Promise<{ letterId: string }> {
	await authorize(ctx, "change", "PledgeLetter");
	const { hubId, ...wording } = input;
	const hub = await ctx.db.hub.findUnique({
		where: { id: hubId },
		select: { id: true, hosts: { select: { institutionId: true } } },
	});
	if (!hub) throw notFound("hub", hubId);
	if (!mayDo(ctx, "change", "PledgeLetter", { hubId, hub: { hosts: hub.hosts } })) {
		throw forbidden(`write a pledge letter of hub ${hubId}`);
	}
	return inTransaction(ctx, async (tx) => {
		const letter = await tx.pledgeLetter.create({
			data: { hubId, ...wording, createdBy: actorId(ctx.actor), createdAt: ctx.now, updatedAt: ctx.now },
			select: { id: true },
		});
		const subject = { type: "pledge_letter", id: letter.id };
		await audit(tx, ctx, { action: "pledge_letter.written", subject, after: { hubId, ...wording } });
		return { letterId: letter.id };
	});
}

/**
 * Changes the wording of a letter. Letters printed before stay as they are: each is a file of its own.
 * @param input.basedOn  when the form's wording was last changed
 * @throws AppError pledge_letter_not_found, forbidden, pledge_letter_changed (409)
 */
export async function changePledgeLetter(
	ctx: Ctx,
	input: { letterId: string; basedOn: string; wording: PledgeLetterInput },
): Promise<void> {
	const { letterId, basedOn, wording } = input;
	await authorize(ctx, "change", { type: "PledgeLetter", id: letterId });
	await inTransaction(ctx, async (tx) => {
		const before = await tx.pledgeLetter.findUniqueOrThrow({ where: { id: letterId } });
		const { count } = await tx.pledgeLetter.updateMany({
			where: { id: letterId, updatedAt: basedOnDay(basedOn) },
			data: { ...wording, updatedAt: ctx.now },
		});
		if (count === 0) {
			throw conflict("pledge_letter_changed", `letter ${letterId} was changed since ${basedOn}`, {
				personKey: "pledgeLetter.changed",
			});
		}
		const { titleJa, titleEn, bodyJa, bodyEn } = before;
		await audit(tx, ctx, {
			action: "pledge_letter.changed",
			subject: { type: "pledge_letter", id: letterId },
			before: { titleJa, titleEn, bodyJa, bodyEn },
			after: { ...wording },
		});
	});
}

/**
 * Says that a letter may be printed for donors, or takes that back.
 * @throws AppError pledge_letter_not_found, forbidden
 */
export async function markPledgeLetter(ctx: Ctx, input: { letterId: string; ready: boolean }): Promise<void> {
	const { letterId, ready } = input;
	await authorize(ctx, "change", { type: "PledgeLetter", id: letterId });
	const [before, after] = ready ? ["draft", "ready"] : ["ready", "draft"];
	await inTransaction(ctx, async (tx) => {
		const { count } = await tx.pledgeLetter.updateMany({
			where: { id: letterId, status: before },
			data: { status: after, updatedAt: ctx.now },
		});
		if (count === 0) return;
		await audit(tx, ctx, {
			action: "pledge_letter.marked",
			subject: { type: "pledge_letter", id: letterId },
			before: { status: before },
			after: { status: after },
		});
	});
}

/** What no form has said is the time of no change. */
function basedOnDay(text: string): Date {
	const at = new Date(text);
	return Number.isNaN(at.getTime()) ? new Date(0) : at;
}
