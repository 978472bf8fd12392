-- What the ledger booked for a payment is its gross and its fee, as money of Stripe or of the bank.
WITH booked AS (
  SELECT t.cause_id,
         coalesce(sum(e.amount_yen) FILTER (WHERE e.account = 'gift_income' AND e.kind = 'gift_received'), 0) AS by_stripe,
         coalesce(sum(e.amount_yen) FILTER (WHERE e.account = 'gift_income' AND e.kind = 'bank_gift_received'), 0) AS by_bank,
         coalesce(sum(e.amount_yen) FILTER (WHERE e.account = 'processor_fee'), 0) AS fee
  FROM ledger_transaction t JOIN ledger_entry e ON e.transaction_id = t.id
  WHERE t.cause_type = 'payment' GROUP BY 1
)
SELECT coalesce('payment ' || p.id, 'cause ' || b.cause_id) AS subject,
       'gross ' || coalesce(p.gross_yen::text, 'none') || CASE WHEN p.stripe_account_id IS NULL THEN ' by bank' ELSE ' by Stripe' END
       || ', booked ' || coalesce((-b.by_stripe)::text, 'nothing') || ' by Stripe and ' || coalesce((-b.by_bank)::text, 'nothing') || ' by bank'
       || '; fee ' || coalesce(p.fee_yen::text, 'unknown') || ', booked ' || coalesce(b.fee::text, 'nothing') AS detail
FROM payment p FULL JOIN booked b ON b.cause_id = p.id::text
WHERE p.id IS NULL OR b.cause_id IS NULL OR coalesce(p.fee_yen, 0) <> b.fee
   OR -b.by_stripe <> CASE WHEN p.stripe_account_id IS NULL THEN 0 ELSE p.gross_yen END
   OR -b.by_bank <> CASE WHEN p.stripe_account_id IS NULL THEN p.gross_yen ELSE 0 END;
