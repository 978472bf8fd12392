-- What of a gift went back, as it stands on the gift, is what refunds that left and lost disputes of its payments say
WITH told AS (
	SELECT a.gift_id, sum(back.amount_yen) AS yen
	FROM (
		SELECT rf.payment_id, rf.amount_yen FROM refund rf WHERE rf.status IN ('sent', 'succeeded')
		UNION ALL
		SELECT d.payment_id, d.amount_yen FROM dispute d WHERE d.status = 'lost'
	) back
	JOIN allocation a ON a.payment_id = back.payment_id
	GROUP BY a.gift_id
)
SELECT 'gift ' || g.id AS subject, format('%s went back, refunds and disputes say %s', g.back_yen, coalesce(told.yen, 0)) AS detail
FROM gift g LEFT JOIN told ON told.gift_id = g.id
WHERE g.back_yen <> least(coalesce(told.yen, 0), g.amount_yen)
