-- Every receipt of an external fund is booked once, with its amount, day and precision.
SELECT coalesce('external_fund_receipt ' || r.id, 'ledger_transaction ' || t.id) AS subject,
       CASE WHEN r.id IS NULL THEN 'booked for a receipt that is not there'
            WHEN t.id IS NULL THEN 'not booked'
            ELSE r.amount_yen || ' yen on ' || r.received_on || ' (' || r.precision || '), booked ' || -e.amount_yen || ' on ' || t.occurred_on || ' (' || t.precision || ')' END AS detail
FROM external_fund_receipt r
FULL JOIN (SELECT * FROM ledger_transaction WHERE cause_type = 'external_fund_receipt' AND reverses_id IS NULL) t ON t.cause_id = r.id::text
LEFT JOIN ledger_entry e ON e.transaction_id = t.id AND e.class = 'income'
WHERE r.id IS NULL OR t.id IS NULL OR -e.amount_yen <> r.amount_yen OR t.occurred_on <> r.received_on OR t.precision <> r.precision;
