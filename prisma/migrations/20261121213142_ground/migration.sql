-- CreateTable
CREATE TABLE "staff_user" (
    "id" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "email" TEXT NOT NULL,
    "email_verified" BOOLEAN NOT NULL DEFAULT false,
    "image" TEXT,
    "two_factor_enabled" BOOLEAN DEFAULT false,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "staff_user_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "staff_session" (
    "id" TEXT NOT NULL,
    "token" TEXT NOT NULL,
    "user_id" TEXT NOT NULL,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    "ip_address" TEXT,
    "user_agent" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "staff_session_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "staff_account" (
    "id" TEXT NOT NULL,
    "account_id" TEXT NOT NULL,
    "provider_id" TEXT NOT NULL,
    "user_id" TEXT NOT NULL,
    "access_token" TEXT,
    "refresh_token" TEXT,
    "id_token" TEXT,
    "access_token_expires_at" TIMESTAMPTZ(3),
    "refresh_token_expires_at" TIMESTAMPTZ(3),
    "scope" TEXT,
    "password" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "staff_account_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "staff_verification" (
    "id" TEXT NOT NULL,
    "identifier" TEXT NOT NULL,
    "value" TEXT NOT NULL,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "staff_verification_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "staff_two_factor" (
    "id" TEXT NOT NULL,
    "secret" TEXT NOT NULL,
    "backup_codes" TEXT NOT NULL,
    "user_id" TEXT NOT NULL,
    "verified" BOOLEAN DEFAULT true,
    "failed_verification_count" INTEGER DEFAULT 0,
    "locked_until" TIMESTAMPTZ(3),

    CONSTRAINT "staff_two_factor_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "role_grant" (
    "id" UUID NOT NULL,
    "user_id" TEXT NOT NULL,
    "role" TEXT NOT NULL,
    "scope_kind" TEXT NOT NULL,
    "institution_id" UUID,
    "hub_id" UUID,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "role_grant_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "api_token" (
    "id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "prefix" TEXT NOT NULL,
    "hash" TEXT NOT NULL,
    "scopes" TEXT[],
    "role" TEXT NOT NULL,
    "scope_kind" TEXT NOT NULL,
    "institution_id" UUID,
    "hub_id" UUID,
    "created_by" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "expires_at" TIMESTAMPTZ(3),
    "last_used_at" TIMESTAMPTZ(3),
    "revoked_at" TIMESTAMPTZ(3),

    CONSTRAINT "api_token_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "rate_limit" (
    "key" TEXT NOT NULL,
    "points" INTEGER NOT NULL DEFAULT 0,
    "expire" BIGINT,

    CONSTRAINT "rate_limit_pkey" PRIMARY KEY ("key")
);

-- CreateTable
CREATE TABLE "audit_event" (
    "id" BIGSERIAL NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "institution_id" UUID,
    "actor_kind" TEXT NOT NULL,
    "actor_id" TEXT,
    "action" TEXT NOT NULL,
    "subject_type" TEXT NOT NULL,
    "subject_id" TEXT NOT NULL,
    "cause" TEXT,
    "request_id" TEXT NOT NULL,
    "salt" TEXT NOT NULL,
    "digest_before" TEXT,
    "digest_after" TEXT,
    "before" JSONB,
    "after" JSONB,
    "db_transaction" BIGINT NOT NULL DEFAULT ((pg_current_xact_id())::text)::bigint,
    "seal_id" BIGINT,

    CONSTRAINT "audit_event_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "audit_seal" (
    "id" BIGSERIAL NOT NULL,
    "institution_id" UUID,
    "number" INTEGER NOT NULL,
    "event_count" INTEGER NOT NULL,
    "previous_hash" TEXT NOT NULL,
    "hash" TEXT NOT NULL,
    "sealed_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "audit_seal_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "donor" (
    "id" UUID NOT NULL,
    "institution_id" UUID NOT NULL,
    "kind" TEXT NOT NULL,
    "family_name" TEXT NOT NULL DEFAULT '',
    "given_name" TEXT NOT NULL DEFAULT '',
    "family_name_kana" TEXT NOT NULL DEFAULT '',
    "given_name_kana" TEXT NOT NULL DEFAULT '',
    "company_name" TEXT NOT NULL DEFAULT '',
    "company_name_kana" TEXT NOT NULL DEFAULT '',
    "corporate_number" CHAR(13),
    "contact_name" TEXT NOT NULL DEFAULT '',
    "email" TEXT NOT NULL,
    "phone" TEXT NOT NULL DEFAULT '',
    "country" CHAR(2) NOT NULL DEFAULT 'JP',
    "postal_code" TEXT NOT NULL DEFAULT '',
    "prefecture" TEXT NOT NULL DEFAULT '',
    "city" TEXT NOT NULL DEFAULT '',
    "address_line" TEXT NOT NULL DEFAULT '',
    "lang" CHAR(2) NOT NULL DEFAULT 'ja',
    "search_key" TEXT NOT NULL,
    "search_grams" TEXT[],
    "identity_key" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "donor_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "relationship" (
    "donor_id" UUID NOT NULL,
    "hub_id" UUID NOT NULL,
    "officer_id" TEXT,
    "notes" TEXT NOT NULL DEFAULT '',
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "relationship_pkey" PRIMARY KEY ("donor_id","hub_id")
);

-- CreateTable
CREATE TABLE "possible_duplicate" (
    "id" UUID NOT NULL,
    "donor_id" UUID NOT NULL,
    "other_donor_id" UUID NOT NULL,
    "reason" TEXT NOT NULL,
    "status" TEXT NOT NULL DEFAULT 'open',
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "possible_duplicate_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "consent" (
    "id" UUID NOT NULL,
    "donor_id" UUID NOT NULL,
    "purpose" TEXT NOT NULL,
    "channel" TEXT NOT NULL,
    "wording_version" TEXT NOT NULL,
    "wording" TEXT NOT NULL,
    "lang" CHAR(2) NOT NULL,
    "source" TEXT NOT NULL,
    "given_at" TIMESTAMPTZ(3) NOT NULL,
    "withdrawn_at" TIMESTAMPTZ(3),

    CONSTRAINT "consent_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "external_fund" (
    "id" UUID NOT NULL,
    "hub_id" UUID NOT NULL,
    "institution_id" UUID NOT NULL,
    "category" TEXT NOT NULL,
    "title" TEXT NOT NULL,
    "funder" TEXT NOT NULL,
    "use" TEXT NOT NULL,
    "source" TEXT NOT NULL,
    "source_key" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "external_fund_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "external_fund_receipt" (
    "id" UUID NOT NULL,
    "external_fund_id" UUID NOT NULL,
    "received_on" DATE NOT NULL,
    "date_precision" TEXT NOT NULL,
    "fiscal_year" INTEGER NOT NULL,
    "amount_yen" BIGINT NOT NULL,
    "precision" TEXT NOT NULL,
    "channel" TEXT NOT NULL,
    "source_key" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "external_fund_receipt_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "review_sheet_payment" (
    "id" UUID NOT NULL,
    "fiscal_year" INTEGER NOT NULL,
    "block" TEXT NOT NULL,
    "rank" INTEGER NOT NULL,
    "payee_ja" TEXT NOT NULL,
    "corporate_number" CHAR(13),
    "project_ja" TEXT NOT NULL,
    "amount_million_yen" INTEGER NOT NULL,
    "contract" TEXT NOT NULL,
    "hub_id" UUID,
    "institution_id" UUID,
    "receipt_id" UUID,

    CONSTRAINT "review_sheet_payment_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "review_sheet_block" (
    "fiscal_year" INTEGER NOT NULL,
    "block" TEXT NOT NULL,
    "printed_total_million_yen" INTEGER NOT NULL,

    CONSTRAINT "review_sheet_block_pkey" PRIMARY KEY ("fiscal_year","block")
);

-- CreateTable
CREATE TABLE "programme_budget" (
    "fiscal_year" INTEGER NOT NULL,
    "initial_million_yen" INTEGER NOT NULL,
    "carried_in_million_yen" INTEGER,
    "carried_out_million_yen" INTEGER,
    "total_million_yen" INTEGER,
    "executed_million_yen" INTEGER,
    "execution_rate_of_total_percent" INTEGER,
    "execution_rate_of_initial_supplementary_percent" INTEGER,

    CONSTRAINT "programme_budget_pkey" PRIMARY KEY ("fiscal_year")
);

-- CreateTable
CREATE TABLE "programme_indicator" (
    "name_en" TEXT NOT NULL,
    "fiscal_year" INTEGER NOT NULL,
    "name_ja" TEXT NOT NULL,
    "unit" TEXT NOT NULL,
    "actual" INTEGER NOT NULL,
    "target" INTEGER NOT NULL,
    "final_target" INTEGER,

    CONSTRAINT "programme_indicator_pkey" PRIMARY KEY ("name_en","fiscal_year")
);

-- CreateTable
CREATE TABLE "gift" (
    "id" UUID NOT NULL,
    "public_token" TEXT NOT NULL,
    "hub_id" UUID,
    "fund_id" UUID NOT NULL,
    "institution_id" UUID NOT NULL,
    "donor_id" UUID NOT NULL,
    "amount_yen" BIGINT NOT NULL,
    "frequency" TEXT NOT NULL DEFAULT 'once',
    "channel" TEXT NOT NULL,
    "payment_status" TEXT NOT NULL DEFAULT 'pending',
    "acceptance_status" TEXT NOT NULL DEFAULT 'not_required',
    "lang" CHAR(2) NOT NULL,
    "donor_kind" TEXT NOT NULL,
    "family_name" TEXT NOT NULL DEFAULT '',
    "given_name" TEXT NOT NULL DEFAULT '',
    "family_name_kana" TEXT NOT NULL DEFAULT '',
    "given_name_kana" TEXT NOT NULL DEFAULT '',
    "company_name" TEXT NOT NULL DEFAULT '',
    "company_name_kana" TEXT NOT NULL DEFAULT '',
    "corporate_number" CHAR(13),
    "contact_name" TEXT NOT NULL DEFAULT '',
    "email" TEXT NOT NULL,
    "phone" TEXT NOT NULL DEFAULT '',
    "country" CHAR(2) NOT NULL DEFAULT 'JP',
    "postal_code" TEXT NOT NULL DEFAULT '',
    "prefecture" TEXT NOT NULL DEFAULT '',
    "city" TEXT NOT NULL DEFAULT '',
    "address_line" TEXT NOT NULL DEFAULT '',
    "display_name" TEXT NOT NULL DEFAULT '',
    "anonymous" BOOLEAN NOT NULL DEFAULT false,
    "message" TEXT NOT NULL DEFAULT '',
    "display_status" TEXT NOT NULL DEFAULT 'none',
    "display_decided_by" TEXT,
    "display_decided_at" TIMESTAMPTZ(3),
    "origin" JSONB NOT NULL DEFAULT '{}',
    "form_key" TEXT NOT NULL,
    "given_on" DATE,
    "settled_on" DATE,
    "arrived_on" DATE,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "gift_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "checkout_attempt" (
    "id" UUID NOT NULL,
    "gift_id" UUID NOT NULL,
    "number" INTEGER NOT NULL,
    "stripe_account_id" TEXT NOT NULL,
    "stripe_session_id" TEXT,
    "stripe_customer_id" TEXT,
    "payment_intent_id" TEXT,
    "url" TEXT,
    "status" TEXT NOT NULL DEFAULT 'starting',
    "failure_code" TEXT,
    "instructions" JSONB,
    "expires_at" TIMESTAMPTZ(3),
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "checkout_attempt_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "institution" (
    "id" UUID NOT NULL,
    "slug" TEXT NOT NULL,
    "name_ja" TEXT NOT NULL,
    "name_en" TEXT NOT NULL,
    "legal_form" TEXT NOT NULL,
    "corporate_number" CHAR(13),
    "contact_email" TEXT,
    "source" TEXT NOT NULL,

    CONSTRAINT "institution_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "hub" (
    "id" UUID NOT NULL,
    "slug" TEXT NOT NULL,
    "abbreviation" TEXT NOT NULL,
    "name_ja" TEXT NOT NULL,
    "name_en" TEXT NOT NULL,
    "adopted_fiscal_year" INTEGER NOT NULL,
    "question_ja" TEXT NOT NULL,
    "question_en" TEXT NOT NULL,
    "about_ja" TEXT NOT NULL,
    "about_en" TEXT NOT NULL,
    "field_ja" TEXT NOT NULL,
    "field_en" TEXT NOT NULL,
    "motif" TEXT NOT NULL,
    "source" TEXT NOT NULL,
    "published" BOOLEAN NOT NULL DEFAULT true,

    CONSTRAINT "hub_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "hub_host" (
    "hub_id" UUID NOT NULL,
    "institution_id" UUID NOT NULL,
    "is_primary" BOOLEAN NOT NULL,
    "valid_from" DATE,
    "valid_to" DATE,

    CONSTRAINT "hub_host_pkey" PRIMARY KEY ("hub_id","institution_id")
);

-- CreateTable
CREATE TABLE "hub_support_period" (
    "id" UUID NOT NULL,
    "hub_id" UUID NOT NULL,
    "kind" TEXT NOT NULL,
    "first_fiscal_year" INTEGER NOT NULL,
    "last_fiscal_year" INTEGER NOT NULL,
    "source" TEXT NOT NULL,

    CONSTRAINT "hub_support_period_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "hub_recognition" (
    "hub_id" UUID NOT NULL,
    "kind" TEXT NOT NULL,
    "since" DATE,
    "until" DATE,
    "source" TEXT NOT NULL,

    CONSTRAINT "hub_recognition_pkey" PRIMARY KEY ("hub_id","kind")
);

-- CreateTable
CREATE TABLE "hub_gift_goal" (
    "hub_id" UUID NOT NULL,
    "fiscal_year" INTEGER NOT NULL,
    "goal_yen" BIGINT NOT NULL,
    "published" BOOLEAN NOT NULL DEFAULT true,

    CONSTRAINT "hub_gift_goal_pkey" PRIMARY KEY ("hub_id","fiscal_year")
);

-- CreateTable
CREATE TABLE "fund" (
    "id" UUID NOT NULL,
    "slug" TEXT NOT NULL,
    "hub_id" UUID,
    "institution_id" UUID NOT NULL,
    "receipt_issuer_id" UUID,
    "name_ja" TEXT NOT NULL,
    "name_en" TEXT NOT NULL,
    "purpose_ja" TEXT NOT NULL,
    "purpose_en" TEXT NOT NULL,
    "use" TEXT NOT NULL,
    "tax_treatment" TEXT NOT NULL,
    "tax_credit_eligible" BOOLEAN NOT NULL DEFAULT false,
    "overhead_basis_points" INTEGER NOT NULL DEFAULT 0,
    "min_yen" BIGINT NOT NULL DEFAULT 500,
    "max_yen" BIGINT NOT NULL DEFAULT 10000000,
    "preset_yen" BIGINT[],
    "status" TEXT NOT NULL DEFAULT 'open',
    "sort_order" INTEGER NOT NULL DEFAULT 0,

    CONSTRAINT "fund_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "ledger_account" (
    "code" TEXT NOT NULL,
    "class" TEXT NOT NULL,

    CONSTRAINT "ledger_account_pkey" PRIMARY KEY ("code")
);

-- CreateTable
CREATE TABLE "ledger_transaction" (
    "id" BIGSERIAL NOT NULL,
    "kind" TEXT NOT NULL,
    "idempotency_key" TEXT NOT NULL,
    "input_hash" TEXT NOT NULL,
    "cause_type" TEXT NOT NULL,
    "cause_id" TEXT NOT NULL,
    "occurred_on" DATE NOT NULL,
    "fiscal_year" INTEGER NOT NULL,
    "precision" TEXT NOT NULL DEFAULT 'yen',
    "reverses_id" BIGINT,
    "booked_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "db_transaction" BIGINT NOT NULL DEFAULT ((pg_current_xact_id())::text)::bigint,

    CONSTRAINT "ledger_transaction_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "ledger_entry" (
    "id" BIGSERIAL NOT NULL,
    "transaction_id" BIGINT NOT NULL,
    "account" TEXT NOT NULL,
    "class" TEXT NOT NULL,
    "amount_yen" BIGINT NOT NULL,
    "kind" TEXT NOT NULL,
    "precision" TEXT NOT NULL,
    "occurred_on" DATE NOT NULL,
    "fiscal_year" INTEGER NOT NULL,
    "institution_id" UUID NOT NULL,
    "hub_id" UUID,
    "fund_id" UUID,
    "external_fund_id" UUID,
    "category" TEXT,
    "channel" TEXT,
    "use" TEXT,
    "stripe_account_id" TEXT,

    CONSTRAINT "ledger_entry_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "ledger_balance" (
    "id" BIGSERIAL NOT NULL,
    "account" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "precision" TEXT NOT NULL,
    "fiscal_year" INTEGER NOT NULL,
    "institution_id" UUID NOT NULL,
    "hub_id" UUID,
    "fund_id" UUID,
    "category" TEXT,
    "channel" TEXT,
    "use" TEXT,
    "stripe_account_id" TEXT,
    "slot" SMALLINT NOT NULL,
    "amount_yen" BIGINT NOT NULL,
    "entry_count" BIGINT NOT NULL,

    CONSTRAINT "ledger_balance_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "mail" (
    "id" UUID NOT NULL,
    "kind" TEXT NOT NULL,
    "once_key" TEXT NOT NULL,
    "institution_id" UUID,
    "hub_id" UUID,
    "gift_id" UUID,
    "lang" CHAR(2) NOT NULL,
    "to_address" TEXT NOT NULL,
    "status" TEXT NOT NULL DEFAULT 'queued',
    "message_id" TEXT,
    "subject" TEXT,
    "html" TEXT,
    "text" TEXT,
    "error" TEXT,
    "requested_by" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "sending_at" TIMESTAMPTZ(3),
    "sent_at" TIMESTAMPTZ(3),

    CONSTRAINT "mail_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "payment" (
    "id" UUID NOT NULL,
    "institution_id" UUID NOT NULL,
    "hub_id" UUID,
    "stripe_account_id" TEXT NOT NULL,
    "charge_id" TEXT NOT NULL,
    "payment_intent_id" TEXT NOT NULL,
    "channel" TEXT NOT NULL,
    "gross_yen" BIGINT NOT NULL,
    "fee_yen" BIGINT,
    "balance_transaction_id" TEXT,
    "charged_at" TIMESTAMPTZ(3) NOT NULL,
    "given_on" DATE NOT NULL,
    "available_on" DATE,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "payment_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "allocation" (
    "id" UUID NOT NULL,
    "payment_id" UUID NOT NULL,
    "gift_id" UUID NOT NULL,
    "amount_yen" BIGINT NOT NULL,

    CONSTRAINT "allocation_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "refund" (
    "id" UUID NOT NULL,
    "payment_id" UUID NOT NULL,
    "stripe_account_id" TEXT NOT NULL,
    "stripe_refund_id" TEXT NOT NULL,
    "amount_yen" BIGINT NOT NULL,
    "status" TEXT NOT NULL,
    "reason" TEXT,
    "failure_reason" TEXT,
    "refunded_on" DATE,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "refund_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "stripe_account" (
    "id" TEXT NOT NULL,
    "stripe_id" TEXT,
    "kind" TEXT NOT NULL,
    "institution_id" UUID,

    CONSTRAINT "stripe_account_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "stripe_event" (
    "stripe_account_id" TEXT NOT NULL,
    "event_id" TEXT NOT NULL,
    "type" TEXT NOT NULL,
    "object_id" TEXT NOT NULL,
    "root_id" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "received_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "source" TEXT NOT NULL,
    "status" TEXT NOT NULL DEFAULT 'stored',
    "last_error" TEXT,
    "done_at" TIMESTAMPTZ(3),

    CONSTRAINT "stripe_event_pkey" PRIMARY KEY ("stripe_account_id","event_id")
);

-- CreateTable
CREATE TABLE "stripe_sweep" (
    "stripe_account_id" TEXT NOT NULL,
    "swept_until" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "stripe_sweep_pkey" PRIMARY KEY ("stripe_account_id")
);

-- CreateTable
CREATE TABLE "stripe_charge" (
    "stripe_account_id" TEXT NOT NULL,
    "id" TEXT NOT NULL,
    "payment_intent_id" TEXT,
    "amount_yen" BIGINT NOT NULL,
    "amount_refunded_yen" BIGINT NOT NULL,
    "balance_transaction_id" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "read_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "stripe_charge_pkey" PRIMARY KEY ("stripe_account_id","id")
);

-- CreateTable
CREATE TABLE "stripe_refund" (
    "stripe_account_id" TEXT NOT NULL,
    "id" TEXT NOT NULL,
    "charge_id" TEXT NOT NULL,
    "amount_yen" BIGINT NOT NULL,
    "status" TEXT NOT NULL,
    "balance_transaction_id" TEXT,
    "failure_balance_transaction_id" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "read_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "stripe_refund_pkey" PRIMARY KEY ("stripe_account_id","id")
);

-- CreateTable
CREATE TABLE "stripe_balance_transaction" (
    "stripe_account_id" TEXT NOT NULL,
    "id" TEXT NOT NULL,
    "type" TEXT NOT NULL,
    "amount_yen" BIGINT NOT NULL,
    "fee_yen" BIGINT NOT NULL,
    "net_yen" BIGINT NOT NULL,
    "source_id" TEXT,
    "available_on" DATE NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "stripe_balance_transaction_pkey" PRIMARY KEY ("stripe_account_id","id")
);

-- CreateIndex
CREATE UNIQUE INDEX "staff_user_email_key" ON "staff_user"("email");

-- CreateIndex
CREATE UNIQUE INDEX "staff_session_token_key" ON "staff_session"("token");

-- CreateIndex
CREATE INDEX "staff_session_user_id_idx" ON "staff_session"("user_id");

-- CreateIndex
CREATE INDEX "staff_account_user_id_idx" ON "staff_account"("user_id");

-- CreateIndex
CREATE INDEX "staff_verification_identifier_idx" ON "staff_verification"("identifier");

-- CreateIndex
CREATE INDEX "staff_two_factor_user_id_idx" ON "staff_two_factor"("user_id");

-- CreateIndex
CREATE UNIQUE INDEX "role_grant_once" ON "role_grant"("user_id", "role", "scope_kind", "institution_id", "hub_id");

-- CreateIndex
CREATE UNIQUE INDEX "api_token_hash_key" ON "api_token"("hash");

-- CreateIndex
CREATE INDEX "rate_limit_expire_idx" ON "rate_limit"("expire");

-- CreateIndex
CREATE INDEX "audit_event_subject_type_subject_id_idx" ON "audit_event"("subject_type", "subject_id");

-- CreateIndex
CREATE INDEX "audit_event_seal_id_idx" ON "audit_event"("seal_id");

-- CreateIndex
CREATE UNIQUE INDEX "audit_seal_number" ON "audit_seal"("institution_id", "number");

-- CreateIndex
CREATE INDEX "donor_institution_id_email_idx" ON "donor"("institution_id", "email");

-- CreateIndex
CREATE INDEX "donor_search_grams_idx" ON "donor" USING GIN ("search_grams");

-- CreateIndex
CREATE UNIQUE INDEX "donor_institution_id_identity_key_key" ON "donor"("institution_id", "identity_key");

-- CreateIndex
CREATE INDEX "relationship_hub_id_donor_id_idx" ON "relationship"("hub_id", "donor_id");

-- CreateIndex
CREATE UNIQUE INDEX "possible_duplicate_donor_id_other_donor_id_key" ON "possible_duplicate"("donor_id", "other_donor_id");

-- CreateIndex
CREATE UNIQUE INDEX "consent_donor_id_purpose_channel_source_key" ON "consent"("donor_id", "purpose", "channel", "source");

-- CreateIndex
CREATE UNIQUE INDEX "external_fund_source_key_key" ON "external_fund"("source_key");

-- CreateIndex
CREATE INDEX "external_fund_hub_id_category_idx" ON "external_fund"("hub_id", "category");

-- CreateIndex
CREATE UNIQUE INDEX "external_fund_receipt_source_key_key" ON "external_fund_receipt"("source_key");

-- CreateIndex
CREATE INDEX "external_fund_receipt_external_fund_id_idx" ON "external_fund_receipt"("external_fund_id");

-- CreateIndex
CREATE UNIQUE INDEX "review_sheet_payment_receipt_id_key" ON "review_sheet_payment"("receipt_id");

-- CreateIndex
CREATE UNIQUE INDEX "review_sheet_payment_fiscal_year_block_rank_key" ON "review_sheet_payment"("fiscal_year", "block", "rank");

-- CreateIndex
CREATE UNIQUE INDEX "gift_public_token_key" ON "gift"("public_token");

-- CreateIndex
CREATE INDEX "gift_hub_id_id_idx" ON "gift"("hub_id", "id" DESC);

-- CreateIndex
CREATE INDEX "gift_institution_id_id_idx" ON "gift"("institution_id", "id" DESC);

-- CreateIndex
CREATE INDEX "gift_hub_id_payment_status_id_idx" ON "gift"("hub_id", "payment_status", "id" DESC);

-- CreateIndex
CREATE INDEX "gift_donor_id_id_idx" ON "gift"("donor_id", "id" DESC);

-- CreateIndex
CREATE INDEX "gift_hub_id_display_status_given_on_idx" ON "gift"("hub_id", "display_status", "given_on" DESC);

-- CreateIndex
CREATE INDEX "gift_form_key_created_at_idx" ON "gift"("form_key", "created_at");

-- CreateIndex
CREATE INDEX "gift_fund_id_idx" ON "gift"("fund_id");

-- CreateIndex
CREATE INDEX "checkout_attempt_stripe_account_id_payment_intent_id_idx" ON "checkout_attempt"("stripe_account_id", "payment_intent_id");

-- CreateIndex
CREATE UNIQUE INDEX "checkout_attempt_gift_id_number_key" ON "checkout_attempt"("gift_id", "number");

-- CreateIndex
CREATE UNIQUE INDEX "checkout_attempt_stripe_account_id_stripe_session_id_key" ON "checkout_attempt"("stripe_account_id", "stripe_session_id");

-- CreateIndex
CREATE UNIQUE INDEX "institution_slug_key" ON "institution"("slug");

-- CreateIndex
CREATE UNIQUE INDEX "hub_slug_key" ON "hub"("slug");

-- CreateIndex
CREATE UNIQUE INDEX "hub_support_period_hub_id_first_fiscal_year_key" ON "hub_support_period"("hub_id", "first_fiscal_year");

-- CreateIndex
CREATE UNIQUE INDEX "fund_slug_key" ON "fund"("slug");

-- CreateIndex
CREATE INDEX "fund_hub_id_idx" ON "fund"("hub_id");

-- CreateIndex
CREATE UNIQUE INDEX "ledger_account_code_class_key" ON "ledger_account"("code", "class");

-- CreateIndex
CREATE UNIQUE INDEX "ledger_transaction_idempotency_key_key" ON "ledger_transaction"("idempotency_key");

-- CreateIndex
CREATE UNIQUE INDEX "ledger_transaction_reverses_id_key" ON "ledger_transaction"("reverses_id");

-- CreateIndex
CREATE INDEX "ledger_transaction_cause_type_cause_id_idx" ON "ledger_transaction"("cause_type", "cause_id");

-- CreateIndex
CREATE INDEX "ledger_entry_transaction_id_idx" ON "ledger_entry"("transaction_id");

-- CreateIndex
CREATE INDEX "ledger_entry_account_hub_id_category_fiscal_year_id_idx" ON "ledger_entry"("account", "hub_id", "category", "fiscal_year", "id" DESC);

-- CreateIndex
CREATE INDEX "ledger_entry_account_fiscal_year_id_idx" ON "ledger_entry"("account", "fiscal_year", "id" DESC);

-- CreateIndex
CREATE UNIQUE INDEX "ledger_balance_key" ON "ledger_balance"("account", "fiscal_year", "institution_id", "hub_id", "fund_id", "kind", "category", "channel", "use", "precision", "stripe_account_id", "slot");

-- CreateIndex
CREATE UNIQUE INDEX "mail_once_key_key" ON "mail"("once_key");

-- CreateIndex
CREATE UNIQUE INDEX "mail_message_id_key" ON "mail"("message_id");

-- CreateIndex
CREATE INDEX "mail_gift_id_idx" ON "mail"("gift_id");

-- CreateIndex
CREATE INDEX "mail_status_sending_at_idx" ON "mail"("status", "sending_at");

-- CreateIndex
CREATE INDEX "mail_created_at_idx" ON "mail"("created_at" DESC);

-- CreateIndex
CREATE INDEX "payment_stripe_account_id_payment_intent_id_idx" ON "payment"("stripe_account_id", "payment_intent_id");

-- CreateIndex
CREATE UNIQUE INDEX "payment_stripe_account_id_charge_id_key" ON "payment"("stripe_account_id", "charge_id");

-- CreateIndex
CREATE INDEX "allocation_gift_id_idx" ON "allocation"("gift_id");

-- CreateIndex
CREATE UNIQUE INDEX "allocation_payment_id_gift_id_key" ON "allocation"("payment_id", "gift_id");

-- CreateIndex
CREATE INDEX "refund_payment_id_idx" ON "refund"("payment_id");

-- CreateIndex
CREATE UNIQUE INDEX "refund_stripe_account_id_stripe_refund_id_key" ON "refund"("stripe_account_id", "stripe_refund_id");

-- CreateIndex
CREATE UNIQUE INDEX "stripe_account_stripe_id_key" ON "stripe_account"("stripe_id");

-- CreateIndex
CREATE INDEX "stripe_event_stripe_account_id_root_id_idx" ON "stripe_event"("stripe_account_id", "root_id");

-- CreateIndex
CREATE INDEX "stripe_event_status_received_at_idx" ON "stripe_event"("status", "received_at");

-- CreateIndex
CREATE INDEX "stripe_refund_stripe_account_id_charge_id_idx" ON "stripe_refund"("stripe_account_id", "charge_id");

-- CreateIndex
CREATE INDEX "stripe_balance_transaction_stripe_account_id_source_id_idx" ON "stripe_balance_transaction"("stripe_account_id", "source_id");

-- AddForeignKey
ALTER TABLE "staff_session" ADD CONSTRAINT "staff_session_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "staff_user"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "staff_account" ADD CONSTRAINT "staff_account_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "staff_user"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "staff_two_factor" ADD CONSTRAINT "staff_two_factor_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "staff_user"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "role_grant" ADD CONSTRAINT "role_grant_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "staff_user"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "role_grant" ADD CONSTRAINT "role_grant_institution_id_fkey" FOREIGN KEY ("institution_id") REFERENCES "institution"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "role_grant" ADD CONSTRAINT "role_grant_hub_id_fkey" FOREIGN KEY ("hub_id") REFERENCES "hub"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "api_token" ADD CONSTRAINT "api_token_institution_id_fkey" FOREIGN KEY ("institution_id") REFERENCES "institution"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "api_token" ADD CONSTRAINT "api_token_hub_id_fkey" FOREIGN KEY ("hub_id") REFERENCES "hub"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "audit_event" ADD CONSTRAINT "audit_event_seal_id_fkey" FOREIGN KEY ("seal_id") REFERENCES "audit_seal"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "donor" ADD CONSTRAINT "donor_institution_id_fkey" FOREIGN KEY ("institution_id") REFERENCES "institution"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "relationship" ADD CONSTRAINT "relationship_donor_id_fkey" FOREIGN KEY ("donor_id") REFERENCES "donor"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "relationship" ADD CONSTRAINT "relationship_hub_id_fkey" FOREIGN KEY ("hub_id") REFERENCES "hub"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "relationship" ADD CONSTRAINT "relationship_officer_id_fkey" FOREIGN KEY ("officer_id") REFERENCES "staff_user"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "possible_duplicate" ADD CONSTRAINT "possible_duplicate_donor_id_fkey" FOREIGN KEY ("donor_id") REFERENCES "donor"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "possible_duplicate" ADD CONSTRAINT "possible_duplicate_other_donor_id_fkey" FOREIGN KEY ("other_donor_id") REFERENCES "donor"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "consent" ADD CONSTRAINT "consent_donor_id_fkey" FOREIGN KEY ("donor_id") REFERENCES "donor"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "external_fund" ADD CONSTRAINT "external_fund_hub_id_fkey" FOREIGN KEY ("hub_id") REFERENCES "hub"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "external_fund" ADD CONSTRAINT "external_fund_institution_id_fkey" FOREIGN KEY ("institution_id") REFERENCES "institution"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "external_fund_receipt" ADD CONSTRAINT "external_fund_receipt_external_fund_id_fkey" FOREIGN KEY ("external_fund_id") REFERENCES "external_fund"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "review_sheet_payment" ADD CONSTRAINT "review_sheet_payment_hub_id_fkey" FOREIGN KEY ("hub_id") REFERENCES "hub"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "review_sheet_payment" ADD CONSTRAINT "review_sheet_payment_institution_id_fkey" FOREIGN KEY ("institution_id") REFERENCES "institution"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "review_sheet_payment" ADD CONSTRAINT "review_sheet_payment_receipt_id_fkey" FOREIGN KEY ("receipt_id") REFERENCES "external_fund_receipt"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "gift" ADD CONSTRAINT "gift_hub_id_fkey" FOREIGN KEY ("hub_id") REFERENCES "hub"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "gift" ADD CONSTRAINT "gift_fund_id_fkey" FOREIGN KEY ("fund_id") REFERENCES "fund"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "gift" ADD CONSTRAINT "gift_institution_id_fkey" FOREIGN KEY ("institution_id") REFERENCES "institution"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "gift" ADD CONSTRAINT "gift_donor_id_fkey" FOREIGN KEY ("donor_id") REFERENCES "donor"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "checkout_attempt" ADD CONSTRAINT "checkout_attempt_gift_id_fkey" FOREIGN KEY ("gift_id") REFERENCES "gift"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "checkout_attempt" ADD CONSTRAINT "checkout_attempt_stripe_account_id_fkey" FOREIGN KEY ("stripe_account_id") REFERENCES "stripe_account"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "hub_host" ADD CONSTRAINT "hub_host_hub_id_fkey" FOREIGN KEY ("hub_id") REFERENCES "hub"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "hub_host" ADD CONSTRAINT "hub_host_institution_id_fkey" FOREIGN KEY ("institution_id") REFERENCES "institution"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "hub_support_period" ADD CONSTRAINT "hub_support_period_hub_id_fkey" FOREIGN KEY ("hub_id") REFERENCES "hub"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "hub_recognition" ADD CONSTRAINT "hub_recognition_hub_id_fkey" FOREIGN KEY ("hub_id") REFERENCES "hub"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "hub_gift_goal" ADD CONSTRAINT "hub_gift_goal_hub_id_fkey" FOREIGN KEY ("hub_id") REFERENCES "hub"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "fund" ADD CONSTRAINT "fund_hub_id_fkey" FOREIGN KEY ("hub_id") REFERENCES "hub"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "fund" ADD CONSTRAINT "fund_institution_id_fkey" FOREIGN KEY ("institution_id") REFERENCES "institution"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "fund" ADD CONSTRAINT "fund_receipt_issuer_id_fkey" FOREIGN KEY ("receipt_issuer_id") REFERENCES "institution"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ledger_transaction" ADD CONSTRAINT "ledger_transaction_reverses_id_fkey" FOREIGN KEY ("reverses_id") REFERENCES "ledger_transaction"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ledger_entry" ADD CONSTRAINT "ledger_entry_transaction_id_fkey" FOREIGN KEY ("transaction_id") REFERENCES "ledger_transaction"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ledger_entry" ADD CONSTRAINT "ledger_entry_account_class_fkey" FOREIGN KEY ("account", "class") REFERENCES "ledger_account"("code", "class") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ledger_entry" ADD CONSTRAINT "ledger_entry_institution_id_fkey" FOREIGN KEY ("institution_id") REFERENCES "institution"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ledger_entry" ADD CONSTRAINT "ledger_entry_hub_id_fkey" FOREIGN KEY ("hub_id") REFERENCES "hub"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ledger_entry" ADD CONSTRAINT "ledger_entry_fund_id_fkey" FOREIGN KEY ("fund_id") REFERENCES "fund"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ledger_entry" ADD CONSTRAINT "ledger_entry_external_fund_id_fkey" FOREIGN KEY ("external_fund_id") REFERENCES "external_fund"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "mail" ADD CONSTRAINT "mail_institution_id_fkey" FOREIGN KEY ("institution_id") REFERENCES "institution"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "mail" ADD CONSTRAINT "mail_hub_id_fkey" FOREIGN KEY ("hub_id") REFERENCES "hub"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "mail" ADD CONSTRAINT "mail_gift_id_fkey" FOREIGN KEY ("gift_id") REFERENCES "gift"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "payment" ADD CONSTRAINT "payment_institution_id_fkey" FOREIGN KEY ("institution_id") REFERENCES "institution"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "payment" ADD CONSTRAINT "payment_hub_id_fkey" FOREIGN KEY ("hub_id") REFERENCES "hub"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "payment" ADD CONSTRAINT "payment_stripe_account_id_fkey" FOREIGN KEY ("stripe_account_id") REFERENCES "stripe_account"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "allocation" ADD CONSTRAINT "allocation_payment_id_fkey" FOREIGN KEY ("payment_id") REFERENCES "payment"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "allocation" ADD CONSTRAINT "allocation_gift_id_fkey" FOREIGN KEY ("gift_id") REFERENCES "gift"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "refund" ADD CONSTRAINT "refund_payment_id_fkey" FOREIGN KEY ("payment_id") REFERENCES "payment"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "refund" ADD CONSTRAINT "refund_stripe_account_id_fkey" FOREIGN KEY ("stripe_account_id") REFERENCES "stripe_account"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "stripe_account" ADD CONSTRAINT "stripe_account_institution_id_fkey" FOREIGN KEY ("institution_id") REFERENCES "institution"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- ---------------------------------------------------------------------------------------------------------------------
-- What Prisma cannot say: checks, null-aware keys, triggers, the ledger's rules, the application's role.
-- ---------------------------------------------------------------------------------------------------------------------

-- Keys in which null is a value of its own.
DROP INDEX "ledger_balance_key";
CREATE UNIQUE INDEX "ledger_balance_key" ON "ledger_balance" ("account", "fiscal_year", "institution_id", "hub_id", "fund_id", "kind", "category", "channel", "use", "precision", "stripe_account_id", "slot") NULLS NOT DISTINCT;
DROP INDEX "role_grant_once";
CREATE UNIQUE INDEX "role_grant_once" ON "role_grant" ("user_id", "role", "scope_kind", "institution_id", "hub_id") NULLS NOT DISTINCT;
DROP INDEX "audit_seal_number";
CREATE UNIQUE INDEX "audit_seal_number" ON "audit_seal" ("institution_id", "number") NULLS NOT DISTINCT;

-- Lists of words: each is declared once in the code, and a test compares it with its check here.
ALTER TABLE "institution"
  ADD CONSTRAINT "institution_legal_form" CHECK ("legal_form" IN ('national_university_corporation', 'inter_university_research_institute_corporation', 'national_research_and_development_agency', 'incorporated_educational_institution')),
  ADD CONSTRAINT "institution_corporate_number" CHECK ("corporate_number" ~ '^[1-9][0-9]{12}$');
ALTER TABLE "hub_support_period"
  ADD CONSTRAINT "hub_support_period_kind" CHECK ("kind" IN ('support', 'extension')),
  ADD CONSTRAINT "hub_support_period_order" CHECK ("first_fiscal_year" <= "last_fiscal_year");
ALTER TABLE "hub_recognition" ADD CONSTRAINT "hub_recognition_kind" CHECK ("kind" IN ('academy', 'world_premier_status'));
ALTER TABLE "hub_gift_goal" ADD CONSTRAINT "hub_gift_goal_positive" CHECK ("goal_yen" > 0);
ALTER TABLE "fund"
  ADD CONSTRAINT "fund_use" CHECK ("use" IN ('core_posts', 'running', 'research', 'facility', 'talent', 'outreach')),
  ADD CONSTRAINT "fund_tax_treatment" CHECK ("tax_treatment" IN ('designated', 'special_public_interest', 'designated_through_other_body')),
  ADD CONSTRAINT "fund_overhead" CHECK ("overhead_basis_points" BETWEEN 0 AND 10000),
  ADD CONSTRAINT "fund_limits" CHECK ("min_yen" >= 50 AND "max_yen" >= "min_yen" AND "max_yen" <= 99999999),
  ADD CONSTRAINT "fund_status" CHECK ("status" IN ('open', 'closed'));
ALTER TABLE "donor"
  ADD CONSTRAINT "donor_kind" CHECK ("kind" IN ('individual', 'company')),
  ADD CONSTRAINT "donor_lang" CHECK ("lang" IN ('ja', 'en'));
ALTER TABLE "possible_duplicate"
  ADD CONSTRAINT "possible_duplicate_reason" CHECK ("reason" IN ('same_email', 'same_name')),
  ADD CONSTRAINT "possible_duplicate_status" CHECK ("status" IN ('open', 'same', 'different')),
  ADD CONSTRAINT "possible_duplicate_two" CHECK ("donor_id" <> "other_donor_id");
ALTER TABLE "consent"
  ADD CONSTRAINT "consent_purpose" CHECK ("purpose" IN ('reports')),
  ADD CONSTRAINT "consent_channel" CHECK ("channel" IN ('email'));
ALTER TABLE "gift"
  ADD CONSTRAINT "gift_amount" CHECK ("amount_yen" BETWEEN 1 AND 1000000000000),
  ADD CONSTRAINT "gift_frequency" CHECK ("frequency" IN ('once', 'monthly', 'yearly')),
  ADD CONSTRAINT "gift_channel" CHECK ("channel" IN ('card', 'konbini', 'bank_transfer', 'cash', 'crowdfunding', 'in_kind', 'securities', 'bequest')),
  ADD CONSTRAINT "gift_payment_status" CHECK ("payment_status" IN ('pending', 'awaiting_payment', 'partly_paid', 'received', 'failed', 'expired', 'cancelled')),
  ADD CONSTRAINT "gift_acceptance_status" CHECK ("acceptance_status" IN ('not_required', 'applied', 'under_review', 'accepted', 'refused')),
  ADD CONSTRAINT "gift_display_status" CHECK ("display_status" IN ('none', 'pending', 'approved', 'declined')),
  ADD CONSTRAINT "gift_donor_kind" CHECK ("donor_kind" IN ('individual', 'company')),
  ADD CONSTRAINT "gift_received_has_day" CHECK ("payment_status" <> 'received' OR "given_on" IS NOT NULL);
ALTER TABLE "checkout_attempt" ADD CONSTRAINT "checkout_attempt_status" CHECK ("status" IN ('starting', 'open', 'declined', 'awaiting_payment', 'completed', 'expired', 'abandoned', 'failed'));
ALTER TABLE "payment"
  ADD CONSTRAINT "payment_gross" CHECK ("gross_yen" > 0),
  ADD CONSTRAINT "payment_fee_known" CHECK (("fee_yen" IS NULL) = ("balance_transaction_id" IS NULL));
ALTER TABLE "allocation" ADD CONSTRAINT "allocation_amount" CHECK ("amount_yen" > 0);
ALTER TABLE "refund"
  ADD CONSTRAINT "refund_amount" CHECK ("amount_yen" > 0),
  ADD CONSTRAINT "refund_status" CHECK ("status" IN ('requested', 'approved', 'sent', 'succeeded', 'failed', 'refused'));
ALTER TABLE "stripe_account" ADD CONSTRAINT "stripe_account_kind" CHECK ("kind" IN ('platform', 'connected', 'own_keys'));
ALTER TABLE "stripe_event"
  ADD CONSTRAINT "stripe_event_status" CHECK ("status" IN ('stored', 'done', 'failed', 'ignored')),
  ADD CONSTRAINT "stripe_event_source" CHECK ("source" IN ('webhook', 'sweep'));
ALTER TABLE "external_fund"
  ADD CONSTRAINT "external_fund_category" CHECK ("category" IN ('competitive', 'commissioned', 'joint', 'subsidy', 'fund_income', 'ip', 'startup', 'other', 'host', 'wpi_subsidy')),
  ADD CONSTRAINT "external_fund_use" CHECK ("use" IN ('core_posts', 'running', 'research', 'facility', 'talent', 'outreach'));
ALTER TABLE "external_fund_receipt"
  ADD CONSTRAINT "external_fund_receipt_amount" CHECK ("amount_yen" > 0),
  ADD CONSTRAINT "external_fund_receipt_precision" CHECK ("precision" IN ('yen', 'million_yen') AND ("precision" = 'yen' OR "amount_yen" % 1000000 = 0)),
  ADD CONSTRAINT "external_fund_receipt_date_precision" CHECK ("date_precision" IN ('day', 'fiscal_year'));
ALTER TABLE "mail" ADD CONSTRAINT "mail_status" CHECK ("status" IN ('queued', 'sending', 'sent', 'bounced', 'uncertain'));
ALTER TABLE "role_grant"
  ADD CONSTRAINT "role_grant_role" CHECK ("role" IN ('secretariat', 'finance', 'officer', 'communicator', 'viewer', 'admin')),
  ADD CONSTRAINT "role_grant_scope" CHECK (("scope_kind" = 'programme' AND "institution_id" IS NULL AND "hub_id" IS NULL) OR ("scope_kind" = 'institution' AND "institution_id" IS NOT NULL AND "hub_id" IS NULL) OR ("scope_kind" = 'hub' AND "hub_id" IS NOT NULL AND "institution_id" IS NULL));
ALTER TABLE "api_token"
  ADD CONSTRAINT "api_token_role" CHECK ("role" IN ('secretariat', 'finance', 'officer', 'communicator', 'viewer', 'admin')),
  ADD CONSTRAINT "api_token_scope" CHECK (("scope_kind" = 'programme' AND "institution_id" IS NULL AND "hub_id" IS NULL) OR ("scope_kind" = 'institution' AND "institution_id" IS NOT NULL AND "hub_id" IS NULL) OR ("scope_kind" = 'hub' AND "hub_id" IS NOT NULL AND "institution_id" IS NULL));
ALTER TABLE "audit_event" ADD CONSTRAINT "audit_event_actor_kind" CHECK ("actor_kind" IN ('public', 'staff', 'api', 'job'));

-- ---- The ledger ------------------------------------------------------------------------------------------------------

INSERT INTO "ledger_account" ("code", "class") VALUES
  ('stripe_balance', 'asset'),
  ('institution_bank', 'asset'),
  ('host_resources', 'asset'),
  ('institution_overhead', 'liability'),
  ('gift_income', 'income'),
  ('external_fund_income', 'income'),
  ('host_contribution', 'income'),
  ('processor_fee', 'expense'),
  ('overhead', 'expense');

ALTER TABLE "ledger_transaction"
  ADD CONSTRAINT "ledger_transaction_kind" CHECK ("kind" IN ('gift_received', 'processor_fee', 'overhead', 'gift_refunded', 'overhead_returned', 'refund_fee', 'gift_refund_failed', 'external_fund_received', 'host_contribution_received')),
  ADD CONSTRAINT "ledger_transaction_precision" CHECK ("precision" IN ('yen', 'million_yen')),
  ADD CONSTRAINT "ledger_transaction_fiscal_year" CHECK ("fiscal_year" = extract(year FROM "occurred_on")::int - CASE WHEN extract(month FROM "occurred_on") < 4 THEN 1 ELSE 0 END);

ALTER TABLE "ledger_entry"
  ADD CONSTRAINT "ledger_entry_not_zero" CHECK ("amount_yen" <> 0),
  ADD CONSTRAINT "ledger_entry_precision" CHECK ("precision" = 'yen' OR "amount_yen" % 1000000 = 0),
  ADD CONSTRAINT "ledger_entry_category" CHECK ("category" IN ('gift', 'competitive', 'commissioned', 'joint', 'subsidy', 'fund_income', 'ip', 'startup', 'other', 'host', 'wpi_subsidy')),
  -- What income and expense are for; a balance account says only whose and where.
  ADD CONSTRAINT "ledger_entry_dimensions" CHECK (
    CASE WHEN "class" IN ('income', 'expense')
      THEN num_nonnulls("fund_id", "external_fund_id") = 1 AND "category" IS NOT NULL AND "channel" IS NOT NULL AND "use" IS NOT NULL
      ELSE num_nonnulls("hub_id", "fund_id", "external_fund_id", "category", "channel", "use") = 0
    END),
  ADD CONSTRAINT "ledger_entry_stripe_account" CHECK (("account" = 'stripe_balance') = ("stripe_account_id" IS NOT NULL)),
  ADD CONSTRAINT "ledger_entry_gift_category" CHECK (("fund_id" IS NOT NULL) = ("category" = 'gift') OR "class" NOT IN ('income', 'expense'));

CREATE FUNCTION "ledger_refuse_change"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'the ledger is append-only: % on % is refused', TG_OP, TG_TABLE_NAME USING ERRCODE = 'restrict_violation';
END $$;
CREATE TRIGGER "ledger_transaction_append_only" BEFORE UPDATE OR DELETE OR TRUNCATE ON "ledger_transaction" FOR EACH STATEMENT EXECUTE FUNCTION "ledger_refuse_change"();
CREATE TRIGGER "ledger_entry_append_only" BEFORE UPDATE OR DELETE OR TRUNCATE ON "ledger_entry" FOR EACH STATEMENT EXECUTE FUNCTION "ledger_refuse_change"();

-- Entries come in the database transaction of their header, so the header's check at commit sees them all.
CREATE FUNCTION "ledger_entries_inserted"() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
  IF EXISTS (SELECT 1 FROM new_entries e JOIN ledger_transaction t ON t.id = e.transaction_id
             WHERE t.db_transaction <> pg_current_xact_id()::text::bigint
                OR t.kind <> e.kind OR t.precision <> e.precision OR t.occurred_on <> e.occurred_on OR t.fiscal_year <> e.fiscal_year) THEN
    RAISE EXCEPTION 'ledger entries must be written with their transaction and agree with it' USING ERRCODE = 'check_violation';
  END IF;
  IF EXISTS (SELECT 1 FROM new_entries e LEFT JOIN fund f ON f.id = e.fund_id LEFT JOIN external_fund x ON x.id = e.external_fund_id
             WHERE e.class IN ('income', 'expense')
               AND (e.hub_id IS DISTINCT FROM coalesce(f.hub_id, x.hub_id) OR e.institution_id <> coalesce(f.institution_id, x.institution_id))) THEN
    RAISE EXCEPTION 'a ledger entry names another hub or institution than its fund' USING ERRCODE = 'check_violation';
  END IF;
  -- A reversal keeps the kind of what it reverses and counts one less, so counts of gifts stay right.
  INSERT INTO ledger_balance AS b (account, fiscal_year, institution_id, hub_id, fund_id, kind, category, channel, use, precision, stripe_account_id, slot, amount_yen, entry_count)
  SELECT e.account, e.fiscal_year, e.institution_id, e.hub_id, e.fund_id, e.kind, e.category, e.channel, e.use, e.precision, e.stripe_account_id,
         pg_backend_pid() % 32, sum(e.amount_yen)::bigint, sum(CASE WHEN t.reverses_id IS NULL THEN 1 ELSE -1 END)
  FROM new_entries e JOIN ledger_transaction t ON t.id = e.transaction_id
  GROUP BY 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11
  ORDER BY 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11
  ON CONFLICT (account, fiscal_year, institution_id, hub_id, fund_id, kind, category, channel, use, precision, stripe_account_id, slot)
  DO UPDATE SET amount_yen = b.amount_yen + excluded.amount_yen, entry_count = b.entry_count + excluded.entry_count;
  RETURN NULL;
END $$;
CREATE TRIGGER "ledger_entry_inserted" AFTER INSERT ON "ledger_entry" REFERENCING NEW TABLE AS new_entries FOR EACH STATEMENT EXECUTE FUNCTION "ledger_entries_inserted"();

CREATE FUNCTION "ledger_zero_sum"() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE total numeric; lines bigint;
BEGIN
  SELECT coalesce(sum(amount_yen), 0), count(*) INTO total, lines FROM ledger_entry WHERE transaction_id = NEW.id;
  IF total <> 0 OR lines < 2 THEN
    RAISE EXCEPTION 'ledger transaction % (%) has % entries that sum to % yen, not to zero', NEW.id, NEW.kind, lines, total USING ERRCODE = 'check_violation', CONSTRAINT = 'ledger_zero_sum';
  END IF;
  RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER "ledger_zero_sum" AFTER INSERT ON "ledger_transaction" DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION "ledger_zero_sum"();

-- Rollups made again from the entries, by the owner, when a check has found them wrong.
CREATE FUNCTION "rebuild_ledger_balance"() RETURNS void LANGUAGE sql AS $$
  LOCK TABLE ledger_entry IN SHARE ROW EXCLUSIVE MODE;
  DELETE FROM ledger_balance;
  INSERT INTO ledger_balance (account, fiscal_year, institution_id, hub_id, fund_id, kind, category, channel, use, precision, stripe_account_id, slot, amount_yen, entry_count)
  SELECT e.account, e.fiscal_year, e.institution_id, e.hub_id, e.fund_id, e.kind, e.category, e.channel, e.use, e.precision, e.stripe_account_id, 0,
         sum(e.amount_yen)::bigint, sum(CASE WHEN t.reverses_id IS NULL THEN 1 ELSE -1 END)
  FROM ledger_entry e JOIN ledger_transaction t ON t.id = e.transaction_id GROUP BY 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11;
$$;
REVOKE EXECUTE ON FUNCTION "rebuild_ledger_balance"() FROM PUBLIC;

-- ---- Audit -----------------------------------------------------------------------------------------------------------

CREATE FUNCTION "audit_refuse_change"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'the audit trail is append-only: % on % is refused', TG_OP, TG_TABLE_NAME USING ERRCODE = 'restrict_violation';
END $$;
CREATE FUNCTION "audit_event_guard"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  -- Only sealing (once) and the erasure of personal values are changes.
  IF (OLD.seal_id IS NOT NULL AND NEW.seal_id IS DISTINCT FROM OLD.seal_id)
     OR (NEW.before IS NOT NULL AND NEW.before IS DISTINCT FROM OLD.before)
     OR (NEW.after IS NOT NULL AND NEW.after IS DISTINCT FROM OLD.after)
     OR (to_jsonb(NEW) - 'seal_id' - 'before' - 'after') <> (to_jsonb(OLD) - 'seal_id' - 'before' - 'after') THEN
    RAISE EXCEPTION 'the audit trail is append-only' USING ERRCODE = 'restrict_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER "audit_event_guard" BEFORE UPDATE ON "audit_event" FOR EACH ROW EXECUTE FUNCTION "audit_event_guard"();
CREATE TRIGGER "audit_event_append_only" BEFORE DELETE OR TRUNCATE ON "audit_event" FOR EACH STATEMENT EXECUTE FUNCTION "audit_refuse_change"();
CREATE TRIGGER "audit_seal_append_only" BEFORE UPDATE OR DELETE OR TRUNCATE ON "audit_seal" FOR EACH STATEMENT EXECUTE FUNCTION "audit_refuse_change"();

-- ---- Public pages: tell the web processes that what they show has changed ------------------------------------------------

CREATE FUNCTION "notify_public_data"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM pg_notify('public_data', '');
  RETURN NULL;
END $$;
CREATE TRIGGER "public_data" AFTER INSERT OR UPDATE OR DELETE ON "institution" FOR EACH STATEMENT EXECUTE FUNCTION "notify_public_data"();
CREATE TRIGGER "public_data" AFTER INSERT OR UPDATE OR DELETE ON "hub" FOR EACH STATEMENT EXECUTE FUNCTION "notify_public_data"();
CREATE TRIGGER "public_data" AFTER INSERT OR UPDATE OR DELETE ON "hub_host" FOR EACH STATEMENT EXECUTE FUNCTION "notify_public_data"();
CREATE TRIGGER "public_data" AFTER INSERT OR UPDATE OR DELETE ON "hub_support_period" FOR EACH STATEMENT EXECUTE FUNCTION "notify_public_data"();
CREATE TRIGGER "public_data" AFTER INSERT OR UPDATE OR DELETE ON "hub_recognition" FOR EACH STATEMENT EXECUTE FUNCTION "notify_public_data"();
CREATE TRIGGER "public_data" AFTER INSERT OR UPDATE OR DELETE ON "hub_gift_goal" FOR EACH STATEMENT EXECUTE FUNCTION "notify_public_data"();
CREATE TRIGGER "public_data" AFTER INSERT OR UPDATE OR DELETE ON "fund" FOR EACH STATEMENT EXECUTE FUNCTION "notify_public_data"();
CREATE TRIGGER "public_data" AFTER INSERT ON "ledger_transaction" FOR EACH STATEMENT EXECUTE FUNCTION "notify_public_data"();
CREATE TRIGGER "public_data" AFTER UPDATE OF "display_status" ON "gift" FOR EACH STATEMENT EXECUTE FUNCTION "notify_public_data"();

-- ---- Jobs: the outbox, callable by the application inside its transaction ----------------------------------------------

CREATE FUNCTION "enqueue_job"(task text, payload json, job_key text, run_at timestamptz, max_attempts int, priority int, queue text) RETURNS void
LANGUAGE sql SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT graphile_worker.add_job(task, payload, queue_name := queue, run_at := run_at, max_attempts := max_attempts, job_key := job_key, priority := priority);
$$;

-- ---- The application's role: it owns nothing ---------------------------------------------------------------------------

DO $$
BEGIN
  IF NOT EXISTS (SELECT 1 FROM pg_roles WHERE rolname = 'izumi_app') THEN
    CREATE ROLE izumi_app NOLOGIN;
  END IF;
EXCEPTION WHEN duplicate_object OR unique_violation THEN NULL;
END $$;
DO $$
BEGIN
  -- Another installation on this server may have made the role; who is a member already need not be allowed to give it.
  IF NOT pg_has_role(CURRENT_USER, 'izumi_app', 'MEMBER') THEN
    GRANT izumi_app TO CURRENT_USER;
  END IF;
END $$;
GRANT USAGE ON SCHEMA public TO izumi_app;
GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO izumi_app;
GRANT USAGE ON ALL SEQUENCES IN SCHEMA public TO izumi_app;
ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT SELECT, INSERT, UPDATE, DELETE ON TABLES TO izumi_app;
ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT USAGE ON SEQUENCES TO izumi_app;
REVOKE INSERT, UPDATE, DELETE ON "ledger_account", "ledger_balance" FROM izumi_app;
REVOKE UPDATE, DELETE ON "ledger_transaction", "ledger_entry", "audit_seal", "stripe_charge", "stripe_refund", "stripe_balance_transaction" FROM izumi_app;
GRANT UPDATE ON "stripe_charge", "stripe_refund", "stripe_balance_transaction" TO izumi_app;
REVOKE DELETE ON "stripe_event", "payment", "allocation", "refund", "gift", "audit_event", "consent" FROM izumi_app;
REVOKE UPDATE ON "audit_event" FROM izumi_app;
GRANT UPDATE ("seal_id", "before", "after") ON "audit_event" TO izumi_app;
DO $$
BEGIN
  IF to_regclass('public._prisma_migrations') IS NOT NULL THEN
    REVOKE INSERT, UPDATE, DELETE ON "_prisma_migrations" FROM izumi_app;
  END IF;
END $$;
REVOKE EXECUTE ON FUNCTION "enqueue_job"(text, json, text, timestamptz, int, int, text) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION "enqueue_job"(text, json, text, timestamptz, int, int, text) TO izumi_app;
