import { randomBytes } from "node:crypto";
import { Prisma } from "~/platform/db/client.server";
import type { SqlTx } from "~/platform/db/transaction.server";
import { actorId } from "../access/actor";
import type { Ctx } from "../access/ctx.server";
import { type AuditedChange, saltedDigest } from "./audit.server";

/** The events of many changes in one statement, for bulk work. */
export async function auditAll(
	tx: SqlTx,
	ctx: Pick<Ctx, "actor" | "now" | "requestId">,
	changes: readonly AuditedChange[],
): Promise<void> {
	if (changes.length === 0) return;
	const rows = changes.map(({ action, subject, institutionId = null, cause = null, before, after }) => {
		const salt = randomBytes(16).toString("hex");
		return {
			...{ action, institution_id: institutionId, cause, salt },
			...{ subject_type: subject.type, subject_id: subject.id },
			digest_before: before ? saltedDigest(salt, before) : null,
			digest_after: after ? saltedDigest(salt, after) : null,
			before: before ?? null,
			after: after ?? null,
		};
	});
	await tx.$executeRaw(Prisma.sql`
		INSERT INTO audit_event (at, institution_id, actor_kind, actor_id, action, subject_type, subject_id, cause, request_id, salt,
			digest_before, digest_after, before, after)
		SELECT ${ctx.now}, r.institution_id, ${ctx.actor.kind}, ${actorId(ctx.actor)}, r.action, r.subject_type, r.subject_id, r.cause,
			${ctx.requestId}, r.salt, r.digest_before, r.digest_after, nullif(r.before, 'null'::jsonb), nullif(r.after, 'null'::jsonb)
		FROM jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) AS r(institution_id uuid, action text, subject_type text, subject_id text,
			cause text, salt text, digest_before text, digest_after text, before jsonb, after jsonb)`);
}
