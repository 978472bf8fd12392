-- Every line of spending is booked once, with its amount, day, fund and use; a void one is booked back.
WITH booked AS (
  SELECT t.id, t.cause_id, t.reverses_id, t.occurred_on, t.kind, e.amount_yen AS yen, e.use, e.fund_id, e.external_fund_id, e.hub_id
  FROM ledger_transaction t LEFT JOIN ledger_entry e ON e.transaction_id = t.id AND e.account = 'spending'
  WHERE t.cause_type = 'spending_line'
)
SELECT coalesce('spending_line ' || s.id, 'ledger_transaction ' || b.id) AS subject,
       CASE WHEN s.id IS NULL THEN 'booked for a line that is not there'
            WHEN b.id IS NULL THEN 'not booked'
            ELSE s.amount_yen || ' yen on ' || s.spent_on || ' for ' || s.use || ', booked ' || b.yen || ' on ' || b.occurred_on || ' for ' || b.use || ' (' || b.kind || ')' END AS detail
FROM spending_line s
LEFT JOIN external_fund f ON f.id = s.external_fund_id
FULL JOIN (SELECT * FROM booked WHERE reverses_id IS NULL) b ON b.cause_id = s.id::text
WHERE s.id IS NULL OR b.id IS NULL OR b.yen <> s.amount_yen OR b.occurred_on <> s.spent_on OR b.use <> s.use
   OR b.fund_id IS DISTINCT FROM s.fund_id OR b.external_fund_id IS DISTINCT FROM s.external_fund_id OR b.hub_id IS DISTINCT FROM s.hub_id
   OR b.kind <> CASE WHEN f.category = 'host' THEN 'host_spending' ELSE 'spending' END
UNION ALL
SELECT 'spending_line ' || s.id, CASE WHEN s.voided_at IS NULL THEN 'booked back although it stands' ELSE 'void and not booked back' END
FROM spending_line s LEFT JOIN booked b ON b.cause_id = s.id::text AND b.reverses_id IS NOT NULL
WHERE (s.voided_at IS NULL) <> (b.id IS NULL)
UNION ALL
SELECT 'ledger_transaction ' || v.id, 'books back ' || v.yen || ' yen of ' || b.yen || ' on ' || v.occurred_on
FROM booked v JOIN booked b ON b.id = v.reverses_id
WHERE v.yen <> -b.yen OR v.occurred_on <> b.occurred_on;
