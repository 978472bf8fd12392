-- What the ledger has of a payout is its shares: sent, back when it failed, arrived when it is counted so; shares and what is of nobody add up to it.
WITH booked AS (
  SELECT t.cause_id, e.institution_id,
         coalesce(sum(e.amount_yen) FILTER (WHERE e.account = 'payout_in_transit' AND e.kind = 'payout_sent'), 0) AS sent,
         coalesce(-sum(e.amount_yen) FILTER (WHERE e.account = 'payout_in_transit' AND e.kind = 'payout_failed'), 0) AS back,
         coalesce(sum(e.amount_yen) FILTER (WHERE e.account = 'institution_bank'), 0) AS arrived
  FROM ledger_transaction t JOIN ledger_entry e ON e.transaction_id = t.id
  WHERE t.cause_type = 'payout' GROUP BY 1, 2
)
SELECT 'payout ' || coalesce(s.payout_id::text, b.cause_id) || ' institution ' || coalesce(s.institution_id, b.institution_id) AS subject,
       'share ' || coalesce(s.amount_yen, 0) || ', booked out ' || coalesce(b.sent, 0) || ', back ' || coalesce(b.back, 0) || ', arrived ' || coalesce(b.arrived, 0) AS detail
FROM payout_share s
FULL JOIN booked b ON b.cause_id = s.payout_id::text AND b.institution_id = s.institution_id
LEFT JOIN payout o ON o.id::text = coalesce(s.payout_id::text, b.cause_id)
WHERE o.id IS NULL OR coalesce(s.amount_yen, 0) <> coalesce(b.sent, 0)
   OR coalesce(b.back, 0) <> CASE WHEN o.failed_on IS NULL THEN 0 ELSE coalesce(s.amount_yen, 0) END
   OR coalesce(b.arrived, 0) <> CASE WHEN o.arrived_on IS NULL THEN 0 ELSE coalesce(s.amount_yen, 0) END
UNION ALL
SELECT 'payout ' || o.id, o.amount_yen || ' yen, shared out ' || coalesce(sum(s.amount_yen), 0) || ', of nobody ' || o.unattributed_yen
FROM payout o LEFT JOIN payout_share s ON s.payout_id = o.id
WHERE o.sent_on IS NOT NULL
GROUP BY o.id
HAVING coalesce(sum(s.amount_yen), 0) + o.unattributed_yen <> o.amount_yen
UNION ALL
SELECT 'payout ' || o.id, 'booked on ' || o.sent_on || ', its balance transaction is missing'
FROM payout o
WHERE o.sent_on IS NOT NULL AND NOT EXISTS (
  SELECT 1 FROM stripe_balance_transaction b
  WHERE b.stripe_account_id = o.stripe_account_id AND b.source_id = o.stripe_payout_id AND b.type = 'payout' AND b.net_yen = -o.amount_yen);
