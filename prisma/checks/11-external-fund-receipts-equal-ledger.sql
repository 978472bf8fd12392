-- Every receipt or return of an external fund is booked once, with its amount, indirect part, day and precision; a void one is booked back.
WITH booked AS (
  SELECT t.id, t.cause_id, t.reverses_id, t.kind, t.occurred_on, t.precision,
         -sum(e.amount_yen) AS yen, -coalesce(sum(e.amount_yen) FILTER (WHERE e.use <> x.use), 0) AS apart_yen
  FROM ledger_transaction t
  LEFT JOIN ledger_entry e ON e.transaction_id = t.id AND e.class = 'income'
  LEFT JOIN external_fund x ON x.id = e.external_fund_id
  WHERE t.cause_type = 'external_fund_receipt'
  GROUP BY t.id
)
SELECT coalesce('external_fund_receipt ' || r.id, 'ledger_transaction ' || b.id) AS subject,
       CASE WHEN r.id IS NULL THEN 'booked for a receipt that is not there'
            WHEN b.id IS NULL THEN 'not booked'
            ELSE r.kind || ' ' || r.amount_yen || ' yen (' || r.indirect_yen || ' indirect) on ' || r.received_on || ' (' || r.precision || '), booked ' || b.yen || ' (' || b.apart_yen || ' apart) on ' || b.occurred_on || ' (' || b.precision || ', ' || b.kind || ')' END AS detail
FROM external_fund_receipt r
JOIN external_fund f ON f.id = r.external_fund_id
FULL JOIN (SELECT * FROM booked WHERE reverses_id IS NULL) b ON b.cause_id = r.id::text
WHERE r.id IS NULL OR b.id IS NULL
   OR b.yen <> CASE WHEN r.kind = 'returned' THEN -r.amount_yen ELSE r.amount_yen END
   OR b.apart_yen <> CASE WHEN f.use = 'running' THEN 0 WHEN r.kind = 'returned' THEN -r.indirect_yen ELSE r.indirect_yen END
   OR b.occurred_on <> r.received_on OR b.precision <> r.precision
   OR b.kind <> CASE WHEN f.category = 'host' THEN 'host_contribution_received' WHEN r.kind = 'returned' THEN 'external_fund_returned' ELSE 'external_fund_received' END
UNION ALL
SELECT 'external_fund_receipt ' || r.id, CASE WHEN r.voided_at IS NULL THEN 'booked back although it stands' ELSE 'void and not booked back' END
FROM external_fund_receipt r
LEFT JOIN booked b ON b.cause_id = r.id::text AND b.reverses_id IS NOT NULL
WHERE (r.voided_at IS NULL) <> (b.id IS NULL)
UNION ALL
SELECT 'ledger_transaction ' || v.id, 'books back ' || v.yen || ' yen of ' || b.yen || ' on ' || v.occurred_on
FROM booked v JOIN booked b ON b.id = v.reverses_id
WHERE v.yen <> -b.yen OR v.apart_yen <> -b.apart_yen OR v.occurred_on <> b.occurred_on
UNION ALL
SELECT 'external_fund ' || f.id, 'void, and a receipt of it stands'
FROM external_fund f WHERE f.voided_at IS NOT NULL AND EXISTS (SELECT 1 FROM external_fund_receipt r WHERE r.external_fund_id = f.id AND r.voided_at IS NULL)
UNION ALL
SELECT 'external_fund ' || r.external_fund_id, 'more was given back than received'
FROM external_fund_receipt r WHERE r.voided_at IS NULL
GROUP BY r.external_fund_id HAVING sum(CASE WHEN r.kind = 'returned' THEN -r.amount_yen ELSE r.amount_yen END) < 0;
