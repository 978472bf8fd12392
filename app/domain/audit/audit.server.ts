import { createHash, randomBytes } from "node:crypto";
import { Prisma } from "~/platform/db/client.server";
import type { SqlTx } from "~/platform/db/transaction.server";
import { actorId } from "../access/actor";
import type { Ctx } from "../access/ctx.server";

export type AuditedChange = {
	/** noun.verb: `gift.received` */
	action: string;
	subject: { type: string; id: string };
	/** whose data it is; absent for the programme's own */
	institutionId?: string;
	/** what made it happen, when that is not the request: an event id, a job */
	cause?: string;
	before?: Prisma.InputJsonObject;
	after?: Prisma.InputJsonObject;
};

/**
 * Writes an audit event in the transaction of the change it tells of. The digests are salted, so that erasing the values
 * beside them leaves a chain that can still be checked; `seal-audit` chains the events in batches.
 */
export async function audit(
	tx: SqlTx,
	ctx: Pick<Ctx, "actor" | "now" | "requestId">,
	change: AuditedChange,
): Promise<void> {
	await tx.$executeRaw(auditSql(ctx, change));
}

/** The same as one INSERT, for a use case that writes everything in one statement. */
export function auditSql(ctx: Pick<Ctx, "actor" | "now" | "requestId">, change: AuditedChange): Prisma.Sql {
	const salt = randomBytes(16).toString("hex");
	const { action, subject, institutionId = null, cause = null, before, after } = change;
	const digestBefore = before ? saltedDigest(salt, before) : null;
	const digestAfter = after ? saltedDigest(salt, after) : null;
	return Prisma.sql`
		INSERT INTO audit_event (at, institution_id, actor_kind, actor_id, action, subject_type, subject_id, cause, request_id, salt,
			digest_before, digest_after, before, after)
		VALUES (${ctx.now}, ${institutionId}::uuid, ${ctx.actor.kind}, ${actorId(ctx.actor)}, ${action}, ${subject.type}, ${subject.id},
			${cause}, ${ctx.requestId}, ${salt}, ${digestBefore}, ${digestAfter}, ${toJson(before)}::jsonb, ${toJson(after)}::jsonb)`;
}

const toJson = (value: Prisma.InputJsonObject | undefined) => (value === undefined ? null : JSON.stringify(value));

/** sha256 over the salt and the value with its keys in order, so that jsonb's own order does not matter. */
export function saltedDigest(salt: string, value: unknown): string {
	return createHash("sha256").update(salt).update(canonicalJson(value)).digest("hex");
}

export function canonicalJson(value: unknown): string {
	return JSON.stringify(value, (_key, inner) =>
		inner !== null && typeof inner === "object" && !Array.isArray(inner)
			? Object.fromEntries(Object.entries(inner).sort(([a], [b]) => (a < b ? -1 : 1)))
			: inner,
	);
}
