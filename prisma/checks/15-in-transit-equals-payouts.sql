-- What is on its way to the bank is the payouts that were sent, have not come back and are not counted as arrived.
WITH ledger AS (
  SELECT stripe_account_id, institution_id, sum(amount_yen) AS amount FROM ledger_entry WHERE account = 'payout_in_transit' GROUP BY 1, 2
), travelling AS (
  SELECT o.stripe_account_id, s.institution_id, sum(s.amount_yen) AS amount
  FROM payout o JOIN payout_share s ON s.payout_id = o.id
  WHERE o.sent_on IS NOT NULL AND o.failed_on IS NULL AND o.arrived_on IS NULL GROUP BY 1, 2
)
SELECT 'stripe_account ' || coalesce(l.stripe_account_id, t.stripe_account_id) || ' institution ' || coalesce(l.institution_id, t.institution_id) AS subject,
       'ledger ' || coalesce(l.amount, 0) || ', payouts on their way ' || coalesce(t.amount, 0) AS detail
FROM ledger l FULL JOIN travelling t ON t.stripe_account_id = l.stripe_account_id AND t.institution_id = l.institution_id
WHERE coalesce(l.amount, 0) <> coalesce(t.amount, 0);
