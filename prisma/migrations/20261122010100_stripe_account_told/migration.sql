-- What Stripe last told of an account, why it is disabled, and what kept us from asking.
ALTER TABLE "stripe_account" ADD COLUMN     "capabilities" JSONB NOT NULL DEFAULT '{}',
ADD COLUMN     "checked_at" TIMESTAMPTZ(3),
ADD COLUMN     "disabled_reason" TEXT,
ADD COLUMN     "key_ending" TEXT,
ADD COLUMN     "missing" TEXT[] DEFAULT ARRAY[]::TEXT[],
ADD COLUMN     "problem" TEXT,
ADD COLUMN     "problem_at" TIMESTAMPTZ(3);

CREATE INDEX "stripe_account_institution_id_idx" ON "stripe_account"("institution_id");

ALTER TABLE "stripe_account"
  -- The word stands in the address of its webhook.
  ADD CONSTRAINT "stripe_account_word" CHECK ("id" ~ '^[a-z0-9][a-z0-9-]{0,59}$'),
  ADD CONSTRAINT "stripe_account_whose" CHECK (("kind" = 'platform') = ("institution_id" IS NULL)),
  ADD CONSTRAINT "stripe_account_disabled" CHECK (("status" = 'disabled') = ("disabled_reason" IS NOT NULL)),
  ADD CONSTRAINT "stripe_account_disabled_reason" CHECK ("disabled_reason" IN ('staff', 'deauthorized', 'key_refused'));

-- A give page says when gifts are paused, and which ways to pay there are.
CREATE TRIGGER "public_data" AFTER UPDATE OF "status", "charges_enabled", "capabilities" ON "stripe_account" FOR EACH STATEMENT EXECUTE FUNCTION "notify_public_data"();
