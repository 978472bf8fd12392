import { createHash, randomBytes } from "node:crypto";
import type { Prisma } from "~/platform/db/client.server";
import type { Tx } from "~/platform/db/transaction.server";
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
	tx: Tx,
	ctx: Pick<Ctx, "actor" | "now" | "requestId">,
	change: AuditedChange,
): Promise<void> {
	const salt = randomBytes(16).toString("hex");
	await tx.auditEvent.createMany({
		data: [
			{
				at: ctx.now,
				institutionId: change.institutionId ?? null,
				actorKind: ctx.actor.kind,
				actorId: actorId(ctx.actor),
				action: change.action,
				subjectType: change.subject.type,
				subjectId: change.subject.id,
				cause: change.cause ?? null,
				requestId: ctx.requestId,
				salt,
				digestBefore: change.before ? saltedDigest(salt, change.before) : null,
				digestAfter: change.after ? saltedDigest(salt, change.after) : null,
				before: change.before,
				after: change.after,
			},
		],
	});
}

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
