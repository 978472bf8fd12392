-- A payment arrived on the day of its payout, a gift on the day by which arrived payments cover it, and a line of the bank is as much as what it is tied to.
SELECT 'payment ' || p.id AS subject, 'arrived ' || coalesce(p.arrived_on::text, 'never') || ', its payout ' || coalesce(o.arrived_on::text, 'never') AS detail
FROM payment p LEFT JOIN payout o ON o.id = p.payout_id
WHERE p.stripe_account_id IS NOT NULL AND p.arrived_on IS DISTINCT FROM o.arrived_on
UNION ALL
SELECT 'gift ' || g.id, 'arrived ' || coalesce(g.arrived_on::text, 'never') || ', its payments ' || coalesce(c.day::text, 'never')
FROM gift g
CROSS JOIN LATERAL (
  SELECT min(day) AS day FROM (
    SELECT p.arrived_on AS day, sum(a.amount_yen) OVER (ORDER BY p.arrived_on, p.id) AS so_far
    FROM allocation a JOIN payment p ON p.id = a.payment_id
    WHERE a.gift_id = g.id AND p.arrived_on IS NOT NULL) parts
  WHERE so_far >= g.amount_yen
) c
WHERE g.payment_status = 'received' AND g.arrived_on IS DISTINCT FROM c.day
UNION ALL
SELECT 'payout ' || o.id, 'the bank says ' || l.amount_yen || ' on ' || l.value_on || ', the payout is ' || o.amount_yen || ' and arrived ' || coalesce(o.arrived_on::text, 'never')
FROM bank_line l JOIN payout o ON o.id = l.payout_id
WHERE l.amount_yen <> o.amount_yen OR l.value_on IS DISTINCT FROM o.arrived_on OR o.arrival_basis <> 'bank_line'
UNION ALL
SELECT 'payout ' || o.id, 'is reconciled without a line of the bank'
FROM payout o WHERE o.status = 'reconciled' AND NOT EXISTS (SELECT 1 FROM bank_line l WHERE l.payout_id = o.id);
