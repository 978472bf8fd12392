-- The rollups, over their slots, are the sums and counts of the entries. Mend with: SELECT rebuild_ledger_balance() as the owner.
WITH entries AS (
  SELECT e.account, e.fiscal_year, e.institution_id, e.hub_id, e.fund_id, e.kind, e.category, e.channel, e.use, e.precision, e.stripe_account_id,
         sum(e.amount_yen) AS amount, sum(CASE WHEN t.reverses_id IS NULL THEN 1 ELSE -1 END) AS lines
  FROM ledger_entry e JOIN ledger_transaction t ON t.id = e.transaction_id
  GROUP BY 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11
), rollups AS (
  SELECT account, fiscal_year, institution_id, hub_id, fund_id, kind, category, channel, use, precision, stripe_account_id,
         sum(amount_yen) AS amount, sum(entry_count) AS lines
  FROM ledger_balance GROUP BY 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11
), differences AS (
  (SELECT * FROM entries EXCEPT ALL SELECT * FROM rollups)
  UNION ALL
  (SELECT * FROM rollups EXCEPT ALL SELECT * FROM entries)
)
SELECT 'ledger_balance ' || account || ' ' || kind || ' ' || fiscal_year AS subject,
       'entries and rollup differ: ' || amount || ' yen, ' || lines || ' lines on one side' AS detail
FROM differences;
