import { createHash } from "node:crypto";
import { z } from "zod";
import { Prisma } from "~/platform/db/client.server";
import { inTransaction, queryRows, type Tx } from "~/platform/db/transaction.server";
import type { Ctx } from "../access/ctx.server";

const BATCH = 5_000;

const eventSchema = z.object({
	id: z.bigint(),
	at: z.date(),
	institution_id: z.uuid().nullable(),
	actor_kind: z.string(),
	actor_id: z.string().nullable(),
	action: z.string(),
	subject_type: z.string(),
	subject_id: z.string(),
	cause: z.string().nullable(),
	request_id: z.string(),
	salt: z.string(),
	digest_before: z.string().nullable(),
	digest_after: z.string().nullable(),
});
type SealedEvent = z.output<typeof eventSchema>;

/**
 * Chains the audit events written since the last seal, one chain per institution. Personal values are not part of the
 * hash, only their salted digests, so erasing the values leaves the chain whole.
 * @returns how many events were sealed
 */
export async function sealAudit(ctx: Ctx): Promise<number> {
	return inTransaction(ctx, async (tx) => {
		await tx.$queryRaw`SELECT 1 FROM pg_advisory_xact_lock(hashtextextended('seal-audit', 0))`;
		const events = await queryRows(
			tx,
			eventSchema,
			// Only events no running transaction can still slip in front of.
			Prisma.sql`
			SELECT id, at, institution_id, actor_kind, actor_id, action, subject_type, subject_id, cause, request_id, salt, digest_before, digest_after
			FROM audit_event
			WHERE seal_id IS NULL AND db_transaction < pg_snapshot_xmin(pg_current_snapshot())::text::bigint
			ORDER BY id LIMIT ${BATCH}`,
		);
		const owners = new Set(events.map((event) => event.institution_id));
		for (const owner of owners) {
			const chain = events.filter((event) => event.institution_id === owner);
			await seal(tx, ctx, owner, chain);
		}
		return events.length;
	});
}

async function seal(tx: Tx, ctx: Ctx, institutionId: string | null, events: SealedEvent[]): Promise<void> {
	const last = await tx.auditSeal.findFirst({ where: { institutionId }, orderBy: { number: "desc" } });
	const previousHash = last?.hash ?? "";
	const made = await tx.auditSeal.create({
		data: {
			institutionId,
			number: (last?.number ?? 0) + 1,
			eventCount: events.length,
			previousHash,
			hash: sealHash(previousHash, events),
			sealedAt: ctx.now,
		},
	});
	await tx.auditEvent.updateMany({ where: { id: { in: events.map((event) => event.id) } }, data: { sealId: made.id } });
}

/** sha256 over the previous hash and each event in order of id. */
export function sealHash(previousHash: string, events: SealedEvent[]): string {
	const hash = createHash("sha256").update(previousHash);
	for (const event of events) {
		const line = [
			event.id.toString(),
			event.at.toISOString(),
			event.institution_id,
			event.actor_kind,
			event.actor_id,
			event.action,
			event.subject_type,
			event.subject_id,
			event.cause,
			event.request_id,
			event.salt,
			event.digest_before,
			event.digest_after,
		];
		hash.update(`${JSON.stringify(line)}\n`);
	}
	return hash.digest("hex");
}

/** @returns the first seal of each chain that does not fit its events or its predecessor; empty when all is whole */
export async function findBrokenSeals(ctx: Ctx): Promise<{ sealId: bigint; reason: string }[]> {
	return inTransaction(ctx, async (tx) => {
		const broken: { sealId: bigint; reason: string }[] = [];
		const expected = new Map<string | null, string>();
		const seals = await tx.auditSeal.findMany({ orderBy: { id: "asc" } });
		for (const made of seals) {
			const events = await queryRows(
				tx,
				eventSchema,
				Prisma.sql`
				SELECT id, at, institution_id, actor_kind, actor_id, action, subject_type, subject_id, cause, request_id, salt, digest_before, digest_after
				FROM audit_event WHERE seal_id = ${made.id} ORDER BY id`,
			);
			const previous = expected.get(made.institutionId) ?? "";
			if (made.previousHash !== previous)
				broken.push({ sealId: made.id, reason: "its predecessor is missing or changed" });
			else if (events.length !== made.eventCount)
				broken.push({ sealId: made.id, reason: "it has lost or gained events" });
			else if (sealHash(previous, events) !== made.hash)
				broken.push({ sealId: made.id, reason: "an event was changed" });
			expected.set(made.institutionId, made.hash);
		}
		return broken;
	});
}
