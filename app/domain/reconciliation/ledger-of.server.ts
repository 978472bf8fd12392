import { z } from "zod";
import { Prisma } from "~/platform/db/client.server";
import { queryRows, type SqlTx } from "~/platform/db/transaction.server";

/** An object at Stripe and how the ledger would know it: by the row that caused the posting, or by the posting's key. */
export type LedgerSubject = {
	objectId: string;
	cause: { type: "payment" | "refund" | "dispute" | "payout"; id: string } | null;
	keys: string[];
};

const sumsSchema = z.object({
	objectId: z.string(),
	/** on stripe_balance of this account */
	hereYen: z.bigint(),
	/** on stripe_balance of other accounts */
	elsewhereYen: z.bigint(),
	/** booked as received */
	grossYen: z.bigint(),
	feeYen: z.bigint(),
	/** on its way to the bank */
	transitYen: z.bigint(),
});
export type LedgerSums = z.output<typeof sumsSchema>;

const NOTHING = { hereYen: 0n, elsewhereYen: 0n, grossYen: 0n, feeYen: 0n, transitYen: 0n };

/** What the ledger holds of each object: one question for a page of them. */
export async function ledgerOf(tx: SqlTx, account: string, subjects: LedgerSubject[]) {
	const json = JSON.stringify(
		subjects.map(({ objectId, cause, keys }) => ({
			object_id: objectId,
			cause_type: cause?.type ?? null,
			cause_id: cause?.id ?? null,
			keys,
		})),
	);
	const rows = await queryRows(
		tx,
		sumsSchema,
		Prisma.sql`
		WITH subject AS (
			SELECT * FROM jsonb_to_recordset(${json}::jsonb) AS s(object_id text, cause_type text, cause_id text, keys jsonb)
		), found AS (
			SELECT s.object_id, t.id FROM subject s
			JOIN ledger_transaction t ON t.cause_type = s.cause_type AND t.cause_id = s.cause_id
			UNION
			SELECT s.object_id, t.id FROM subject s CROSS JOIN LATERAL jsonb_array_elements_text(s.keys) k (key)
			JOIN ledger_transaction t ON t.idempotency_key = k.key
		)
		SELECT f.object_id AS "objectId",
			coalesce(sum(e.amount_yen) FILTER (WHERE e.account = 'stripe_balance' AND e.stripe_account_id = ${account}), 0)::bigint AS "hereYen",
			coalesce(sum(e.amount_yen) FILTER (WHERE e.account = 'stripe_balance' AND e.stripe_account_id <> ${account}), 0)::bigint AS "elsewhereYen",
			coalesce(-sum(e.amount_yen) FILTER (WHERE e.account = 'gift_income' AND e.kind = 'gift_received'), 0)::bigint AS "grossYen",
			coalesce(sum(e.amount_yen) FILTER (WHERE e.account = 'processor_fee'), 0)::bigint AS "feeYen",
			coalesce(sum(e.amount_yen) FILTER (WHERE e.account = 'payout_in_transit' AND e.kind = 'payout_sent'), 0)::bigint AS "transitYen"
		FROM found f JOIN ledger_entry e ON e.transaction_id = f.id
		GROUP BY f.object_id`,
	);
	const byObject = new Map(rows.map((row) => [row.objectId, row]));
	return (objectId: string): LedgerSums => byObject.get(objectId) ?? { objectId, ...NOTHING };
}
