-- attention: Things that should have ended by now: a fee not told for two days, an event that failed or waits for an hour, a mail queued for a day or of unknown fate, a refund that waits, a dispute near its end, a plan's change that Stripe was not told.
SELECT 'payment ' || id AS subject, 'its balance transaction is unknown since ' || charged_at AS detail
FROM payment WHERE stripe_account_id IS NOT NULL AND balance_transaction_id IS NULL AND created_at < now() - interval '2 days'
UNION ALL
SELECT 'stripe_event ' || event_id, status || ' since ' || received_at || coalesce(': ' || last_error, '')
FROM stripe_event WHERE status = 'failed' OR (status = 'stored' AND received_at < now() - interval '1 hour')
UNION ALL
SELECT 'mail ' || id, 'queued since ' || created_at || coalesce(': ' || error, '') FROM mail WHERE status = 'queued' AND created_at < now() - interval '1 day'
UNION ALL
SELECT 'mail ' || id, 'of unknown fate: ' || coalesce(error, '') FROM mail WHERE status = 'uncertain'
UNION ALL
SELECT 'refund ' || id, CASE status WHEN 'requested' THEN 'waits for a second person' ELSE 'approved and not sent' END || ' since ' || coalesce(approved_at, requested_at)
FROM refund WHERE (status = 'requested' AND requested_at < now() - interval '7 days')
   OR (status = 'approved' AND approved_at < now() - CASE WHEN stripe_account_id IS NULL THEN interval '7 days' ELSE interval '1 day' END)
UNION ALL
SELECT 'dispute ' || stripe_dispute_id, 'evidence is due at ' || evidence_due_at
FROM dispute WHERE status = 'open' AND stripe_status LIKE '%needs_response' AND evidence_due_at < now() + interval '3 days'
UNION ALL
SELECT 'fraud_warning ' || stripe_warning_id, 'undecided since ' || created_at
FROM fraud_warning WHERE status = 'open' AND actionable AND created_at < now() - interval '1 day'
UNION ALL
SELECT 'recurring_change ' || id, action || ' of plan ' || plan_id || ' waits since ' || requested_at
FROM recurring_change WHERE status = 'requested' AND action <> 'card' AND requested_at < now() - interval '1 day';
