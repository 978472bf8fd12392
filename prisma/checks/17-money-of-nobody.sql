-- attention: Money that moved at Stripe or went out with a payout and belongs to no gift we know; a payout that should have come long ago.
SELECT 'stripe_balance_transaction ' || b.id AS subject, b.type || ' of ' || b.net_yen || ' yen, source ' || coalesce(b.source_id, 'none') AS detail
FROM stripe_balance_transaction b
WHERE NOT EXISTS (SELECT 1 FROM payment p WHERE p.stripe_account_id = b.stripe_account_id AND p.charge_id = b.source_id)
  AND NOT EXISTS (SELECT 1 FROM refund r WHERE r.stripe_account_id = b.stripe_account_id AND r.stripe_refund_id = b.source_id)
  AND NOT EXISTS (SELECT 1 FROM dispute d WHERE d.stripe_account_id = b.stripe_account_id AND d.stripe_dispute_id = b.source_id)
  AND NOT EXISTS (SELECT 1 FROM payout o WHERE o.stripe_account_id = b.stripe_account_id AND o.stripe_payout_id = b.source_id)
UNION ALL
SELECT 'payout ' || id, unattributed_yen || ' of ' || amount_yen || ' yen are of nobody we know' FROM payout WHERE unattributed_yen <> 0
UNION ALL
SELECT 'payout ' || id, 'not grouped by Stripe since ' || created_at FROM payout WHERE sent_on IS NULL AND created_at < now() - interval '3 days'
UNION ALL
SELECT 'payout ' || id, 'expected on ' || expected_on || ', ' || stripe_status FROM payout
WHERE status = 'expected' AND expected_on < (now() AT TIME ZONE 'Asia/Tokyo')::date - 14;
