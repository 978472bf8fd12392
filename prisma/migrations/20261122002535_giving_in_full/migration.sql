-- DropForeignKey
ALTER TABLE "payment" DROP CONSTRAINT "payment_stripe_account_id_fkey";

-- DropForeignKey
ALTER TABLE "refund" DROP CONSTRAINT "refund_stripe_account_id_fkey";

-- AlterTable
ALTER TABLE "checkout_attempt" ADD COLUMN     "stripe_subscription_id" TEXT;

-- AlterTable
ALTER TABLE "donor" ADD COLUMN     "department" TEXT NOT NULL DEFAULT '',
ADD COLUMN     "email_key" TEXT NOT NULL DEFAULT '',
ADD COLUMN     "erased_at" TIMESTAMPTZ(3),
ADD COLUMN     "receipt_rhythm" TEXT;

-- AlterTable
ALTER TABLE "fund" ADD COLUMN     "allocation_rule_en" TEXT NOT NULL DEFAULT '',
ADD COLUMN     "allocation_rule_ja" TEXT NOT NULL DEFAULT '';

-- AlterTable
ALTER TABLE "gift" ADD COLUMN     "department" TEXT NOT NULL DEFAULT '',
ADD COLUMN     "entered_by" TEXT,
ADD COLUMN     "receipt_rhythm" TEXT,
ADD COLUMN     "recurring_plan_id" UUID;

-- AlterTable
ALTER TABLE "mail" ADD COLUMN     "donor_id" UUID,
ADD COLUMN     "params" JSONB NOT NULL DEFAULT '{}',
ADD COLUMN     "subject_id" UUID,
ADD COLUMN     "subject_type" TEXT;

-- AlterTable
ALTER TABLE "payment" ADD COLUMN     "arrived_on" DATE,
ADD COLUMN     "payout_id" UUID,
ALTER COLUMN "stripe_account_id" DROP NOT NULL,
ALTER COLUMN "charge_id" DROP NOT NULL,
ALTER COLUMN "payment_intent_id" DROP NOT NULL;

-- AlterTable
ALTER TABLE "refund" ADD COLUMN     "approved_at" TIMESTAMPTZ(3),
ADD COLUMN     "approved_by" TEXT,
ADD COLUMN     "note" TEXT NOT NULL DEFAULT '',
ADD COLUMN     "requested_at" TIMESTAMPTZ(3),
ADD COLUMN     "requested_by" TEXT,
ALTER COLUMN "stripe_account_id" DROP NOT NULL,
ALTER COLUMN "stripe_refund_id" DROP NOT NULL;

-- AlterTable
ALTER TABLE "stripe_account" ADD COLUMN     "charges_enabled" BOOLEAN NOT NULL DEFAULT true,
ADD COLUMN     "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
ADD COLUMN     "label" TEXT NOT NULL DEFAULT '',
ADD COLUMN     "payouts_enabled" BOOLEAN NOT NULL DEFAULT true,
ADD COLUMN     "secret_key_sealed" TEXT,
ADD COLUMN     "status" TEXT NOT NULL DEFAULT 'active',
ADD COLUMN     "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
ADD COLUMN     "webhook_secret_sealed" TEXT;

-- AlterTable
ALTER TABLE "stripe_balance_transaction" ADD COLUMN     "payout_id" TEXT,
ADD COLUMN     "reporting_category" TEXT;

-- CreateTable
CREATE TABLE "application" (
    "id" UUID NOT NULL,
    "gift_id" UUID NOT NULL,
    "institution_id" UUID NOT NULL,
    "hub_id" UUID,
    "reference" TEXT NOT NULL,
    "status" TEXT NOT NULL DEFAULT 'applied',
    "purpose" TEXT NOT NULL DEFAULT '',
    "conditions" TEXT NOT NULL DEFAULT '',
    "planned_on" DATE,
    "signatory" TEXT NOT NULL DEFAULT '',
    "refusal_ground" TEXT,
    "accepted_on" DATE,
    "pay_by" DATE,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "application_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "application_step" (
    "id" UUID NOT NULL,
    "application_id" UUID NOT NULL,
    "step" TEXT NOT NULL,
    "note" TEXT NOT NULL DEFAULT '',
    "actor_kind" TEXT NOT NULL,
    "actor_id" TEXT,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "application_step_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "bank_line" (
    "id" UUID NOT NULL,
    "institution_id" UUID NOT NULL,
    "value_on" DATE NOT NULL,
    "amount_yen" BIGINT NOT NULL,
    "remitter" TEXT NOT NULL DEFAULT '',
    "note" TEXT NOT NULL DEFAULT '',
    "source" TEXT NOT NULL DEFAULT 'passbook',
    "source_key" TEXT NOT NULL,
    "payment_id" UUID,
    "payout_id" UUID,
    "entered_by" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "bank_line_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "soft_credit" (
    "id" UUID NOT NULL,
    "gift_id" UUID NOT NULL,
    "donor_id" UUID NOT NULL,
    "amount_yen" BIGINT NOT NULL,
    "reason" TEXT NOT NULL,
    "note" TEXT NOT NULL DEFAULT '',
    "created_by" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "soft_credit_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "gift_match" (
    "id" UUID NOT NULL,
    "matching_gift_id" UUID NOT NULL,
    "matched_gift_id" UUID NOT NULL,
    "amount_yen" BIGINT NOT NULL,
    "created_by" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "gift_match_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "block_rule" (
    "id" UUID NOT NULL,
    "institution_id" UUID,
    "kind" TEXT NOT NULL,
    "value_hash" TEXT NOT NULL,
    "hint" TEXT NOT NULL,
    "reason" TEXT NOT NULL,
    "created_by" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "expires_at" TIMESTAMPTZ(3),
    "ended_at" TIMESTAMPTZ(3),

    CONSTRAINT "block_rule_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "decline_alarm" (
    "id" UUID NOT NULL,
    "institution_id" UUID,
    "declined" INTEGER NOT NULL,
    "attempts" INTEGER NOT NULL,
    "opened_at" TIMESTAMPTZ(3) NOT NULL,
    "last_seen_at" TIMESTAMPTZ(3) NOT NULL,
    "closed_at" TIMESTAMPTZ(3),
    "closed_by" TEXT,

    CONSTRAINT "decline_alarm_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "give_challenge" (
    "id" UUID NOT NULL,
    "email" TEXT NOT NULL,
    "lang" CHAR(2) NOT NULL,
    "form_key" TEXT NOT NULL,
    "code_hash" TEXT,
    "tries" INTEGER NOT NULL DEFAULT 0,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    "passed_at" TIMESTAMPTZ(3),

    CONSTRAINT "give_challenge_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "giving_policy" (
    "institution_id" UUID NOT NULL,
    "stripe_account_id" TEXT,
    "anchor_day" SMALLINT NOT NULL DEFAULT 27,
    "company_card_max_yen" BIGINT NOT NULL DEFAULT 1000000,
    "refund_window_days" INTEGER NOT NULL DEFAULT 14,
    "refund_approval_yen" BIGINT NOT NULL DEFAULT 100000,
    "daily_gifts_max" INTEGER NOT NULL DEFAULT 20,
    "daily_yen_max" BIGINT NOT NULL DEFAULT 20000000,
    "plans_max" INTEGER NOT NULL DEFAULT 10,
    "bank_name" TEXT NOT NULL DEFAULT '',
    "bank_branch" TEXT NOT NULL DEFAULT '',
    "bank_account_type" TEXT NOT NULL DEFAULT 'futsu',
    "bank_account_number" TEXT NOT NULL DEFAULT '',
    "bank_account_holder" TEXT NOT NULL DEFAULT '',
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "giving_policy_pkey" PRIMARY KEY ("institution_id")
);

-- CreateTable
CREATE TABLE "fund_share" (
    "fund_id" UUID NOT NULL,
    "hub_id" UUID NOT NULL,
    "basis_points" INTEGER NOT NULL,

    CONSTRAINT "fund_share_pkey" PRIMARY KEY ("fund_id","hub_id")
);

-- CreateTable
CREATE TABLE "dispute" (
    "id" UUID NOT NULL,
    "payment_id" UUID NOT NULL,
    "stripe_account_id" TEXT NOT NULL,
    "stripe_dispute_id" TEXT NOT NULL,
    "amount_yen" BIGINT NOT NULL,
    "fee_yen" BIGINT NOT NULL DEFAULT 0,
    "status" TEXT NOT NULL,
    "stripe_status" TEXT NOT NULL,
    "reason" TEXT NOT NULL,
    "evidence_due_at" TIMESTAMPTZ(3),
    "opened_on" DATE NOT NULL,
    "closed_on" DATE,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "dispute_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "fraud_warning" (
    "id" UUID NOT NULL,
    "payment_id" UUID NOT NULL,
    "stripe_account_id" TEXT NOT NULL,
    "stripe_warning_id" TEXT NOT NULL,
    "fraud_type" TEXT NOT NULL,
    "actionable" BOOLEAN NOT NULL,
    "status" TEXT NOT NULL DEFAULT 'open',
    "decided_by" TEXT,
    "decided_at" TIMESTAMPTZ(3),
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "fraud_warning_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "payout" (
    "id" UUID NOT NULL,
    "stripe_account_id" TEXT NOT NULL,
    "institution_id" UUID,
    "stripe_payout_id" TEXT NOT NULL,
    "amount_yen" BIGINT NOT NULL,
    "status" TEXT NOT NULL DEFAULT 'expected',
    "stripe_status" TEXT NOT NULL,
    "automatic" BOOLEAN NOT NULL DEFAULT true,
    "expected_on" DATE NOT NULL,
    "paid_at" TIMESTAMPTZ(3),
    "arrived_on" DATE,
    "failure_code" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "payout_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "portal_link" (
    "id" UUID NOT NULL,
    "email" TEXT NOT NULL,
    "lang" CHAR(2) NOT NULL,
    "next_path" TEXT NOT NULL DEFAULT '/portal',
    "token_hash" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    "used_at" TIMESTAMPTZ(3),

    CONSTRAINT "portal_link_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "portal_session" (
    "id" UUID NOT NULL,
    "email" TEXT NOT NULL,
    "token_hash" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "last_seen_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    "ended_at" TIMESTAMPTZ(3),

    CONSTRAINT "portal_session_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "donor_request" (
    "id" UUID NOT NULL,
    "donor_id" UUID NOT NULL,
    "institution_id" UUID NOT NULL,
    "kind" TEXT NOT NULL,
    "gift_id" UUID,
    "receipt_id" UUID,
    "amount_yen" BIGINT,
    "reason" TEXT NOT NULL DEFAULT '',
    "status" TEXT NOT NULL DEFAULT 'open',
    "answer" TEXT NOT NULL DEFAULT '',
    "decided_by" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "decided_at" TIMESTAMPTZ(3),

    CONSTRAINT "donor_request_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "receipt_issuer" (
    "institution_id" UUID NOT NULL,
    "enabled" BOOLEAN NOT NULL DEFAULT false,
    "legal_name_ja" TEXT NOT NULL,
    "legal_name_en" TEXT NOT NULL,
    "address_ja" TEXT NOT NULL DEFAULT '',
    "address_en" TEXT NOT NULL DEFAULT '',
    "representative_title_ja" TEXT NOT NULL DEFAULT '',
    "representative_title_en" TEXT NOT NULL DEFAULT '',
    "representative_name_ja" TEXT NOT NULL DEFAULT '',
    "representative_name_en" TEXT NOT NULL DEFAULT '',
    "number_format" TEXT NOT NULL DEFAULT '{year}-{number:6}',
    "number_year" TEXT NOT NULL DEFAULT 'fiscal_year',
    "date_policy" TEXT NOT NULL DEFAULT 'funds_arrival',
    "delivery" TEXT NOT NULL DEFAULT 'pdf',
    "rhythm" TEXT NOT NULL DEFAULT 'each',
    "reissue" TEXT NOT NULL DEFAULT 'reprint',
    "seal_key" TEXT,
    "contact" TEXT NOT NULL DEFAULT '',

    CONSTRAINT "receipt_issuer_pkey" PRIMARY KEY ("institution_id")
);

-- CreateTable
CREATE TABLE "receipt_certificate" (
    "id" UUID NOT NULL,
    "issuer_id" UUID NOT NULL,
    "kind" TEXT NOT NULL,
    "number" TEXT NOT NULL,
    "issued_by" TEXT NOT NULL,
    "valid_from" DATE NOT NULL,
    "valid_to" DATE NOT NULL,
    "file_key" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "receipt_certificate_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "receipt_register" (
    "issuer_id" UUID NOT NULL,
    "year" INTEGER NOT NULL,
    "last_number" INTEGER NOT NULL DEFAULT 0,

    CONSTRAINT "receipt_register_pkey" PRIMARY KEY ("issuer_id","year")
);

-- CreateTable
CREATE TABLE "receipt" (
    "id" UUID NOT NULL,
    "issuer_id" UUID NOT NULL,
    "donor_id" UUID NOT NULL,
    "batch_id" UUID,
    "kind" TEXT NOT NULL,
    "document" TEXT NOT NULL DEFAULT 'receipt',
    "status" TEXT NOT NULL DEFAULT 'prepared',
    "register_year" INTEGER,
    "number" INTEGER,
    "number_text" TEXT,
    "tax_year" INTEGER NOT NULL,
    "received_on" DATE NOT NULL,
    "amount_yen" BIGINT NOT NULL,
    "lang" CHAR(2) NOT NULL,
    "delivery" TEXT NOT NULL DEFAULT 'pdf',
    "content" JSONB NOT NULL DEFAULT '{}',
    "file_key" TEXT,
    "file_sha256" TEXT,
    "issued_on" DATE,
    "issued_at" TIMESTAMPTZ(3),
    "issued_by" TEXT,
    "rendered_at" TIMESTAMPTZ(3),
    "voided_at" TIMESTAMPTZ(3),
    "voided_by" TEXT,
    "void_reason" TEXT,
    "replaces_id" UUID,
    "paper_sent_on" DATE,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "receipt_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "receipt_gift" (
    "receipt_id" UUID NOT NULL,
    "gift_id" UUID NOT NULL,
    "amount_yen" BIGINT NOT NULL,
    "received_on" DATE NOT NULL,
    "active" BOOLEAN NOT NULL DEFAULT true,

    CONSTRAINT "receipt_gift_pkey" PRIMARY KEY ("receipt_id","gift_id")
);

-- CreateTable
CREATE TABLE "receipt_reprint" (
    "id" UUID NOT NULL,
    "receipt_id" UUID NOT NULL,
    "reason" TEXT NOT NULL DEFAULT '',
    "file_key" TEXT,
    "file_sha256" TEXT,
    "actor_kind" TEXT NOT NULL,
    "actor_id" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "receipt_reprint_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "receipt_batch" (
    "id" UUID NOT NULL,
    "issuer_id" UUID NOT NULL,
    "tax_year" INTEGER NOT NULL,
    "status" TEXT NOT NULL DEFAULT 'preparing',
    "prepared_by" TEXT,
    "issued_by" TEXT,
    "issue_on" DATE,
    "cursor" UUID,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "prepared_at" TIMESTAMPTZ(3),
    "issued_at" TIMESTAMPTZ(3),
    "withdrawn_at" TIMESTAMPTZ(3),

    CONSTRAINT "receipt_batch_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "reconciliation_run" (
    "id" UUID NOT NULL,
    "stripe_account_id" TEXT NOT NULL,
    "from_day" DATE NOT NULL,
    "to_day" DATE NOT NULL,
    "status" TEXT NOT NULL DEFAULT 'running',
    "cursor" JSONB NOT NULL DEFAULT '{}',
    "stripe_count" INTEGER NOT NULL DEFAULT 0,
    "our_count" INTEGER NOT NULL DEFAULT 0,
    "stripe_yen" BIGINT NOT NULL DEFAULT 0,
    "ledger_yen" BIGINT NOT NULL DEFAULT 0,
    "difference_count" INTEGER NOT NULL DEFAULT 0,
    "error" TEXT,
    "requested_by" TEXT,
    "started_at" TIMESTAMPTZ(3) NOT NULL,
    "finished_at" TIMESTAMPTZ(3),

    CONSTRAINT "reconciliation_run_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "reconciliation_difference" (
    "id" UUID NOT NULL,
    "stripe_account_id" TEXT NOT NULL,
    "institution_id" UUID,
    "kind" TEXT NOT NULL,
    "object_id" TEXT NOT NULL,
    "stripe_yen" BIGINT,
    "ledger_yen" BIGINT,
    "facts" JSONB NOT NULL DEFAULT '{}',
    "gift_id" UUID,
    "status" TEXT NOT NULL DEFAULT 'open',
    "note" TEXT NOT NULL DEFAULT '',
    "decided_by" TEXT,
    "first_seen_at" TIMESTAMPTZ(3) NOT NULL,
    "last_seen_at" TIMESTAMPTZ(3) NOT NULL,
    "gone_at" TIMESTAMPTZ(3),

    CONSTRAINT "reconciliation_difference_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "recurring_plan" (
    "id" UUID NOT NULL,
    "donor_id" UUID NOT NULL,
    "institution_id" UUID NOT NULL,
    "hub_id" UUID,
    "fund_id" UUID NOT NULL,
    "stripe_account_id" TEXT NOT NULL,
    "stripe_subscription_id" TEXT,
    "stripe_customer_id" TEXT,
    "unit" TEXT NOT NULL,
    "anchor_day" SMALLINT NOT NULL,
    "amount_yen" BIGINT NOT NULL,
    "status" TEXT NOT NULL DEFAULT 'pending',
    "lang" CHAR(2) NOT NULL,
    "next_charge_on" DATE,
    "paused_until" DATE,
    "started_on" DATE,
    "ended_on" DATE,
    "end_reason" TEXT,
    "card_brand" TEXT,
    "card_last4" CHAR(4),
    "card_exp_month" SMALLINT,
    "card_exp_year" SMALLINT,
    "failure_code" TEXT,
    "retry_at" TIMESTAMPTZ(3),
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "recurring_plan_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "recurring_invoice" (
    "id" UUID NOT NULL,
    "plan_id" UUID NOT NULL,
    "stripe_account_id" TEXT NOT NULL,
    "stripe_invoice_id" TEXT NOT NULL,
    "status" TEXT NOT NULL,
    "amount_yen" BIGINT NOT NULL,
    "due_on" DATE NOT NULL,
    "attempt_count" INTEGER NOT NULL DEFAULT 0,
    "next_attempt_at" TIMESTAMPTZ(3),
    "hosted_url" TEXT,
    "payment_intent_id" TEXT,
    "gift_id" UUID,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "recurring_invoice_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "recurring_change" (
    "id" UUID NOT NULL,
    "plan_id" UUID NOT NULL,
    "action" TEXT NOT NULL,
    "status" TEXT NOT NULL DEFAULT 'requested',
    "actor_kind" TEXT NOT NULL,
    "actor_id" TEXT,
    "reason" TEXT NOT NULL DEFAULT '',
    "before" JSONB NOT NULL DEFAULT '{}',
    "after" JSONB NOT NULL DEFAULT '{}',
    "error" TEXT,
    "requested_at" TIMESTAMPTZ(3) NOT NULL,
    "settled_at" TIMESTAMPTZ(3),

    CONSTRAINT "recurring_change_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "application_gift_id_key" ON "application"("gift_id");

-- CreateIndex
CREATE INDEX "application_institution_id_status_id_idx" ON "application"("institution_id", "status", "id" DESC);

-- CreateIndex
CREATE INDEX "application_hub_id_status_id_idx" ON "application"("hub_id", "status", "id" DESC);

-- CreateIndex
CREATE UNIQUE INDEX "application_institution_id_reference_key" ON "application"("institution_id", "reference");

-- CreateIndex
CREATE INDEX "application_step_application_id_id_idx" ON "application_step"("application_id", "id");

-- CreateIndex
CREATE UNIQUE INDEX "bank_line_source_key_key" ON "bank_line"("source_key");

-- CreateIndex
CREATE UNIQUE INDEX "bank_line_payment_id_key" ON "bank_line"("payment_id");

-- CreateIndex
CREATE UNIQUE INDEX "bank_line_payout_id_key" ON "bank_line"("payout_id");

-- CreateIndex
CREATE INDEX "bank_line_institution_id_value_on_id_idx" ON "bank_line"("institution_id", "value_on" DESC, "id" DESC);

-- CreateIndex
CREATE INDEX "soft_credit_donor_id_idx" ON "soft_credit"("donor_id");

-- CreateIndex
CREATE UNIQUE INDEX "soft_credit_gift_id_donor_id_reason_key" ON "soft_credit"("gift_id", "donor_id", "reason");

-- CreateIndex
CREATE INDEX "gift_match_matched_gift_id_idx" ON "gift_match"("matched_gift_id");

-- CreateIndex
CREATE UNIQUE INDEX "gift_match_matching_gift_id_matched_gift_id_key" ON "gift_match"("matching_gift_id", "matched_gift_id");

-- CreateIndex
CREATE INDEX "block_rule_kind_value_hash_idx" ON "block_rule"("kind", "value_hash");

-- CreateIndex
CREATE INDEX "decline_alarm_closed_at_opened_at_idx" ON "decline_alarm"("closed_at", "opened_at");

-- CreateIndex
CREATE INDEX "give_challenge_form_key_created_at_idx" ON "give_challenge"("form_key", "created_at");

-- CreateIndex
CREATE INDEX "give_challenge_expires_at_idx" ON "give_challenge"("expires_at");

-- CreateIndex
CREATE INDEX "dispute_payment_id_idx" ON "dispute"("payment_id");

-- CreateIndex
CREATE INDEX "dispute_status_evidence_due_at_idx" ON "dispute"("status", "evidence_due_at");

-- CreateIndex
CREATE UNIQUE INDEX "dispute_stripe_account_id_stripe_dispute_id_key" ON "dispute"("stripe_account_id", "stripe_dispute_id");

-- CreateIndex
CREATE INDEX "fraud_warning_payment_id_idx" ON "fraud_warning"("payment_id");

-- CreateIndex
CREATE INDEX "fraud_warning_status_created_at_idx" ON "fraud_warning"("status", "created_at");

-- CreateIndex
CREATE UNIQUE INDEX "fraud_warning_stripe_account_id_stripe_warning_id_key" ON "fraud_warning"("stripe_account_id", "stripe_warning_id");

-- CreateIndex
CREATE INDEX "payout_institution_id_id_idx" ON "payout"("institution_id", "id" DESC);

-- CreateIndex
CREATE INDEX "payout_status_expected_on_idx" ON "payout"("status", "expected_on");

-- CreateIndex
CREATE UNIQUE INDEX "payout_stripe_account_id_stripe_payout_id_key" ON "payout"("stripe_account_id", "stripe_payout_id");

-- CreateIndex
CREATE UNIQUE INDEX "portal_link_token_hash_key" ON "portal_link"("token_hash");

-- CreateIndex
CREATE INDEX "portal_link_email_created_at_idx" ON "portal_link"("email", "created_at");

-- CreateIndex
CREATE UNIQUE INDEX "portal_session_token_hash_key" ON "portal_session"("token_hash");

-- CreateIndex
CREATE INDEX "portal_session_email_idx" ON "portal_session"("email");

-- CreateIndex
CREATE INDEX "donor_request_institution_id_status_id_idx" ON "donor_request"("institution_id", "status", "id" DESC);

-- CreateIndex
CREATE INDEX "donor_request_donor_id_idx" ON "donor_request"("donor_id");

-- CreateIndex
CREATE INDEX "receipt_certificate_issuer_id_kind_valid_to_idx" ON "receipt_certificate"("issuer_id", "kind", "valid_to");

-- CreateIndex
CREATE UNIQUE INDEX "receipt_replaces_id_key" ON "receipt"("replaces_id");

-- CreateIndex
CREATE INDEX "receipt_issuer_id_id_idx" ON "receipt"("issuer_id", "id" DESC);

-- CreateIndex
CREATE INDEX "receipt_issuer_id_status_id_idx" ON "receipt"("issuer_id", "status", "id" DESC);

-- CreateIndex
CREATE INDEX "receipt_donor_id_id_idx" ON "receipt"("donor_id", "id" DESC);

-- CreateIndex
CREATE INDEX "receipt_batch_id_status_id_idx" ON "receipt"("batch_id", "status", "id");

-- CreateIndex
CREATE UNIQUE INDEX "receipt_issuer_id_register_year_number_key" ON "receipt"("issuer_id", "register_year", "number");

-- CreateIndex
CREATE INDEX "receipt_gift_gift_id_idx" ON "receipt_gift"("gift_id");

-- CreateIndex
CREATE INDEX "receipt_reprint_receipt_id_idx" ON "receipt_reprint"("receipt_id");

-- CreateIndex
CREATE INDEX "receipt_batch_issuer_id_tax_year_idx" ON "receipt_batch"("issuer_id", "tax_year");

-- CreateIndex
CREATE INDEX "reconciliation_run_stripe_account_id_started_at_idx" ON "reconciliation_run"("stripe_account_id", "started_at" DESC);

-- CreateIndex
CREATE INDEX "reconciliation_difference_status_last_seen_at_idx" ON "reconciliation_difference"("status", "last_seen_at" DESC);

-- CreateIndex
CREATE UNIQUE INDEX "reconciliation_difference_stripe_account_id_kind_object_id_key" ON "reconciliation_difference"("stripe_account_id", "kind", "object_id");

-- CreateIndex
CREATE INDEX "recurring_plan_donor_id_id_idx" ON "recurring_plan"("donor_id", "id" DESC);

-- CreateIndex
CREATE INDEX "recurring_plan_hub_id_status_id_idx" ON "recurring_plan"("hub_id", "status", "id" DESC);

-- CreateIndex
CREATE INDEX "recurring_plan_institution_id_status_id_idx" ON "recurring_plan"("institution_id", "status", "id" DESC);

-- CreateIndex
CREATE INDEX "recurring_plan_status_next_charge_on_idx" ON "recurring_plan"("status", "next_charge_on");

-- CreateIndex
CREATE UNIQUE INDEX "recurring_plan_stripe_account_id_stripe_subscription_id_key" ON "recurring_plan"("stripe_account_id", "stripe_subscription_id");

-- CreateIndex
CREATE UNIQUE INDEX "recurring_invoice_gift_id_key" ON "recurring_invoice"("gift_id");

-- CreateIndex
CREATE INDEX "recurring_invoice_plan_id_due_on_idx" ON "recurring_invoice"("plan_id", "due_on" DESC);

-- CreateIndex
CREATE UNIQUE INDEX "recurring_invoice_stripe_account_id_stripe_invoice_id_key" ON "recurring_invoice"("stripe_account_id", "stripe_invoice_id");

-- CreateIndex
CREATE INDEX "recurring_change_plan_id_id_idx" ON "recurring_change"("plan_id", "id" DESC);

-- CreateIndex
CREATE INDEX "donor_email_key_idx" ON "donor"("email_key");

-- CreateIndex
CREATE INDEX "donor_institution_id_id_idx" ON "donor"("institution_id", "id" DESC);

-- CreateIndex
CREATE INDEX "gift_recurring_plan_id_id_idx" ON "gift"("recurring_plan_id", "id" DESC);

-- CreateIndex
CREATE INDEX "mail_donor_id_idx" ON "mail"("donor_id");

-- CreateIndex
CREATE INDEX "mail_subject_type_subject_id_idx" ON "mail"("subject_type", "subject_id");

-- CreateIndex
CREATE INDEX "payment_payout_id_idx" ON "payment"("payout_id");

-- CreateIndex
CREATE INDEX "refund_status_id_idx" ON "refund"("status", "id" DESC);

-- CreateIndex
CREATE INDEX "stripe_balance_transaction_stripe_account_id_payout_id_idx" ON "stripe_balance_transaction"("stripe_account_id", "payout_id");

-- AddForeignKey
ALTER TABLE "application" ADD CONSTRAINT "application_gift_id_fkey" FOREIGN KEY ("gift_id") REFERENCES "gift"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "application" ADD CONSTRAINT "application_institution_id_fkey" FOREIGN KEY ("institution_id") REFERENCES "institution"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "application" ADD CONSTRAINT "application_hub_id_fkey" FOREIGN KEY ("hub_id") REFERENCES "hub"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "application_step" ADD CONSTRAINT "application_step_application_id_fkey" FOREIGN KEY ("application_id") REFERENCES "application"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "bank_line" ADD CONSTRAINT "bank_line_institution_id_fkey" FOREIGN KEY ("institution_id") REFERENCES "institution"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "bank_line" ADD CONSTRAINT "bank_line_payment_id_fkey" FOREIGN KEY ("payment_id") REFERENCES "payment"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "bank_line" ADD CONSTRAINT "bank_line_payout_id_fkey" FOREIGN KEY ("payout_id") REFERENCES "payout"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "soft_credit" ADD CONSTRAINT "soft_credit_gift_id_fkey" FOREIGN KEY ("gift_id") REFERENCES "gift"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "soft_credit" ADD CONSTRAINT "soft_credit_donor_id_fkey" FOREIGN KEY ("donor_id") REFERENCES "donor"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "gift_match" ADD CONSTRAINT "gift_match_matching_gift_id_fkey" FOREIGN KEY ("matching_gift_id") REFERENCES "gift"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "gift_match" ADD CONSTRAINT "gift_match_matched_gift_id_fkey" FOREIGN KEY ("matched_gift_id") REFERENCES "gift"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "block_rule" ADD CONSTRAINT "block_rule_institution_id_fkey" FOREIGN KEY ("institution_id") REFERENCES "institution"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "decline_alarm" ADD CONSTRAINT "decline_alarm_institution_id_fkey" FOREIGN KEY ("institution_id") REFERENCES "institution"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "gift" ADD CONSTRAINT "gift_recurring_plan_id_fkey" FOREIGN KEY ("recurring_plan_id") REFERENCES "recurring_plan"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "giving_policy" ADD CONSTRAINT "giving_policy_institution_id_fkey" FOREIGN KEY ("institution_id") REFERENCES "institution"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "giving_policy" ADD CONSTRAINT "giving_policy_stripe_account_id_fkey" FOREIGN KEY ("stripe_account_id") REFERENCES "stripe_account"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "fund_share" ADD CONSTRAINT "fund_share_fund_id_fkey" FOREIGN KEY ("fund_id") REFERENCES "fund"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "fund_share" ADD CONSTRAINT "fund_share_hub_id_fkey" FOREIGN KEY ("hub_id") REFERENCES "hub"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "mail" ADD CONSTRAINT "mail_donor_id_fkey" FOREIGN KEY ("donor_id") REFERENCES "donor"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "payment" ADD CONSTRAINT "payment_stripe_account_id_fkey" FOREIGN KEY ("stripe_account_id") REFERENCES "stripe_account"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "payment" ADD CONSTRAINT "payment_payout_id_fkey" FOREIGN KEY ("payout_id") REFERENCES "payout"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "refund" ADD CONSTRAINT "refund_stripe_account_id_fkey" FOREIGN KEY ("stripe_account_id") REFERENCES "stripe_account"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "dispute" ADD CONSTRAINT "dispute_payment_id_fkey" FOREIGN KEY ("payment_id") REFERENCES "payment"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "dispute" ADD CONSTRAINT "dispute_stripe_account_id_fkey" FOREIGN KEY ("stripe_account_id") REFERENCES "stripe_account"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "fraud_warning" ADD CONSTRAINT "fraud_warning_payment_id_fkey" FOREIGN KEY ("payment_id") REFERENCES "payment"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "fraud_warning" ADD CONSTRAINT "fraud_warning_stripe_account_id_fkey" FOREIGN KEY ("stripe_account_id") REFERENCES "stripe_account"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "payout" ADD CONSTRAINT "payout_stripe_account_id_fkey" FOREIGN KEY ("stripe_account_id") REFERENCES "stripe_account"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "payout" ADD CONSTRAINT "payout_institution_id_fkey" FOREIGN KEY ("institution_id") REFERENCES "institution"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "donor_request" ADD CONSTRAINT "donor_request_donor_id_fkey" FOREIGN KEY ("donor_id") REFERENCES "donor"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "donor_request" ADD CONSTRAINT "donor_request_institution_id_fkey" FOREIGN KEY ("institution_id") REFERENCES "institution"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "donor_request" ADD CONSTRAINT "donor_request_gift_id_fkey" FOREIGN KEY ("gift_id") REFERENCES "gift"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "donor_request" ADD CONSTRAINT "donor_request_receipt_id_fkey" FOREIGN KEY ("receipt_id") REFERENCES "receipt"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "receipt_issuer" ADD CONSTRAINT "receipt_issuer_institution_id_fkey" FOREIGN KEY ("institution_id") REFERENCES "institution"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "receipt_certificate" ADD CONSTRAINT "receipt_certificate_issuer_id_fkey" FOREIGN KEY ("issuer_id") REFERENCES "receipt_issuer"("institution_id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "receipt_register" ADD CONSTRAINT "receipt_register_issuer_id_fkey" FOREIGN KEY ("issuer_id") REFERENCES "receipt_issuer"("institution_id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "receipt" ADD CONSTRAINT "receipt_issuer_id_fkey" FOREIGN KEY ("issuer_id") REFERENCES "receipt_issuer"("institution_id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "receipt" ADD CONSTRAINT "receipt_donor_id_fkey" FOREIGN KEY ("donor_id") REFERENCES "donor"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "receipt" ADD CONSTRAINT "receipt_batch_id_fkey" FOREIGN KEY ("batch_id") REFERENCES "receipt_batch"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "receipt" ADD CONSTRAINT "receipt_replaces_id_fkey" FOREIGN KEY ("replaces_id") REFERENCES "receipt"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "receipt_gift" ADD CONSTRAINT "receipt_gift_receipt_id_fkey" FOREIGN KEY ("receipt_id") REFERENCES "receipt"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "receipt_gift" ADD CONSTRAINT "receipt_gift_gift_id_fkey" FOREIGN KEY ("gift_id") REFERENCES "gift"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "receipt_reprint" ADD CONSTRAINT "receipt_reprint_receipt_id_fkey" FOREIGN KEY ("receipt_id") REFERENCES "receipt"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "receipt_batch" ADD CONSTRAINT "receipt_batch_issuer_id_fkey" FOREIGN KEY ("issuer_id") REFERENCES "receipt_issuer"("institution_id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "reconciliation_run" ADD CONSTRAINT "reconciliation_run_stripe_account_id_fkey" FOREIGN KEY ("stripe_account_id") REFERENCES "stripe_account"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "reconciliation_difference" ADD CONSTRAINT "reconciliation_difference_stripe_account_id_fkey" FOREIGN KEY ("stripe_account_id") REFERENCES "stripe_account"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "reconciliation_difference" ADD CONSTRAINT "reconciliation_difference_institution_id_fkey" FOREIGN KEY ("institution_id") REFERENCES "institution"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "recurring_plan" ADD CONSTRAINT "recurring_plan_donor_id_fkey" FOREIGN KEY ("donor_id") REFERENCES "donor"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "recurring_plan" ADD CONSTRAINT "recurring_plan_institution_id_fkey" FOREIGN KEY ("institution_id") REFERENCES "institution"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "recurring_plan" ADD CONSTRAINT "recurring_plan_hub_id_fkey" FOREIGN KEY ("hub_id") REFERENCES "hub"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "recurring_plan" ADD CONSTRAINT "recurring_plan_fund_id_fkey" FOREIGN KEY ("fund_id") REFERENCES "fund"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "recurring_plan" ADD CONSTRAINT "recurring_plan_stripe_account_id_fkey" FOREIGN KEY ("stripe_account_id") REFERENCES "stripe_account"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "recurring_invoice" ADD CONSTRAINT "recurring_invoice_plan_id_fkey" FOREIGN KEY ("plan_id") REFERENCES "recurring_plan"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "recurring_invoice" ADD CONSTRAINT "recurring_invoice_gift_id_fkey" FOREIGN KEY ("gift_id") REFERENCES "gift"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "recurring_change" ADD CONSTRAINT "recurring_change_plan_id_fkey" FOREIGN KEY ("plan_id") REFERENCES "recurring_plan"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- ---- Lists of states and short lists (the same lists stand in *.status.ts and beside the columns) ---------------------

ALTER TABLE "recurring_plan"
  ADD CONSTRAINT "recurring_plan_status" CHECK ("status" IN ('pending', 'active', 'paused', 'past_due', 'cancelled')),
  ADD CONSTRAINT "recurring_plan_unit" CHECK ("unit" IN ('month', 'year')),
  ADD CONSTRAINT "recurring_plan_anchor" CHECK ("anchor_day" BETWEEN 1 AND 31),
  ADD CONSTRAINT "recurring_plan_amount" CHECK ("amount_yen" BETWEEN 50 AND 99999999),
  ADD CONSTRAINT "recurring_plan_end" CHECK (("status" = 'cancelled') = ("end_reason" IS NOT NULL)),
  ADD CONSTRAINT "recurring_plan_end_reason" CHECK ("end_reason" IN ('donor', 'staff', 'payment_failed', 'erased', 'stripe', 'never_paid'));
ALTER TABLE "recurring_invoice"
  ADD CONSTRAINT "recurring_invoice_status" CHECK ("status" IN ('draft', 'open', 'paid', 'uncollectible', 'void')),
  ADD CONSTRAINT "recurring_invoice_gift" CHECK ("gift_id" IS NULL OR "status" = 'paid');
ALTER TABLE "recurring_change"
  ADD CONSTRAINT "recurring_change_action" CHECK ("action" IN ('start', 'amount', 'pause', 'resume', 'card', 'stop')),
  ADD CONSTRAINT "recurring_change_status" CHECK ("status" IN ('requested', 'applied', 'failed')),
  ADD CONSTRAINT "recurring_change_actor_kind" CHECK ("actor_kind" IN ('donor', 'staff', 'api', 'job', 'stripe'));
ALTER TABLE "donor_request"
  ADD CONSTRAINT "donor_request_kind" CHECK ("kind" IN ('refund', 'paper_receipt', 'erasure')),
  ADD CONSTRAINT "donor_request_status" CHECK ("status" IN ('open', 'done', 'refused', 'withdrawn'));
-- One open request of a kind for one thing.
CREATE UNIQUE INDEX "donor_request_open_once" ON "donor_request" ("donor_id", "kind", "gift_id", "receipt_id") NULLS NOT DISTINCT WHERE "status" = 'open';
ALTER TABLE "application"
  ADD CONSTRAINT "application_status" CHECK ("status" IN ('applied', 'under_review', 'accepted', 'refused', 'withdrawn')),
  ADD CONSTRAINT "application_refusal" CHECK (("status" = 'refused') = ("refusal_ground" IS NOT NULL)),
  ADD CONSTRAINT "application_refusal_ground" CHECK ("refusal_ground" IN ('anti_social_forces', 'benefit_in_return', 'ip_or_results', 'audit_right', 'cancellation_right', 'admission', 'improper_contractor', 'cost_to_institution', 'other')),
  ADD CONSTRAINT "application_reference" CHECK ("reference" ~ '^[0-9]{6,10}$');
ALTER TABLE "application_step"
  ADD CONSTRAINT "application_step_step" CHECK ("step" IN ('applied', 'under_review', 'accepted', 'refused', 'withdrawn', 'note', 'transfer_request', 'received')),
  ADD CONSTRAINT "application_step_actor_kind" CHECK ("actor_kind" IN ('public', 'donor', 'staff', 'api', 'job'));
ALTER TABLE "bank_line"
  ADD CONSTRAINT "bank_line_amount" CHECK ("amount_yen" <> 0),
  ADD CONSTRAINT "bank_line_source" CHECK ("source" IN ('passbook', 'file')),
  ADD CONSTRAINT "bank_line_one_use" CHECK (num_nonnulls("payment_id", "payout_id") <= 1);
ALTER TABLE "soft_credit"
  ADD CONSTRAINT "soft_credit_amount" CHECK ("amount_yen" > 0),
  ADD CONSTRAINT "soft_credit_reason" CHECK ("reason" IN ('matching', 'introduced', 'household', 'employer', 'other'));
ALTER TABLE "gift_match"
  ADD CONSTRAINT "gift_match_amount" CHECK ("amount_yen" > 0),
  ADD CONSTRAINT "gift_match_two" CHECK ("matching_gift_id" <> "matched_gift_id");
ALTER TABLE "receipt_issuer"
  ADD CONSTRAINT "receipt_issuer_number_year" CHECK ("number_year" IN ('fiscal_year', 'calendar_year', 'never')),
  ADD CONSTRAINT "receipt_issuer_date_policy" CHECK ("date_policy" IN ('funds_arrival', 'charge_date')),
  ADD CONSTRAINT "receipt_issuer_delivery" CHECK ("delivery" IN ('pdf', 'paper')),
  ADD CONSTRAINT "receipt_issuer_rhythm" CHECK ("rhythm" IN ('each', 'annual')),
  ADD CONSTRAINT "receipt_issuer_reissue" CHECK ("reissue" IN ('reprint', 'certificate'));
ALTER TABLE "receipt_certificate"
  ADD CONSTRAINT "receipt_certificate_kind" CHECK ("kind" IN ('special_public_interest', 'tax_credit')),
  ADD CONSTRAINT "receipt_certificate_order" CHECK ("valid_from" <= "valid_to");
ALTER TABLE "receipt_register" ADD CONSTRAINT "receipt_register_number" CHECK ("last_number" >= 0);
ALTER TABLE "receipt"
  ADD CONSTRAINT "receipt_status" CHECK ("status" IN ('prepared', 'issued', 'void')),
  ADD CONSTRAINT "receipt_kind" CHECK ("kind" IN ('each', 'annual')),
  ADD CONSTRAINT "receipt_document" CHECK ("document" IN ('receipt', 'certificate')),
  ADD CONSTRAINT "receipt_delivery" CHECK ("delivery" IN ('pdf', 'paper')),
  ADD CONSTRAINT "receipt_amount" CHECK ("amount_yen" > 0),
  -- A number is taken when it is issued, never before, and stays for ever.
  ADD CONSTRAINT "receipt_numbered" CHECK (("status" = 'prepared') = ("number" IS NULL) AND num_nonnulls("register_year", "number", "number_text", "issued_at", "issued_on") IN (0, 5)),
  ADD CONSTRAINT "receipt_voided" CHECK (("status" = 'void') = ("voided_at" IS NOT NULL)),
  ADD CONSTRAINT "receipt_file" CHECK (num_nonnulls("file_key", "file_sha256", "rendered_at") IN (0, 3));
-- Each or annual, never both for one gift.
CREATE UNIQUE INDEX "receipt_gift_once" ON "receipt_gift" ("gift_id") WHERE "active";
ALTER TABLE "receipt_gift" ADD CONSTRAINT "receipt_gift_amount" CHECK ("amount_yen" > 0);
ALTER TABLE "receipt_batch" ADD CONSTRAINT "receipt_batch_status" CHECK ("status" IN ('preparing', 'prepared', 'issuing', 'issued', 'withdrawn'));
-- One live batch of an issuer and year.
CREATE UNIQUE INDEX "receipt_batch_once" ON "receipt_batch" ("issuer_id", "tax_year") WHERE "status" IN ('preparing', 'prepared', 'issuing');

CREATE FUNCTION "receipt_guard"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'DELETE' THEN
    IF OLD.status <> 'prepared' THEN RAISE EXCEPTION 'an issued receipt is never deleted' USING ERRCODE = 'restrict_violation'; END IF;
    RETURN OLD;
  END IF;
  IF OLD.status <> 'prepared' AND (
       (OLD.status = 'void' AND NEW.status <> 'void') OR NEW.status = 'prepared'
       OR ROW(NEW.issuer_id, NEW.donor_id, NEW.kind, NEW.document, NEW.register_year, NEW.number, NEW.number_text, NEW.tax_year, NEW.received_on, NEW.amount_yen, NEW.lang, NEW.content, NEW.issued_on, NEW.issued_at, NEW.replaces_id)
          IS DISTINCT FROM
          ROW(OLD.issuer_id, OLD.donor_id, OLD.kind, OLD.document, OLD.register_year, OLD.number, OLD.number_text, OLD.tax_year, OLD.received_on, OLD.amount_yen, OLD.lang, OLD.content, OLD.issued_on, OLD.issued_at, OLD.replaces_id)
       OR (OLD.file_sha256 IS NOT NULL AND NEW.file_sha256 IS DISTINCT FROM OLD.file_sha256)) THEN
    RAISE EXCEPTION 'an issued receipt is never changed, only voided' USING ERRCODE = 'restrict_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER "receipt_guard" BEFORE UPDATE OR DELETE ON "receipt" FOR EACH ROW EXECUTE FUNCTION "receipt_guard"();

CREATE FUNCTION "append_only_refuse"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION '% on % is refused: it is a trail', TG_OP, TG_TABLE_NAME USING ERRCODE = 'restrict_violation';
END $$;
CREATE TRIGGER "application_step_append_only" BEFORE UPDATE OR DELETE OR TRUNCATE ON "application_step" FOR EACH STATEMENT EXECUTE FUNCTION "append_only_refuse"();

ALTER TABLE "block_rule" ADD CONSTRAINT "block_rule_kind" CHECK ("kind" IN ('email', 'email_domain', 'address'));
ALTER TABLE "reconciliation_run" ADD CONSTRAINT "reconciliation_run_status" CHECK ("status" IN ('running', 'done', 'failed'));
ALTER TABLE "reconciliation_difference"
  ADD CONSTRAINT "reconciliation_difference_status" CHECK ("status" IN ('open', 'explained', 'gone')),
  ADD CONSTRAINT "reconciliation_difference_kind" CHECK ("kind" IN ('missing_gift', 'double_gift', 'wrong_fee', 'wrong_account', 'amount_differs', 'refund_missing', 'payout_missing', 'stale_dispute', 'unknown_charge', 'unallocated_payment', 'balance_differs', 'unknown_balance_transaction'));
ALTER TABLE "dispute"
  ADD CONSTRAINT "dispute_status" CHECK ("status" IN ('open', 'won', 'lost')),
  ADD CONSTRAINT "dispute_amount" CHECK ("amount_yen" > 0),
  ADD CONSTRAINT "dispute_closed" CHECK (("status" = 'open') = ("closed_on" IS NULL));
ALTER TABLE "fraud_warning" ADD CONSTRAINT "fraud_warning_status" CHECK ("status" IN ('open', 'refunded', 'kept'));
ALTER TABLE "payout"
  ADD CONSTRAINT "payout_status" CHECK ("status" IN ('expected', 'paid', 'reconciled', 'failed')),
  ADD CONSTRAINT "payout_amount" CHECK ("amount_yen" > 0);
ALTER TABLE "payment"
  ADD CONSTRAINT "payment_stripe" CHECK (num_nonnulls("stripe_account_id", "charge_id", "payment_intent_id") IN (0, 3));
ALTER TABLE "refund"
  ADD CONSTRAINT "refund_stripe" CHECK ("stripe_refund_id" IS NULL OR "stripe_account_id" IS NOT NULL),
  -- What is neither asked for by us nor known to Stripe is nothing.
  ADD CONSTRAINT "refund_origin" CHECK ("stripe_refund_id" IS NOT NULL OR "requested_by" IS NOT NULL);
ALTER TABLE "stripe_account" ADD CONSTRAINT "stripe_account_status" CHECK ("status" IN ('onboarding', 'active', 'disabled'));
ALTER TABLE "giving_policy"
  ADD CONSTRAINT "giving_policy_anchor" CHECK ("anchor_day" BETWEEN 1 AND 31),
  ADD CONSTRAINT "giving_policy_limits" CHECK ("company_card_max_yen" >= 0 AND "refund_window_days" BETWEEN 0 AND 365 AND "refund_approval_yen" >= 0 AND "daily_gifts_max" > 0 AND "daily_yen_max" > 0 AND "plans_max" > 0),
  ADD CONSTRAINT "giving_policy_account_type" CHECK ("bank_account_type" IN ('futsu', 'toza'));
ALTER TABLE "gift" ADD CONSTRAINT "gift_receipt_rhythm" CHECK ("receipt_rhythm" IN ('each', 'annual'));
ALTER TABLE "donor" ADD CONSTRAINT "donor_receipt_rhythm" CHECK ("receipt_rhythm" IN ('each', 'annual'));
ALTER TABLE "fund_share" ADD CONSTRAINT "fund_share_points" CHECK ("basis_points" BETWEEN 1 AND 10000);
-- A gift to the programme as a whole needs a published rule of how it is shared.
ALTER TABLE "fund" ADD CONSTRAINT "fund_allocation_rule" CHECK ("hub_id" IS NOT NULL OR "status" = 'closed' OR ("allocation_rule_ja" <> '' AND "allocation_rule_en" <> ''));

ALTER TABLE "mail" DROP CONSTRAINT "mail_status";
ALTER TABLE "mail" ADD CONSTRAINT "mail_status" CHECK ("status" IN ('queued', 'sending', 'sent', 'bounced', 'uncertain', 'dropped'));
ALTER TABLE "audit_event" DROP CONSTRAINT "audit_event_actor_kind";
ALTER TABLE "audit_event" ADD CONSTRAINT "audit_event_actor_kind" CHECK ("actor_kind" IN ('public', 'donor', 'staff', 'api', 'job'));

-- ---- Every institution has a policy -----------------------------------------------------------------------------------

INSERT INTO "giving_policy" ("institution_id") SELECT "id" FROM "institution";
CREATE FUNCTION "institution_giving_policy"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO giving_policy (institution_id) VALUES (NEW.id) ON CONFLICT DO NOTHING;
  RETURN NULL;
END $$;
CREATE TRIGGER "institution_giving_policy" AFTER INSERT ON "institution" FOR EACH ROW EXECUTE FUNCTION "institution_giving_policy"();

-- ---- What the portal finds donors by ------------------------------------------------------------------------------------

UPDATE "donor" SET "email_key" = lower("email");
CREATE FUNCTION "donor_email_key"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  NEW.email_key := lower(NEW.email);
  RETURN NEW;
END $$;
CREATE TRIGGER "donor_email_key" BEFORE INSERT OR UPDATE OF "email" ON "donor" FOR EACH ROW EXECUTE FUNCTION "donor_email_key"();

-- ---- Public pages -------------------------------------------------------------------------------------------------------

CREATE TRIGGER "public_data" AFTER INSERT OR UPDATE OR DELETE ON "giving_policy" FOR EACH STATEMENT EXECUTE FUNCTION "notify_public_data"();
CREATE TRIGGER "public_data" AFTER INSERT OR UPDATE OR DELETE ON "receipt_issuer" FOR EACH STATEMENT EXECUTE FUNCTION "notify_public_data"();
CREATE TRIGGER "public_data" AFTER INSERT OR UPDATE OR DELETE ON "fund_share" FOR EACH STATEMENT EXECUTE FUNCTION "notify_public_data"();

-- ---- The ledger: money at the institution's bank, disputes, payouts ----------------------------------------------------

INSERT INTO "ledger_account" ("code", "class") VALUES
  ('stripe_disputed', 'asset'),
  ('payout_in_transit', 'asset');
ALTER TABLE "ledger_transaction" DROP CONSTRAINT "ledger_transaction_kind";
ALTER TABLE "ledger_transaction" ADD CONSTRAINT "ledger_transaction_kind" CHECK ("kind" IN ('gift_received', 'bank_gift_received', 'processor_fee', 'overhead', 'gift_refunded', 'bank_gift_refunded', 'overhead_returned', 'refund_fee', 'gift_refund_failed', 'dispute_withdrawn', 'dispute_reinstated', 'dispute_lost', 'dispute_fee', 'payout_sent', 'payout_failed', 'payout_arrived', 'external_fund_received', 'host_contribution_received'));
ALTER TABLE "ledger_entry" DROP CONSTRAINT "ledger_entry_stripe_account";
ALTER TABLE "ledger_entry" ADD CONSTRAINT "ledger_entry_stripe_account" CHECK (("account" IN ('stripe_balance', 'stripe_disputed', 'payout_in_transit')) = ("stripe_account_id" IS NOT NULL));
