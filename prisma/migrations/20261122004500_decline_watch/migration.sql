-- What the decline watch counts: the events of an hour, out of all there ever were.
CREATE INDEX "stripe_event_outcomes" ON "stripe_event" ("created_at") WHERE "type" IN ('payment_intent.payment_failed', 'payment_intent.succeeded');
