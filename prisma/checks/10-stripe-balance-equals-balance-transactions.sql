-- The ledger's balance at Stripe is the net of the balance transactions of ours, but for charges whose transaction is not told yet.
WITH ledger AS (
  SELECT stripe_account_id, sum(amount_yen) AS amount FROM ledger_entry WHERE account = 'stripe_balance' GROUP BY 1
), told AS (
  SELECT b.stripe_account_id, sum(b.net_yen) AS amount FROM stripe_balance_transaction b
  WHERE EXISTS (SELECT 1 FROM payment p WHERE p.stripe_account_id = b.stripe_account_id AND p.charge_id = b.source_id)
     OR EXISTS (SELECT 1 FROM refund r WHERE r.stripe_account_id = b.stripe_account_id AND r.stripe_refund_id = b.source_id)
     OR EXISTS (SELECT 1 FROM dispute d WHERE d.stripe_account_id = b.stripe_account_id AND d.stripe_dispute_id = b.source_id)
     OR EXISTS (SELECT 1 FROM payout o WHERE o.stripe_account_id = b.stripe_account_id AND o.stripe_payout_id = b.source_id)
  GROUP BY 1
), untold AS (
  SELECT stripe_account_id, sum(gross_yen) AS amount FROM payment WHERE balance_transaction_id IS NULL GROUP BY 1
), strange AS (
  -- what went out with a payout and was of nobody we know is not in the ledger
  SELECT stripe_account_id, sum(unattributed_yen) AS amount FROM payout WHERE sent_on IS NOT NULL AND failed_on IS NULL GROUP BY 1
)
SELECT 'stripe_account ' || coalesce(l.stripe_account_id, t.stripe_account_id) AS subject,
       'ledger ' || coalesce(l.amount, 0) || ', balance transactions ' || coalesce(t.amount, 0) || ', not told yet ' || coalesce(u.amount, 0)
       || ', of nobody we know ' || coalesce(s.amount, 0) AS detail
FROM ledger l FULL JOIN told t ON t.stripe_account_id = l.stripe_account_id
LEFT JOIN untold u ON u.stripe_account_id = coalesce(l.stripe_account_id, t.stripe_account_id)
LEFT JOIN strange s ON s.stripe_account_id = coalesce(l.stripe_account_id, t.stripe_account_id)
WHERE coalesce(l.amount, 0) <> coalesce(t.amount, 0) + coalesce(u.amount, 0) + coalesce(s.amount, 0);
