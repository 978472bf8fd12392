-- A received gift is covered by its allocations; a gift that is not received has none, but for parts that came to the institution's own bank.
SELECT 'gift ' || g.id AS subject,
       g.payment_status || ': ' || g.amount_yen || ' yen, allocated ' || coalesce(sum(a.amount_yen), 0) AS detail
FROM gift g LEFT JOIN allocation a ON a.gift_id = g.id LEFT JOIN payment p ON p.id = a.payment_id
GROUP BY g.id
HAVING CASE g.payment_status
  WHEN 'received' THEN coalesce(sum(a.amount_yen), 0) < g.amount_yen
  WHEN 'partly_paid' THEN count(p.stripe_account_id) > 0 OR coalesce(sum(a.amount_yen), 0) >= g.amount_yen
  ELSE count(a.id) > 0 END;
