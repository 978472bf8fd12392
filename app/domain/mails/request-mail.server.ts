import { z } from "zod";
import { Prisma } from "~/platform/db/client.server";
import { queryRows, type SqlTx } from "~/platform/db/transaction.server";
import type { Ctx } from "../access/ctx.server";

/** A mail that is not about one gift as a gift mail is; see MailToRender for what its columns mean. */
export type RequestedMail = {
	kind: string;
	/** what makes it the same mail: a second request with this key writes nothing */
	onceKey: string;
	toAddress: string;
	lang: string;
	institutionId?: string | null;
	hubId?: string | null;
	giftId?: string | null;
	refundId?: string | null;
	donorId?: string | null;
	subject?: { type: string; id: string } | null;
	params?: Record<string, string | number | boolean | null>;
	requestedBy?: string | null;
};

const requestedSchema = z.object({ id: z.uuid() });

/**
 * Writes the mail's row and its job in the caller's transaction, once per onceKey.
 * @returns the mail's id, or null when it was asked for before
 */
export async function requestMail(
	tx: Pick<SqlTx, "$queryRaw">,
	ctx: Pick<Ctx, "now">,
	mail: RequestedMail,
): Promise<string | null> {
	const rows = await queryRows(
		tx,
		requestedSchema,
		Prisma.sql`
		WITH requested AS (
			INSERT INTO mail (id, kind, once_key, institution_id, hub_id, gift_id, refund_id, donor_id, subject_type, subject_id,
				params, lang, to_address, status, requested_by, created_at)
			VALUES (gen_random_uuid(), ${mail.kind}, ${mail.onceKey}, ${mail.institutionId ?? null}::uuid, ${mail.hubId ?? null}::uuid,
				${mail.giftId ?? null}::uuid, ${mail.refundId ?? null}::uuid, ${mail.donorId ?? null}::uuid,
				${mail.subject?.type ?? null}, ${mail.subject?.id ?? null}::uuid, ${JSON.stringify(mail.params ?? {})}::jsonb,
				${mail.lang}, ${mail.toAddress}, 'queued', ${mail.requestedBy ?? null}, ${ctx.now})
			ON CONFLICT (once_key) DO NOTHING
			RETURNING id
		), queued AS MATERIALIZED (
			SELECT enqueue_job('sendMail', json_build_object('mailId', id), 'mail:' || id, NULL, NULL, NULL, NULL) FROM requested
		)
		SELECT id FROM requested, (SELECT count(*) FROM queued) AS done`,
	);
	return rows[0]?.id ?? null;
}
