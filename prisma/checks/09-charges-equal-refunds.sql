-- What Stripe says was refunded of a charge is the sum of the refunds we know of it.
SELECT 'stripe_charge ' || c.id AS subject, 'Stripe refunded ' || c.amount_refunded_yen || ', we know of ' || coalesce(sum(r.amount_yen), 0) AS detail
FROM stripe_charge c
LEFT JOIN stripe_refund r ON r.stripe_account_id = c.stripe_account_id AND r.charge_id = c.id AND r.status NOT IN ('failed', 'canceled')
GROUP BY c.stripe_account_id, c.id
HAVING coalesce(sum(r.amount_yen), 0) <> c.amount_refunded_yen;
