import { inTransaction } from "~/platform/db/transaction.server";
import { forbidden, notFound } from "~/platform/errors";
import { authorize, isUuid, mayDo } from "../access/authorize.server";
import type { Ctx } from "../access/ctx.server";
import { audit } from "../audit/audit.server";
import type { BlockRuleInput } from "./block-rule.schema";
import { blockHash, blockHint } from "./block-rule.server";

const SHOWN = 200;
const DAY_MS = 24 * 60 * 60 * 1000;

/** Rules in force and the alarms of the last month, newest first, of the actor's institutions. */
export async function listBlocks(ctx: Ctx) {
	await authorize(ctx, "read", "BlockRule");
	const [rules, alarms] = await Promise.all([
		ctx.db.blockRule.findMany({
			where: { endedAt: null, OR: [{ expiresAt: null }, { expiresAt: { gt: ctx.now } }] },
			include: { institution: { select: { nameJa: true, nameEn: true } } },
			orderBy: { id: "desc" },
			take: SHOWN,
		}),
		ctx.db.declineAlarm.findMany({
			where: { openedAt: { gt: new Date(ctx.now.getTime() - 31 * DAY_MS) } },
			include: { institution: { select: { nameJa: true, nameEn: true } } },
			orderBy: { id: "desc" },
			take: SHOWN,
		}),
	]);
	return { rules, alarms };
}

type BlockPlace = { institutionId: string | null; nameJa: string; nameEn: string };

/** Where the actor may block: everywhere (null) or at institutions. */
export async function listBlockPlaces(ctx: Ctx): Promise<BlockPlace[]> {
	const institutions = await ctx.db.institution.findMany({
		select: { id: true, nameJa: true, nameEn: true },
		orderBy: { slug: "asc" },
	});
	const own = institutions.map(({ id, ...names }) => ({ institutionId: id, ...names }));
	return [{ institutionId: null, nameJa: "", nameEn: "" }, ...own].filter(({ institutionId }) =>
		mayDo(ctx, "block", "BlockRule", { institutionId }),
	);
}

/**
 * Keeps somebody from giving online, at one institution, or everywhere for who may block everywhere.
 * @throws AppError forbidden, institution_not_found
 */
export async function addBlock(ctx: Ctx, input: BlockRuleInput): Promise<void> {
	const institutionId = input.institutionId === "" ? null : input.institutionId;
	if (institutionId !== null && !isUuid(institutionId)) throw notFound("institution", institutionId);
	await authorize(ctx, "block", "BlockRule");
	if (!mayDo(ctx, "block", "BlockRule", { institutionId }))
		throw forbidden(`block at ${institutionId ?? "every institution"}`);
	const days = Number(input.days);
	await inTransaction(ctx, async (tx) => {
		const rule = await tx.blockRule.create({
			data: {
				institutionId,
				kind: input.kind,
				valueHash: blockHash(input.kind, input.value),
				hint: blockHint(input.kind, input.value),
				reason: input.reason,
				createdBy: ctx.actor.kind === "staff" ? ctx.actor.userId : null,
				createdAt: ctx.now,
				expiresAt: days === 0 ? null : new Date(ctx.now.getTime() + days * DAY_MS),
			},
			select: { id: true },
		});
		await audit(tx, ctx, {
			action: "block_rule.added",
			subject: { type: "block_rule", id: rule.id },
			...(institutionId && { institutionId }),
			after: { kind: input.kind, hint: blockHint(input.kind, input.value), reason: input.reason, days },
		});
	});
}

/** @throws AppError not_found, forbidden */
export async function endBlock(ctx: Ctx, { ruleId }: { ruleId: string }): Promise<void> {
	await authorize(ctx, "block", { type: "BlockRule", id: ruleId });
	await inTransaction(ctx, async (tx) => {
		const { count } = await tx.blockRule.updateMany({
			where: { id: ruleId, endedAt: null },
			data: { endedAt: ctx.now },
		});
		if (count === 0) return;
		await audit(tx, ctx, { action: "block_rule.ended", subject: { type: "block_rule", id: ruleId } });
	});
}

/**
 * Ends an alarm by hand: its challenges stop at once. It opens again if the next hour looks the same.
 * @throws AppError not_found, forbidden
 */
export async function closeAlarm(ctx: Ctx, { alarmId }: { alarmId: string }): Promise<void> {
	await authorize(ctx, "block", "BlockRule");
	await authorize(ctx, "read", { type: "DeclineAlarm", id: alarmId });
	await inTransaction(ctx, async (tx) => {
		const by = ctx.actor.kind === "staff" ? ctx.actor.userId : null;
		const { count } = await tx.declineAlarm.updateMany({
			where: { id: alarmId, closedAt: null },
			data: { closedAt: ctx.now, closedBy: by },
		});
		if (count === 0) return;
		await audit(tx, ctx, { action: "decline_alarm.closed", subject: { type: "decline_alarm", id: alarmId } });
	});
}
