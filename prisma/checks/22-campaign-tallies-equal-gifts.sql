-- A campaign's figures, what its offers matched and a supporter's page say what their gifts say: received, less refunds and lost disputes
WITH money AS (
	SELECT g.id AS gift_id, g.campaign_id, g.peer_page_id, g.pledge_id, g.donor_id, p.given_on AS day, a.amount_yen AS received,
		greatest(a.amount_yen
			- coalesce((SELECT sum(r.amount_yen) FROM refund r WHERE r.payment_id = p.id
				AND (r.status = 'succeeded' OR (r.status = 'sent' AND r.refunded_on IS NOT NULL))), 0)
			- coalesce((SELECT sum(d.amount_yen) FROM dispute d WHERE d.payment_id = p.id AND d.status = 'lost'), 0), 0) AS kept,
		greatest(p.created_at, (SELECT max(r.updated_at) FROM refund r WHERE r.payment_id = p.id),
			(SELECT max(d.updated_at) FROM dispute d WHERE d.payment_id = p.id)) AS told_at
	FROM gift g JOIN allocation a ON a.gift_id = g.id JOIN payment p ON p.id = a.payment_id
	WHERE g.campaign_id IS NOT NULL OR g.peer_page_id IS NOT NULL
), settling AS (
	-- What was told a moment ago is counted by a job that may not have run.
	SELECT campaign_id AS id FROM money WHERE told_at > now() - interval '10 minutes'
	UNION SELECT peer_page_id FROM money WHERE told_at > now() - interval '10 minutes'
	UNION SELECT g.campaign_id FROM gift g JOIN recurring_plan rp ON rp.id = g.recurring_plan_id
		WHERE g.campaign_id IS NOT NULL AND rp.updated_at > now() - interval '10 minutes'
	UNION SELECT c.id FROM campaign c WHERE c.updated_at > now() - interval '10 minutes'
), came AS (
	SELECT campaign_id, sum(received) AS received, sum(received - kept) AS gone,
		count(DISTINCT gift_id) FILTER (WHERE kept > 0) AS gifts, count(DISTINCT donor_id) FILTER (WHERE kept > 0) AS donors
	FROM money WHERE campaign_id IS NOT NULL GROUP BY campaign_id
), monthly AS (
	SELECT g.campaign_id, count(DISTINCT rp.donor_id) AS donors
	FROM gift g JOIN recurring_plan rp ON rp.id = g.recurring_plan_id
	WHERE g.campaign_id IS NOT NULL AND g.payment_status = 'received' AND rp.unit = 'month' AND rp.status IN ('active', 'past_due', 'paused')
	GROUP BY g.campaign_id
)
SELECT 'campaign ' || c.id AS subject, format('received %s refunded %s gifts %s donors %s monthly %s, its gifts %s %s %s %s %s',
	t.received_yen, t.refunded_yen, t.gift_count, t.donor_count, t.monthly_donor_count, coalesce(came.received, 0), coalesce(came.gone, 0),
	coalesce(came.gifts, 0), coalesce(came.donors, 0), coalesce(monthly.donors, 0)) AS detail
FROM campaign c
LEFT JOIN campaign_tally t ON t.campaign_id = c.id
LEFT JOIN came ON came.campaign_id = c.id
LEFT JOIN monthly ON monthly.campaign_id = c.id
WHERE c.id NOT IN (SELECT id FROM settling WHERE id IS NOT NULL)
	AND (coalesce(t.received_yen, 0), coalesce(t.refunded_yen, 0), coalesce(t.gift_count, 0), coalesce(t.donor_count, 0), coalesce(t.monthly_donor_count, 0))
	IS DISTINCT FROM (coalesce(came.received, 0), coalesce(came.gone, 0), coalesce(came.gifts, 0), coalesce(came.donors, 0), coalesce(monthly.donors, 0))
UNION ALL
-- Of a campaign with one offer the whole rule is one sum; of several, each may not match more than was given in its days.
SELECT 'matching_offer ' || o.id, format('matched %s of at most %s, gifts in its days %s', o.matched_yen, o.limit_yen, given.kept)
FROM matching_offer o
CROSS JOIN LATERAL (
	SELECT coalesce(sum(m.kept), 0)::bigint AS kept FROM money m
	WHERE m.campaign_id = o.campaign_id AND m.day BETWEEN o.starts_on AND o.ends_on
		AND NOT EXISTS (SELECT 1 FROM matching_offer x WHERE x.campaign_id = o.campaign_id AND x.pledge_id = m.pledge_id)
) given
WHERE o.campaign_id NOT IN (SELECT id FROM settling WHERE id IS NOT NULL)
	AND CASE WHEN (SELECT count(*) FROM matching_offer x WHERE x.campaign_id = o.campaign_id) = 1
		THEN o.matched_yen <> least(o.limit_yen, given.kept * o.basis_points / 10000)
		ELSE o.matched_yen > least(o.limit_yen, given.kept * o.basis_points / 10000) END
UNION ALL
SELECT 'peer_page ' || pp.id, format('received %s of %s gifts, its gifts %s of %s', pp.received_yen, pp.gift_count, coalesce(sum(m.kept), 0),
	count(DISTINCT m.gift_id) FILTER (WHERE m.kept > 0))
FROM peer_page pp LEFT JOIN money m ON m.peer_page_id = pp.id
WHERE pp.id NOT IN (SELECT id FROM settling WHERE id IS NOT NULL)
GROUP BY pp.id
HAVING pp.received_yen <> coalesce(sum(m.kept), 0) OR pp.gift_count <> count(DISTINCT m.gift_id) FILTER (WHERE m.kept > 0)
