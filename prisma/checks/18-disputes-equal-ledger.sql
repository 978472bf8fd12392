-- A dispute's money in the ledger is that of its balance transactions, with its fee; what it still holds is lost when it is lost, and only then.
WITH told AS (
  SELECT d.id, coalesce(-sum(b.amount_yen), 0) AS held, coalesce(sum(b.fee_yen), 0) AS fee
  FROM dispute d
  LEFT JOIN stripe_balance_transaction b ON b.stripe_account_id = d.stripe_account_id AND b.source_id = d.stripe_dispute_id
  GROUP BY d.id
), booked AS (
  SELECT t.cause_id,
         coalesce(sum(e.amount_yen) FILTER (WHERE e.account = 'stripe_disputed' AND e.kind IN ('dispute_withdrawn', 'dispute_reinstated')), 0) AS held,
         coalesce(sum(e.amount_yen) FILTER (WHERE e.account = 'processor_fee'), 0) AS fee,
         coalesce(sum(e.amount_yen) FILTER (WHERE e.account = 'gift_income'), 0) AS lost
  FROM ledger_transaction t JOIN ledger_entry e ON e.transaction_id = t.id
  WHERE t.cause_type = 'dispute' GROUP BY 1
)
SELECT 'dispute ' || d.id AS subject,
       d.status || ': holds ' || t.held || ', booked ' || coalesce(b.held, 0) || '; fee ' || t.fee || ', booked ' || coalesce(b.fee, 0)
       || ', kept ' || d.fee_yen || '; lost ' || coalesce(b.lost, 0) AS detail
FROM dispute d JOIN told t ON t.id = d.id LEFT JOIN booked b ON b.cause_id = d.id::text
WHERE coalesce(b.held, 0) <> t.held OR coalesce(b.fee, 0) <> t.fee OR d.fee_yen <> t.fee
   OR coalesce(b.lost, 0) <> CASE WHEN d.status = 'lost' THEN greatest(t.held, 0) ELSE 0 END;
