import { z } from "zod";
import { Prisma } from "~/platform/db/client.server";
import { queryRow, type Tx } from "~/platform/db/transaction.server";
import { conflict, forbidden, invalid, notFound } from "~/platform/errors";
import { actorId } from "../access/actor";
import { isUuid } from "../access/authorize.server";
import type { Ctx } from "../access/ctx.server";
import { type AppealState, appeal } from "./appeal.status";

/** The row, and nobody changes it before the transaction ends. */
export async function lockAppeal(tx: Tx, appealId: string) {
	if (!isUuid(appealId)) throw notFound("appeal", appealId);
	await tx.$executeRaw`SELECT 1 FROM appeal WHERE id = ${appealId}::uuid FOR UPDATE`;
	const row = await tx.appeal.findUnique({ where: { id: appealId } });
	if (!row) throw notFound("appeal", appealId);
	return row;
}
export type LockedAppeal = Awaited<ReturnType<typeof lockAppeal>>;

/** @throws AppError appeal_moved (409) */
export function assertAppealMove(row: { id: string; status: string }, to: AppealState): void {
	if (appeal.canMove(row.status as AppealState, to)) return;
	throw conflict("appeal_moved", `appeal ${row.id} is ${row.status}, not on the way to ${to}`, {
		personKey: "appeals.moved",
	});
}

const personRow = z.object({ submitter: z.string().nullable(), decider: z.string().nullable() });

/**
 * A token is the person who made it: nobody is a second person by writing a script.
 * @throws AppError appeal_own (403)
 */
export async function assertSecondPerson(tx: Tx, ctx: Ctx, row: LockedAppeal): Promise<void> {
	const person = (id: string | null) =>
		Prisma.sql`coalesce((SELECT created_by FROM api_token WHERE id::text = ${id}), ${id})`;
	const { submitter, decider } = await queryRow(
		tx,
		personRow,
		Prisma.sql`SELECT ${person(row.submittedBy)} AS submitter, ${person(actorId(ctx.actor))} AS decider`,
	);
	if (submitter !== decider) return;
	throw forbidden(`appeal ${row.id} was submitted by the same person`, { personKey: "appeals.own" });
}

/**
 * What an appeal names must be of its own place.
 * @throws AppError appeal_invalid (params.field)
 */
export async function assertOfPlace(
	ctx: Ctx,
	place: { institutionId: string; hubId: string },
	named: { campaignId: string | null; segmentId: string | null },
): Promise<void> {
	const { institutionId, hubId } = place;
	if (named.segmentId !== null) {
		const segment = await ctx.db.segment.findUnique({ where: { id: named.segmentId } });
		if (segment?.institutionId !== institutionId || segment.hubId !== hubId) throw refuse("segmentId", "fields.choose");
	}
	if (named.campaignId !== null) {
		const where = { id: named.campaignId, OR: [{ hubId }, { funds: { some: { fund: { hubId } } } }] };
		if ((await ctx.db.campaign.count({ where })) === 0) throw refuse("campaignId", "fields.choose");
	}
}

export function refuse(field: string, personKey: string) {
	return invalid("appeal_invalid", `${field}: ${personKey}`, { personKey, params: { field } });
}
