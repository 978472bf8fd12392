-- Every paid invoice of a plan has its payment, and the gift it names is a gift of that plan; no other invoice names one.
SELECT 'recurring_invoice ' || i.stripe_invoice_id AS subject, 'is paid, and its payment ' || i.payment_intent_id || ' is not booked' AS detail
FROM recurring_invoice i
WHERE i.status = 'paid' AND i.payment_intent_id IS NOT NULL
  AND NOT EXISTS (SELECT 1 FROM payment p WHERE p.stripe_account_id = i.stripe_account_id AND p.payment_intent_id = i.payment_intent_id)
UNION ALL
SELECT 'recurring_invoice ' || i.stripe_invoice_id, 'names gift ' || g.id || ' of another plan'
FROM recurring_invoice i JOIN gift g ON g.id = i.gift_id WHERE g.recurring_plan_id IS DISTINCT FROM i.plan_id
UNION ALL
SELECT 'gift ' || g.id, 'is a renewal of plan ' || g.recurring_plan_id || ' without an invoice'
FROM gift g
WHERE g.recurring_plan_id IS NOT NULL AND g.payment_status = 'received'
  AND NOT EXISTS (SELECT 1 FROM recurring_invoice i WHERE i.gift_id = g.id)
  AND NOT EXISTS (SELECT 1 FROM checkout_attempt a WHERE a.gift_id = g.id);
