-- The ledger's balance at Stripe is the net of the balance transactions, but for charges whose transaction is not told yet.
WITH ledger AS (
  SELECT stripe_account_id, sum(amount_yen) AS amount FROM ledger_entry WHERE account = 'stripe_balance' GROUP BY 1
), told AS (
  SELECT stripe_account_id, sum(net_yen) AS amount FROM stripe_balance_transaction GROUP BY 1
), untold AS (
  SELECT stripe_account_id, sum(gross_yen) AS amount FROM payment WHERE balance_transaction_id IS NULL GROUP BY 1
)
SELECT 'stripe_account ' || coalesce(l.stripe_account_id, t.stripe_account_id) AS subject,
       'ledger ' || coalesce(l.amount, 0) || ', balance transactions ' || coalesce(t.amount, 0) || ', not told yet ' || coalesce(u.amount, 0) AS detail
FROM ledger l FULL JOIN told t ON t.stripe_account_id = l.stripe_account_id
LEFT JOIN untold u ON u.stripe_account_id = coalesce(l.stripe_account_id, t.stripe_account_id)
WHERE coalesce(l.amount, 0) <> coalesce(t.amount, 0) + coalesce(u.amount, 0);
