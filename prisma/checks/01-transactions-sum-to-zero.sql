-- Every ledger transaction has at least two lines that sum to zero.
SELECT 'ledger_transaction ' || t.id AS subject,
       t.kind || ': ' || count(e.id) || ' lines sum to ' || coalesce(sum(e.amount_yen), 0) AS detail
FROM ledger_transaction t LEFT JOIN ledger_entry e ON e.transaction_id = t.id
GROUP BY t.id, t.kind
HAVING count(e.id) < 2 OR coalesce(sum(e.amount_yen), 0) <> 0;
