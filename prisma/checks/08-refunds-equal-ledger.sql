-- Refunds that Stripe has are our mirror of them, those of the bank are booked when they succeeded, and the ledger has what left us and what came back.
WITH booked AS (
  SELECT t.cause_id,
         coalesce(sum(e.amount_yen) FILTER (WHERE e.kind = 'gift_refunded'), 0) AS gone,
         coalesce(sum(e.amount_yen) FILTER (WHERE e.kind = 'gift_refund_failed'), 0) AS back,
         coalesce(sum(e.amount_yen) FILTER (WHERE e.kind = 'bank_gift_refunded'), 0) AS by_bank
  FROM ledger_transaction t JOIN ledger_entry e ON e.transaction_id = t.id AND e.account = 'gift_income'
  WHERE t.cause_type = 'refund' GROUP BY 1
)
SELECT coalesce('refund ' || r.id, 'stripe_refund ' || s.id, 'cause ' || b.cause_id) AS subject,
       CASE WHEN r.id IS NULL THEN 'a refund of Stripe or of the ledger that we do not have'
            WHEN r.stripe_refund_id IS NOT NULL AND s.id IS NULL THEN 'a refund that Stripe does not have'
            WHEN r.amount_yen <> s.amount_yen THEN r.amount_yen || ' yen here, ' || s.amount_yen || ' at Stripe'
            ELSE r.status || ': booked out ' || coalesce(b.gone, 0) || ', booked back ' || coalesce(b.back, 0)
              || ', by bank ' || coalesce(b.by_bank, 0) || ' of ' || r.amount_yen END AS detail
FROM refund r
FULL JOIN stripe_refund s ON s.stripe_account_id = r.stripe_account_id AND s.id = r.stripe_refund_id
FULL JOIN booked b ON b.cause_id = r.id::text
WHERE r.id IS NULL OR (r.stripe_refund_id IS NOT NULL AND s.id IS NULL) OR r.amount_yen <> s.amount_yen
   OR coalesce(b.gone, 0) <> CASE WHEN s.balance_transaction_id IS NULL THEN 0 ELSE r.amount_yen END
   OR coalesce(b.back, 0) <> CASE WHEN s.failure_balance_transaction_id IS NULL THEN 0 ELSE -r.amount_yen END
   OR coalesce(b.by_bank, 0) <> CASE WHEN r.stripe_account_id IS NULL AND r.status = 'succeeded' THEN r.amount_yen ELSE 0 END;
