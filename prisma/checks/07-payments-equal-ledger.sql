-- What the ledger booked for a payment is its gross and its fee.
WITH booked AS (
  SELECT t.cause_id,
         coalesce(sum(e.amount_yen) FILTER (WHERE e.account = 'gift_income' AND e.kind = 'gift_received'), 0) AS income,
         coalesce(sum(e.amount_yen) FILTER (WHERE e.account = 'processor_fee'), 0) AS fee
  FROM ledger_transaction t JOIN ledger_entry e ON e.transaction_id = t.id
  WHERE t.cause_type = 'payment' GROUP BY 1
)
SELECT coalesce('payment ' || p.id, 'cause ' || b.cause_id) AS subject,
       'gross ' || coalesce(p.gross_yen::text, 'none') || ', booked ' || coalesce((-b.income)::text, 'nothing')
       || '; fee ' || coalesce(p.fee_yen::text, 'unknown') || ', booked ' || coalesce(b.fee::text, 'nothing') AS detail
FROM payment p FULL JOIN booked b ON b.cause_id = p.id::text
WHERE p.id IS NULL OR b.cause_id IS NULL OR p.gross_yen <> -b.income OR coalesce(p.fee_yen, 0) <> b.fee;
