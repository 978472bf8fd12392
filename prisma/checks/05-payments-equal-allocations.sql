-- The parts of a payment add up to it.
SELECT 'payment ' || p.id AS subject, p.gross_yen || ' yen, allocated ' || coalesce(sum(a.amount_yen), 0) AS detail
FROM payment p LEFT JOIN allocation a ON a.payment_id = p.id
GROUP BY p.id
HAVING coalesce(sum(a.amount_yen), 0) <> p.gross_yen;
