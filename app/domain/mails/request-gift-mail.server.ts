import { z } from "zod";
import { Prisma } from "~/platform/db/client.server";
import { queryRows, type SqlTx } from "~/platform/db/transaction.server";
import type { Ctx } from "../access/ctx.server";
import type { GiftMailKind } from "./gift-mail-kinds";

export type RequestedGiftMail = {
	giftId: string;
	kind: GiftMailKind;
	onceKey: string;
	refundId?: string | null;
	requestedBy?: string;
};

const requestedSchema = z.object({ id: z.uuid() });

/**
 * Writes the mail's row and its job in the caller's transaction, once per onceKey.
 * @returns the mail's id, or null when it was asked for before
 */
export async function requestGiftMail(
	tx: SqlTx,
	ctx: Pick<Ctx, "now">,
	mail: RequestedGiftMail,
): Promise<string | null> {
	const rows = await queryRows(
		tx,
		requestedSchema,
		Prisma.sql`
		WITH ${giftMailSql(ctx, mail)}
		SELECT id FROM requested, (SELECT count(*) FROM queued) AS done`,
	);
	return rows[0]?.id ?? null;
}

/** The two named parts `requested` and `queued` of a WITH, for a use case that writes everything in one statement. */
export function giftMailSql(ctx: Pick<Ctx, "now">, mail: RequestedGiftMail): Prisma.Sql {
	return Prisma.sql`
		requested AS (
			INSERT INTO mail (id, kind, once_key, institution_id, hub_id, gift_id, refund_id, lang, to_address, status, requested_by, created_at)
			SELECT gen_random_uuid(), ${mail.kind}, ${mail.onceKey}, institution_id, hub_id, id, ${mail.refundId ?? null}::uuid, lang, email, 'queued', ${mail.requestedBy ?? null}, ${ctx.now}
			FROM gift WHERE id = ${mail.giftId}::uuid
			ON CONFLICT (once_key) DO NOTHING
			RETURNING id
		), queued AS MATERIALIZED (
			SELECT enqueue_job('sendMail', json_build_object('mailId', id), 'mail:' || id, NULL, NULL, NULL, NULL) FROM requested
		)`;
}
