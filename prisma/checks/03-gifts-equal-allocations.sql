-- A received gift is covered by its allocations; a gift that is not received has none.
SELECT 'gift ' || g.id AS subject,
       g.payment_status || ': ' || g.amount_yen || ' yen, allocated ' || coalesce(sum(a.amount_yen), 0) AS detail
FROM gift g LEFT JOIN allocation a ON a.gift_id = g.id
GROUP BY g.id
HAVING CASE WHEN g.payment_status = 'received' THEN coalesce(sum(a.amount_yen), 0) < g.amount_yen ELSE count(a.id) > 0 END;
