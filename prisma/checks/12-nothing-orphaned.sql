-- Every ledger transaction has a cause of a known kind, every gift with money a day, every mail of a gift its gift.
SELECT 'ledger_transaction ' || id AS subject, 'caused by an unknown ' || cause_type AS detail
FROM ledger_transaction WHERE cause_type NOT IN ('payment', 'refund', 'external_fund_receipt')
UNION ALL
SELECT 'gift ' || g.id, 'received without a completed attempt'
FROM gift g WHERE g.payment_status = 'received' AND NOT EXISTS (SELECT 1 FROM checkout_attempt a WHERE a.gift_id = g.id AND a.status = 'completed')
UNION ALL
SELECT 'checkout_attempt ' || a.id, 'completed, and its gift is ' || g.payment_status
FROM checkout_attempt a JOIN gift g ON g.id = a.gift_id WHERE a.status = 'completed' AND g.payment_status <> 'received'
UNION ALL
SELECT 'stripe_balance_transaction ' || b.id, 'of no charge or refund we know'
FROM stripe_balance_transaction b
WHERE NOT EXISTS (SELECT 1 FROM stripe_charge c WHERE c.stripe_account_id = b.stripe_account_id AND c.balance_transaction_id = b.id)
  AND NOT EXISTS (SELECT 1 FROM stripe_refund r WHERE r.stripe_account_id = b.stripe_account_id AND b.id IN (r.balance_transaction_id, r.failure_balance_transaction_id));
