import type { SqlTx } from "~/platform/db/transaction.server";
import type { LockedPayout } from "./lock-payout.server";

/**
 * Says which payments a payout carried. By schedule: those Stripe grouped, and those of failed payouts whose money it
 * carries again. By hand: each institution's oldest available ones, as long as its share and what was left of earlier ones
 * pays for them. Payments that are a living payout's already stay there.
 */
export async function assignPayments(tx: SqlTx, row: LockedPayout): Promise<void> {
	await tx.$executeRaw`
		WITH RECURSIVE carrier AS (
			SELECT ${row.stripePayoutId}::text AS id
			UNION
			SELECT b.source_id FROM carrier
			JOIN stripe_balance_transaction b ON b.stripe_account_id = ${row.stripeAccountId} AND b.payout_id = carrier.id
				AND b.type IN ('payout_failure', 'payout_cancel')
		)
		UPDATE payment p SET payout_id = ${row.id}::uuid, arrived_on = ${row.arrivedOn}::date
		FROM stripe_balance_transaction b, carrier
		WHERE b.stripe_account_id = ${row.stripeAccountId} AND b.payout_id = carrier.id
			AND p.stripe_account_id = b.stripe_account_id AND p.charge_id = b.source_id AND p.payout_id IS NULL`;
	await tx.$executeRaw`
		WITH share AS (
			SELECT s.institution_id, s.amount_yen FROM payout_share s JOIN payout o ON o.id = s.payout_id
			WHERE o.id = ${row.id}::uuid AND NOT o.automatic
				AND NOT EXISTS (SELECT 1 FROM payment p WHERE p.payout_id = o.id)
		), worth AS (
			SELECT p.id, p.institution_id, p.payout_id, p.available_on, p.charged_at,
				(SELECT coalesce(sum(b.net_yen), 0) FROM stripe_balance_transaction b
				WHERE b.stripe_account_id = p.stripe_account_id AND b.source_id IN (
					SELECT p.charge_id
					UNION ALL SELECT r.stripe_refund_id FROM refund r WHERE r.payment_id = p.id
					UNION ALL SELECT d.stripe_dispute_id FROM dispute d WHERE d.payment_id = p.id)) AS net_yen
			FROM payment p JOIN share USING (institution_id)
			WHERE p.stripe_account_id = ${row.stripeAccountId} AND p.available_on <= ${row.sentOn}::date
				AND (p.payout_id IS NULL OR p.payout_id IN (SELECT id FROM payout WHERE NOT automatic))
		), budget AS (
			SELECT share.institution_id, share.amount_yen
				+ coalesce((SELECT sum(s.amount_yen) FROM payout_share s JOIN payout o ON o.id = s.payout_id
					WHERE s.institution_id = share.institution_id AND o.stripe_account_id = ${row.stripeAccountId} AND NOT o.automatic
						AND o.status <> 'failed' AND o.id <> ${row.id}::uuid), 0)
				- coalesce((SELECT sum(w.net_yen) FROM worth w WHERE w.institution_id = share.institution_id AND w.payout_id IS NOT NULL), 0)
				AS yen
			FROM share
		), queue AS (
			SELECT w.id, w.institution_id,
				sum(w.net_yen) OVER (PARTITION BY w.institution_id ORDER BY w.available_on, w.charged_at, w.id) AS so_far
			FROM worth w WHERE w.payout_id IS NULL
		)
		UPDATE payment p SET payout_id = ${row.id}::uuid, arrived_on = ${row.arrivedOn}::date
		FROM queue q JOIN budget b USING (institution_id)
		WHERE p.id = q.id AND q.so_far <= b.yen`;
}
