import { z } from "zod";
import { Prisma } from "~/platform/db/client.server";
import { afterCommit, queryRows, type Tx } from "~/platform/db/transaction.server";
import { deleteFile } from "~/platform/storage/storage.server";

/**
 * Takes from a donor's pledges what their money does not need: signatory, conditions and notes. The signed agreement stays
 * where money came, as the paper behind a receipt, under a name that names nobody; of a promise nothing came of it goes.
 * None is in force any more: that would have stood in the way.
 */
export async function blankPledgesOf(tx: Tx, donorId: string, now: Date): Promise<void> {
	const gone = await queryRows(
		tx,
		z.object({ key: z.string() }),
		Prisma.sql`
		SELECT p.agreement_key AS key FROM pledge p
		WHERE p.donor_id = ${donorId}::uuid AND p.agreement_key IS NOT NULL
			AND NOT EXISTS (SELECT 1 FROM gift g JOIN allocation a ON a.gift_id = g.id WHERE g.pledge_id = p.id)`,
	);
	const keys = gone.map(({ key }) => key);
	await tx.$executeRaw(Prisma.sql`
		UPDATE pledge SET signatory = '', conditions = '', note = '', cancel_reason = '', form_key = 'erased:' || id, updated_at = ${now},
			agreement_name = CASE WHEN agreement_key = ANY(${keys}::text[]) OR agreement_key IS NULL THEN NULL
				ELSE 'agreement.' || substring(agreement_key from '[^.]+$') END,
			agreement_sha256 = CASE WHEN agreement_key = ANY(${keys}::text[]) THEN NULL ELSE agreement_sha256 END,
			agreement_key = CASE WHEN agreement_key = ANY(${keys}::text[]) THEN NULL ELSE agreement_key END
		WHERE donor_id = ${donorId}::uuid`);
	for (const key of keys) afterCommit(`forget ${key}`, () => deleteFile(key));
}
