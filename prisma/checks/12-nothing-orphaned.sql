-- Every ledger transaction has a cause that is there, every gift with money has its payment and its day, every completed attempt its received gift.
SELECT 'ledger_transaction ' || t.id AS subject, 'caused by an unknown ' || t.cause_type || ' ' || t.cause_id AS detail
FROM ledger_transaction t
WHERE CASE t.cause_type
  WHEN 'payment' THEN NOT EXISTS (SELECT 1 FROM payment WHERE id::text = t.cause_id)
  WHEN 'refund' THEN NOT EXISTS (SELECT 1 FROM refund WHERE id::text = t.cause_id)
  WHEN 'dispute' THEN NOT EXISTS (SELECT 1 FROM dispute WHERE id::text = t.cause_id)
  WHEN 'payout' THEN NOT EXISTS (SELECT 1 FROM payout WHERE id::text = t.cause_id)
  WHEN 'external_fund_receipt' THEN NOT EXISTS (SELECT 1 FROM external_fund_receipt WHERE id::text = t.cause_id)
  WHEN 'spending_line' THEN NOT EXISTS (SELECT 1 FROM spending_line WHERE id::text = t.cause_id)
  ELSE true END
UNION ALL
SELECT 'gift ' || g.id, 'received without a payment'
FROM gift g WHERE g.payment_status = 'received' AND NOT EXISTS (SELECT 1 FROM allocation a WHERE a.gift_id = g.id)
UNION ALL
SELECT 'gift ' || g.id, 'received without a day'
FROM gift g WHERE g.payment_status = 'received' AND g.given_on IS NULL
UNION ALL
-- A gift that a form began was paid by an attempt of it; a renewal and money of the institution's own bank have none.
SELECT 'gift ' || g.id, 'paid at Stripe without a completed attempt'
FROM gift g
WHERE g.payment_status = 'received' AND EXISTS (SELECT 1 FROM checkout_attempt a WHERE a.gift_id = g.id)
  AND NOT EXISTS (SELECT 1 FROM checkout_attempt a WHERE a.gift_id = g.id AND a.status = 'completed')
  AND NOT EXISTS (SELECT 1 FROM allocation a JOIN payment p ON p.id = a.payment_id WHERE a.gift_id = g.id AND p.stripe_account_id IS NULL)
UNION ALL
SELECT 'checkout_attempt ' || a.id, 'completed, and its gift is ' || g.payment_status
FROM checkout_attempt a JOIN gift g ON g.id = a.gift_id WHERE a.status = 'completed' AND g.payment_status <> 'received';
