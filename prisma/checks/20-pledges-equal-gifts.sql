-- A pledge's instalments hold what came of its gifts, less what went back, once each, and sum to what was promised
WITH came AS (
	SELECT g.pledge_id, g.id AS gift_id,
		greatest(sum(a.amount_yen) - coalesce(sum(back.yen), 0), 0) AS net_yen
	FROM gift g
	JOIN allocation a ON a.gift_id = g.id
	LEFT JOIN LATERAL (
		SELECT sum(gone.amount_yen) AS yen FROM (
			SELECT r.amount_yen FROM refund r WHERE r.payment_id = a.payment_id AND r.status = 'succeeded'
			UNION ALL
			SELECT d.amount_yen FROM dispute d WHERE d.payment_id = a.payment_id AND d.status = 'lost'
		) gone
	) back ON true
	WHERE g.pledge_id IS NOT NULL
	GROUP BY g.pledge_id, g.id
), rows AS (
	SELECT pledge_id, sum(scheduled_yen) AS scheduled, sum(paid_yen) AS paid, sum(written_off_yen) AS written_off
	FROM instalment WHERE current GROUP BY pledge_id
), parts AS (
	SELECT ig.instalment_id, sum(ig.amount_yen) AS yen FROM instalment_gift ig GROUP BY ig.instalment_id
), settling AS (
	-- What Stripe told a moment ago is settled by a job that may not have run.
	SELECT DISTINCT g.pledge_id FROM gift g JOIN allocation a ON a.gift_id = g.id JOIN payment p ON p.id = a.payment_id
	WHERE g.pledge_id IS NOT NULL AND p.stripe_account_id IS NOT NULL AND greatest(p.created_at,
		(SELECT max(r.updated_at) FROM refund r WHERE r.payment_id = p.id),
		(SELECT max(d.updated_at) FROM dispute d WHERE d.payment_id = p.id)) > now() - interval '10 minutes'
)
SELECT 'instalment ' || i.id AS subject, format('paid %s, parts %s', i.paid_yen, coalesce(p.yen, 0)) AS detail
FROM instalment i LEFT JOIN parts p ON p.instalment_id = i.id
WHERE i.current AND i.paid_yen <> coalesce(p.yen, 0)
UNION ALL
SELECT 'instalment ' || i.id, 'an older schedule holds parts of gifts'
FROM instalment i JOIN parts p ON p.instalment_id = i.id WHERE NOT i.current
UNION ALL
SELECT 'gift ' || g.id, format('pays instalments of another pledge than %s', coalesce(g.pledge_id::text, 'none'))
FROM instalment_gift ig JOIN gift g ON g.id = ig.gift_id JOIN instalment i ON i.id = ig.instalment_id
WHERE g.pledge_id IS DISTINCT FROM i.pledge_id
UNION ALL
SELECT 'gift ' || c.gift_id, format('net %s, parts %s', c.net_yen, coalesce(sum(ig.amount_yen), 0))
FROM came c LEFT JOIN instalment_gift ig ON ig.gift_id = c.gift_id
WHERE c.pledge_id NOT IN (SELECT pledge_id FROM settling)
GROUP BY c.gift_id, c.net_yen
HAVING coalesce(sum(ig.amount_yen), 0) > c.net_yen
UNION ALL
SELECT 'pledge ' || p.id, format('paid %s and overpaid %s, gifts %s', p.paid_yen, p.overpaid_yen, coalesce(sum(c.net_yen), 0))
FROM pledge p LEFT JOIN came c ON c.pledge_id = p.id
WHERE p.id NOT IN (SELECT pledge_id FROM settling)
GROUP BY p.id
HAVING p.paid_yen + p.overpaid_yen <> coalesce(sum(c.net_yen), 0)
UNION ALL
SELECT 'pledge ' || p.id, format('promised %s paid %s written off %s, instalments %s %s %s',
	p.amount_yen, p.paid_yen, p.written_off_yen, r.scheduled, r.paid, r.written_off)
FROM pledge p LEFT JOIN rows r ON r.pledge_id = p.id
WHERE (p.amount_yen, p.paid_yen, p.written_off_yen) IS DISTINCT FROM (r.scheduled, r.paid, r.written_off)
UNION ALL
SELECT 'pledge ' || p.id, format('is %s with %s of %s paid and %s written off', p.status, p.paid_yen, p.amount_yen, p.written_off_yen)
FROM pledge p
WHERE p.status NOT IN ('draft', 'cancelled') AND p.status <> CASE
	WHEN p.paid_yen + p.written_off_yen < p.amount_yen THEN 'active'
	WHEN p.written_off_yen = 0 THEN 'fulfilled'
	WHEN p.paid_yen > 0 THEN 'partly_written_off'
	ELSE 'written_off' END
UNION ALL
SELECT 'schedule ' || s.id, format('amount %s, instalments %s', s.amount_yen, sum(i.scheduled_yen))
FROM pledge_schedule s LEFT JOIN instalment i ON i.schedule_id = s.id
GROUP BY s.id HAVING s.amount_yen <> coalesce(sum(i.scheduled_yen), 0)
