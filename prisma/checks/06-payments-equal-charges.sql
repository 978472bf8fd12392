-- Payments by Stripe are our mirror of its charges, one to one, gross for gross, fee for fee; money of the institution's own bank has no fee.
SELECT coalesce('payment ' || p.id, 'stripe_charge ' || c.id) AS subject,
       CASE WHEN p.id IS NULL THEN 'a charge without a payment'
            WHEN p.stripe_account_id IS NULL THEN 'a fee of ' || p.fee_yen || ' on money of the bank'
            WHEN c.id IS NULL THEN 'a payment without a charge'
            WHEN p.gross_yen <> c.amount_yen THEN 'gross ' || p.gross_yen || ', charged ' || c.amount_yen
            ELSE 'fee ' || coalesce(p.fee_yen::text, 'unknown') || ', balance transaction ' || coalesce(b.fee_yen::text, 'unknown') END AS detail
FROM payment p
FULL JOIN stripe_charge c ON c.stripe_account_id = p.stripe_account_id AND c.id = p.charge_id
LEFT JOIN stripe_balance_transaction b ON b.stripe_account_id = c.stripe_account_id AND b.id = c.balance_transaction_id
WHERE CASE WHEN p.id IS NOT NULL AND p.stripe_account_id IS NULL THEN coalesce(p.fee_yen, 0) <> 0
  ELSE p.id IS NULL OR c.id IS NULL OR p.gross_yen <> c.amount_yen OR p.fee_yen IS DISTINCT FROM b.fee_yen END;
