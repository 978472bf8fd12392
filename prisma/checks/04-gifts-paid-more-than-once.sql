-- attention: A gift whose donor paid twice: the money is booked, and a person decides what goes back.
SELECT 'gift ' || g.id AS subject,
       g.amount_yen || ' yen, allocated ' || paid.amount || ', returned ' || paid.returned AS detail
FROM gift g
JOIN LATERAL (
  SELECT sum(a.amount_yen) AS amount,
         coalesce(sum((SELECT sum(r.amount_yen) FROM refund r WHERE r.payment_id = a.payment_id AND r.status IN ('sent', 'succeeded'))), 0) AS returned
  FROM allocation a WHERE a.gift_id = g.id
) paid ON true
WHERE paid.amount > g.amount_yen AND paid.amount - paid.returned > g.amount_yen;
