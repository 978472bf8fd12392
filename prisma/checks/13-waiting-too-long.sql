-- attention: Things that should have ended by now: a fee not told for two days, an event that failed or waits for an hour, a mail queued for a day or of unknown fate.
SELECT 'payment ' || id AS subject, 'its balance transaction is unknown since ' || charged_at AS detail
FROM payment WHERE balance_transaction_id IS NULL AND created_at < now() - interval '2 days'
UNION ALL
SELECT 'stripe_event ' || event_id, status || ' since ' || received_at || coalesce(': ' || last_error, '')
FROM stripe_event WHERE status = 'failed' OR (status = 'stored' AND received_at < now() - interval '1 hour')
UNION ALL
SELECT 'mail ' || id, 'queued since ' || created_at || coalesce(': ' || error, '') FROM mail WHERE status = 'queued' AND created_at < now() - interval '1 day'
UNION ALL
SELECT 'mail ' || id, 'of unknown fate: ' || coalesce(error, '') FROM mail WHERE status = 'uncertain';
