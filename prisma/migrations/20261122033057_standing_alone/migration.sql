-- AlterTable
ALTER TABLE "external_fund" ADD COLUMN     "created_by" TEXT,
ADD COLUMN     "decided_on" DATE,
ADD COLUMN     "decision" TEXT NOT NULL DEFAULT 'decided',
ADD COLUMN     "ends_on" DATE,
ADD COLUMN     "host_kind" TEXT,
ADD COLUMN     "hub_share_basis_points" INTEGER NOT NULL DEFAULT 10000,
ADD COLUMN     "note" TEXT NOT NULL DEFAULT '',
ADD COLUMN     "number" TEXT NOT NULL DEFAULT '',
ADD COLUMN     "principal_investigator" TEXT NOT NULL DEFAULT '',
ADD COLUMN     "starts_on" DATE,
ADD COLUMN     "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
ADD COLUMN     "valuation_basis" TEXT NOT NULL DEFAULT '',
ADD COLUMN     "void_reason" TEXT NOT NULL DEFAULT '',
ADD COLUMN     "voided_at" TIMESTAMPTZ(3);

-- AlterTable
ALTER TABLE "external_fund_receipt" ADD COLUMN     "entered_by" TEXT,
ADD COLUMN     "import_id" UUID,
ADD COLUMN     "indirect_yen" BIGINT NOT NULL DEFAULT 0,
ADD COLUMN     "kind" TEXT NOT NULL DEFAULT 'received',
ADD COLUMN     "note" TEXT NOT NULL DEFAULT '',
ADD COLUMN     "void_reason" TEXT NOT NULL DEFAULT '',
ADD COLUMN     "voided_at" TIMESTAMPTZ(3);

-- AlterTable
ALTER TABLE "gift" ADD COLUMN     "pledge_id" UUID;

-- AlterTable
ALTER TABLE "hub" ADD COLUMN     "coverage_published" TEXT NOT NULL DEFAULT 'none';

-- AlterTable
ALTER TABLE "ledger_transaction" ADD COLUMN     "adjustment_reason" TEXT;

-- CreateTable
CREATE TABLE "external_fund_year" (
    "external_fund_id" UUID NOT NULL,
    "fiscal_year" INTEGER NOT NULL,
    "planned_yen" BIGINT NOT NULL DEFAULT 0,
    "decided_yen" BIGINT,
    "direct_yen" BIGINT,
    "indirect_yen" BIGINT,
    "carried_over_yen" BIGINT NOT NULL DEFAULT 0,
    "returned_yen" BIGINT NOT NULL DEFAULT 0,
    "precision" TEXT NOT NULL DEFAULT 'yen',

    CONSTRAINT "external_fund_year_pkey" PRIMARY KEY ("external_fund_id","fiscal_year")
);

-- CreateTable
CREATE TABLE "import" (
    "id" UUID NOT NULL,
    "kind" TEXT NOT NULL,
    "institution_id" UUID NOT NULL,
    "hub_id" UUID,
    "file_name" TEXT NOT NULL,
    "file_key" TEXT NOT NULL,
    "file_sha256" TEXT NOT NULL,
    "format" TEXT NOT NULL,
    "headings" TEXT[],
    "mapping" JSONB NOT NULL DEFAULT '{}',
    "status" TEXT NOT NULL DEFAULT 'uploaded',
    "row_count" INTEGER NOT NULL DEFAULT 0,
    "checked_rows" INTEGER NOT NULL DEFAULT 0,
    "done_rows" INTEGER NOT NULL DEFAULT 0,
    "bad_rows" INTEGER NOT NULL DEFAULT 0,
    "created_rows" INTEGER NOT NULL DEFAULT 0,
    "changed_rows" INTEGER NOT NULL DEFAULT 0,
    "unchanged_rows" INTEGER NOT NULL DEFAULT 0,
    "printed_total_yen" BIGINT,
    "rows_total_yen" BIGINT,
    "error" TEXT,
    "created_by" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "import_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "import_row" (
    "import_id" UUID NOT NULL,
    "line" INTEGER NOT NULL,
    "cells" TEXT[],
    "parsed" JSONB,
    "errors" JSONB NOT NULL DEFAULT '[]',
    "status" TEXT NOT NULL DEFAULT 'read',
    "target_id" UUID,
    "before" JSONB,

    CONSTRAINT "import_row_pkey" PRIMARY KEY ("import_id","line")
);

-- CreateTable
CREATE TABLE "opportunity" (
    "id" UUID NOT NULL,
    "hub_id" UUID NOT NULL,
    "institution_id" UUID NOT NULL,
    "donor_id" UUID,
    "fund_id" UUID,
    "name" TEXT NOT NULL,
    "use" TEXT NOT NULL,
    "amount_yen" BIGINT NOT NULL,
    "expected_on" DATE NOT NULL,
    "stage" TEXT NOT NULL DEFAULT 'identified',
    "owner_id" TEXT,
    "next_step" TEXT NOT NULL DEFAULT '',
    "next_step_on" DATE,
    "note" TEXT NOT NULL DEFAULT '',
    "lost_reason" TEXT NOT NULL DEFAULT '',
    "closed_on" DATE,
    "pledge_id" UUID,
    "gift_id" UUID,
    "created_by" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "opportunity_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "opportunity_stage" (
    "id" UUID NOT NULL,
    "opportunity_id" UUID NOT NULL,
    "stage" TEXT NOT NULL,
    "amount_yen" BIGINT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "actor_id" TEXT,

    CONSTRAINT "opportunity_stage_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "pledge" (
    "id" UUID NOT NULL,
    "public_token" TEXT NOT NULL,
    "reference" TEXT NOT NULL,
    "donor_id" UUID NOT NULL,
    "institution_id" UUID NOT NULL,
    "hub_id" UUID,
    "fund_id" UUID NOT NULL,
    "amount_yen" BIGINT NOT NULL,
    "paid_yen" BIGINT NOT NULL DEFAULT 0,
    "written_off_yen" BIGINT NOT NULL DEFAULT 0,
    "overpaid_yen" BIGINT NOT NULL DEFAULT 0,
    "status" TEXT NOT NULL DEFAULT 'draft',
    "source" TEXT NOT NULL,
    "lang" CHAR(2) NOT NULL,
    "start_on" DATE NOT NULL,
    "signed_on" DATE,
    "signatory" TEXT NOT NULL DEFAULT '',
    "conditions" TEXT NOT NULL DEFAULT '',
    "note" TEXT NOT NULL DEFAULT '',
    "respread_rule" TEXT NOT NULL DEFAULT 'carry',
    "agreement_key" TEXT,
    "agreement_name" TEXT,
    "agreement_sha256" TEXT,
    "reminders_stopped_at" TIMESTAMPTZ(3),
    "reminders_stopped_by" TEXT,
    "form_key" TEXT NOT NULL,
    "created_by" TEXT,
    "activated_at" TIMESTAMPTZ(3),
    "cancelled_at" TIMESTAMPTZ(3),
    "cancel_reason" TEXT NOT NULL DEFAULT '',
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "pledge_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "pledge_schedule" (
    "id" UUID NOT NULL,
    "pledge_id" UUID NOT NULL,
    "version" INTEGER NOT NULL,
    "amount_yen" BIGINT NOT NULL,
    "rule" JSONB NOT NULL,
    "cause" TEXT NOT NULL,
    "reason" TEXT NOT NULL DEFAULT '',
    "created_by" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "superseded_at" TIMESTAMPTZ(3),

    CONSTRAINT "pledge_schedule_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "instalment" (
    "id" UUID NOT NULL,
    "pledge_id" UUID NOT NULL,
    "schedule_id" UUID NOT NULL,
    "hub_id" UUID,
    "institution_id" UUID NOT NULL,
    "number" INTEGER NOT NULL,
    "due_on" DATE NOT NULL,
    "scheduled_yen" BIGINT NOT NULL,
    "paid_yen" BIGINT NOT NULL DEFAULT 0,
    "written_off_yen" BIGINT NOT NULL DEFAULT 0,
    "paid_on" DATE,
    "status" TEXT NOT NULL DEFAULT 'scheduled',
    "current" BOOLEAN NOT NULL DEFAULT true,

    CONSTRAINT "instalment_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "instalment_gift" (
    "instalment_id" UUID NOT NULL,
    "gift_id" UUID NOT NULL,
    "amount_yen" BIGINT NOT NULL,

    CONSTRAINT "instalment_gift_pkey" PRIMARY KEY ("instalment_id","gift_id")
);

-- CreateTable
CREATE TABLE "pledge_write_off" (
    "id" UUID NOT NULL,
    "pledge_id" UUID NOT NULL,
    "hub_id" UUID,
    "institution_id" UUID NOT NULL,
    "amount_yen" BIGINT NOT NULL,
    "ground" TEXT NOT NULL,
    "reason" TEXT NOT NULL,
    "status" TEXT NOT NULL DEFAULT 'requested',
    "requested_by" TEXT,
    "requested_at" TIMESTAMPTZ(3) NOT NULL,
    "decided_by" TEXT,
    "decided_at" TIMESTAMPTZ(3),
    "decision_note" TEXT NOT NULL DEFAULT '',

    CONSTRAINT "pledge_write_off_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "pledge_letter" (
    "id" UUID NOT NULL,
    "hub_id" UUID NOT NULL,
    "title_ja" TEXT NOT NULL,
    "title_en" TEXT NOT NULL DEFAULT '',
    "body_ja" TEXT NOT NULL,
    "body_en" TEXT NOT NULL DEFAULT '',
    "status" TEXT NOT NULL DEFAULT 'draft',
    "from_practice_id" UUID,
    "created_by" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "pledge_letter_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "saved_view" (
    "id" UUID NOT NULL,
    "user_id" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "query" TEXT NOT NULL,
    "shared" BOOLEAN NOT NULL DEFAULT false,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "saved_view_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "snapshot" (
    "id" UUID NOT NULL,
    "hub_id" UUID,
    "fiscal_year" INTEGER NOT NULL,
    "title" TEXT NOT NULL,
    "note" TEXT NOT NULL DEFAULT '',
    "taken_at" TIMESTAMPTZ(3) NOT NULL,
    "taken_by" TEXT,
    "content" JSONB NOT NULL,
    "sha256" TEXT NOT NULL,
    "pdf_key" TEXT,
    "pdf_sha256" TEXT,
    "xlsx_key" TEXT,
    "xlsx_sha256" TEXT,

    CONSTRAINT "snapshot_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "closed_year" (
    "fiscal_year" INTEGER NOT NULL,
    "closed_at" TIMESTAMPTZ(3) NOT NULL,
    "closed_by" TEXT,
    "note" TEXT NOT NULL DEFAULT '',

    CONSTRAINT "closed_year_pkey" PRIMARY KEY ("fiscal_year")
);

-- CreateTable
CREATE TABLE "evaluation" (
    "id" UUID NOT NULL,
    "hub_id" UUID NOT NULL,
    "kind" TEXT NOT NULL,
    "fiscal_year" INTEGER NOT NULL,
    "held_on" DATE NOT NULL,
    "title" TEXT NOT NULL,
    "summary" TEXT NOT NULL DEFAULT '',
    "file_key" TEXT,
    "file_name" TEXT,
    "created_by" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "evaluation_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "finding" (
    "id" UUID NOT NULL,
    "hub_id" UUID NOT NULL,
    "evaluation_id" UUID,
    "kind" TEXT NOT NULL,
    "text" TEXT NOT NULL,
    "due_on" DATE,
    "status" TEXT NOT NULL DEFAULT 'open',
    "created_by" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "closed_at" TIMESTAMPTZ(3),

    CONSTRAINT "finding_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "finding_response" (
    "id" UUID NOT NULL,
    "finding_id" UUID NOT NULL,
    "text" TEXT NOT NULL,
    "status" TEXT NOT NULL,
    "actor_id" TEXT,
    "actor_name" TEXT NOT NULL DEFAULT '',
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "finding_response_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "hub_indicator" (
    "hub_id" UUID NOT NULL,
    "indicator" TEXT NOT NULL,
    "fiscal_year" INTEGER NOT NULL,
    "value" DECIMAL(9,1),
    "target" DECIMAL(9,1),
    "source" TEXT NOT NULL DEFAULT '',
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "hub_indicator_pkey" PRIMARY KEY ("hub_id","indicator","fiscal_year")
);

-- CreateTable
CREATE TABLE "practice" (
    "id" UUID NOT NULL,
    "hub_id" UUID NOT NULL,
    "kind" TEXT NOT NULL,
    "source_id" UUID NOT NULL,
    "content" JSONB NOT NULL,
    "title_ja" TEXT NOT NULL,
    "title_en" TEXT NOT NULL DEFAULT '',
    "summary_ja" TEXT NOT NULL,
    "summary_en" TEXT NOT NULL DEFAULT '',
    "results" JSONB NOT NULL DEFAULT '{}',
    "status" TEXT NOT NULL DEFAULT 'offered',
    "offered_by" TEXT,
    "offered_at" TIMESTAMPTZ(3) NOT NULL,
    "withdrawn_at" TIMESTAMPTZ(3),

    CONSTRAINT "practice_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "practice_adoption" (
    "id" UUID NOT NULL,
    "practice_id" UUID NOT NULL,
    "hub_id" UUID NOT NULL,
    "draft_type" TEXT NOT NULL,
    "draft_id" UUID NOT NULL,
    "adopted_by" TEXT,
    "adopted_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "practice_adoption_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "spending_line" (
    "id" UUID NOT NULL,
    "hub_id" UUID,
    "institution_id" UUID NOT NULL,
    "fund_id" UUID,
    "external_fund_id" UUID,
    "spent_on" DATE NOT NULL,
    "fiscal_year" INTEGER NOT NULL,
    "expense_item" TEXT NOT NULL,
    "use" TEXT NOT NULL,
    "description" TEXT NOT NULL,
    "amount_yen" BIGINT NOT NULL,
    "voucher" TEXT NOT NULL DEFAULT '',
    "source_key" TEXT NOT NULL,
    "import_id" UUID,
    "entered_by" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "voided_at" TIMESTAMPTZ(3),
    "void_reason" TEXT NOT NULL DEFAULT '',

    CONSTRAINT "spending_line_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "sufficiency_plan" (
    "id" UUID NOT NULL,
    "hub_id" UUID NOT NULL,
    "version" INTEGER NOT NULL,
    "title" TEXT NOT NULL,
    "note" TEXT NOT NULL DEFAULT '',
    "first_fiscal_year" INTEGER NOT NULL,
    "last_fiscal_year" INTEGER NOT NULL,
    "status" TEXT NOT NULL DEFAULT 'draft',
    "created_by" TEXT,
    "submitted_by" TEXT,
    "submitted_at" TIMESTAMPTZ(3),
    "decided_by" TEXT,
    "approved_at" TIMESTAMPTZ(3),
    "decision_note" TEXT NOT NULL DEFAULT '',
    "superseded_at" TIMESTAMPTZ(3),
    "from_practice_id" UUID,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "sufficiency_plan_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "sufficiency_cost" (
    "id" UUID NOT NULL,
    "plan_id" UUID NOT NULL,
    "fiscal_year" INTEGER NOT NULL,
    "use" TEXT NOT NULL,
    "label" TEXT NOT NULL,
    "amount_yen" BIGINT NOT NULL,
    "sort_order" INTEGER NOT NULL DEFAULT 0,

    CONSTRAINT "sufficiency_cost_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "sufficiency_target" (
    "plan_id" UUID NOT NULL,
    "fiscal_year" INTEGER NOT NULL,
    "category" TEXT NOT NULL,
    "amount_yen" BIGINT NOT NULL,

    CONSTRAINT "sufficiency_target_pkey" PRIMARY KEY ("plan_id","fiscal_year","category")
);

-- CreateTable
CREATE TABLE "hub_outlook" (
    "id" UUID NOT NULL,
    "hub_id" UUID NOT NULL,
    "fiscal_year" INTEGER NOT NULL,
    "source" TEXT NOT NULL,
    "category" TEXT NOT NULL,
    "use" TEXT NOT NULL,
    "weight_key" TEXT NOT NULL DEFAULT '',
    "yen" BIGINT NOT NULL,
    "low_yen" BIGINT NOT NULL,
    "expected_yen" BIGINT NOT NULL,
    "high_yen" BIGINT NOT NULL,
    "count" INTEGER NOT NULL,
    "reason" JSONB NOT NULL DEFAULT '{}',
    "refreshed_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "hub_outlook_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "sufficiency_scenario" (
    "id" UUID NOT NULL,
    "hub_id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "note" TEXT NOT NULL DEFAULT '',
    "changes" JSONB NOT NULL,
    "shared_with" TEXT NOT NULL DEFAULT 'own',
    "created_by" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "sufficiency_scenario_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "import_institution_id_id_idx" ON "import"("institution_id", "id" DESC);

-- CreateIndex
CREATE INDEX "import_hub_id_id_idx" ON "import"("hub_id", "id" DESC);

-- CreateIndex
CREATE INDEX "import_row_import_id_status_line_idx" ON "import_row"("import_id", "status", "line");

-- CreateIndex
CREATE INDEX "opportunity_hub_id_stage_expected_on_idx" ON "opportunity"("hub_id", "stage", "expected_on");

-- CreateIndex
CREATE INDEX "opportunity_institution_id_stage_expected_on_idx" ON "opportunity"("institution_id", "stage", "expected_on");

-- CreateIndex
CREATE INDEX "opportunity_donor_id_idx" ON "opportunity"("donor_id");

-- CreateIndex
CREATE INDEX "opportunity_stage_opportunity_id_id_idx" ON "opportunity_stage"("opportunity_id", "id");

-- CreateIndex
CREATE UNIQUE INDEX "pledge_public_token_key" ON "pledge"("public_token");

-- CreateIndex
CREATE INDEX "pledge_donor_id_id_idx" ON "pledge"("donor_id", "id" DESC);

-- CreateIndex
CREATE INDEX "pledge_hub_id_status_id_idx" ON "pledge"("hub_id", "status", "id" DESC);

-- CreateIndex
CREATE INDEX "pledge_institution_id_status_id_idx" ON "pledge"("institution_id", "status", "id" DESC);

-- CreateIndex
CREATE INDEX "pledge_status_id_idx" ON "pledge"("status", "id" DESC);

-- CreateIndex
CREATE INDEX "pledge_form_key_created_at_idx" ON "pledge"("form_key", "created_at");

-- CreateIndex
CREATE UNIQUE INDEX "pledge_institution_id_reference_key" ON "pledge"("institution_id", "reference");

-- CreateIndex
CREATE UNIQUE INDEX "pledge_schedule_pledge_id_version_key" ON "pledge_schedule"("pledge_id", "version");

-- CreateIndex
CREATE INDEX "instalment_pledge_id_current_number_idx" ON "instalment"("pledge_id", "current", "number");

-- CreateIndex
CREATE INDEX "instalment_current_status_due_on_idx" ON "instalment"("current", "status", "due_on");

-- CreateIndex
CREATE INDEX "instalment_hub_id_current_status_due_on_idx" ON "instalment"("hub_id", "current", "status", "due_on");

-- CreateIndex
CREATE INDEX "instalment_institution_id_current_status_due_on_idx" ON "instalment"("institution_id", "current", "status", "due_on");

-- CreateIndex
CREATE UNIQUE INDEX "instalment_schedule_id_number_key" ON "instalment"("schedule_id", "number");

-- CreateIndex
CREATE INDEX "instalment_gift_gift_id_idx" ON "instalment_gift"("gift_id");

-- CreateIndex
CREATE INDEX "pledge_write_off_pledge_id_idx" ON "pledge_write_off"("pledge_id");

-- CreateIndex
CREATE INDEX "pledge_write_off_institution_id_status_id_idx" ON "pledge_write_off"("institution_id", "status", "id" DESC);

-- CreateIndex
CREATE INDEX "pledge_write_off_hub_id_status_id_idx" ON "pledge_write_off"("hub_id", "status", "id" DESC);

-- CreateIndex
CREATE INDEX "pledge_letter_hub_id_id_idx" ON "pledge_letter"("hub_id", "id" DESC);

-- CreateIndex
CREATE UNIQUE INDEX "saved_view_user_id_name_key" ON "saved_view"("user_id", "name");

-- CreateIndex
CREATE INDEX "snapshot_fiscal_year_id_idx" ON "snapshot"("fiscal_year", "id" DESC);

-- CreateIndex
CREATE INDEX "snapshot_hub_id_id_idx" ON "snapshot"("hub_id", "id" DESC);

-- CreateIndex
CREATE INDEX "evaluation_hub_id_held_on_idx" ON "evaluation"("hub_id", "held_on" DESC);

-- CreateIndex
CREATE INDEX "finding_hub_id_status_due_on_idx" ON "finding"("hub_id", "status", "due_on");

-- CreateIndex
CREATE INDEX "finding_status_due_on_idx" ON "finding"("status", "due_on");

-- CreateIndex
CREATE INDEX "finding_response_finding_id_id_idx" ON "finding_response"("finding_id", "id");

-- CreateIndex
CREATE INDEX "practice_kind_status_id_idx" ON "practice"("kind", "status", "id" DESC);

-- CreateIndex
CREATE INDEX "practice_hub_id_id_idx" ON "practice"("hub_id", "id" DESC);

-- CreateIndex
CREATE INDEX "practice_adoption_practice_id_idx" ON "practice_adoption"("practice_id");

-- CreateIndex
CREATE INDEX "practice_adoption_hub_id_idx" ON "practice_adoption"("hub_id");

-- CreateIndex
CREATE UNIQUE INDEX "spending_line_source_key_key" ON "spending_line"("source_key");

-- CreateIndex
CREATE INDEX "spending_line_fund_id_spent_on_id_idx" ON "spending_line"("fund_id", "spent_on" DESC, "id" DESC);

-- CreateIndex
CREATE INDEX "spending_line_external_fund_id_spent_on_id_idx" ON "spending_line"("external_fund_id", "spent_on" DESC, "id" DESC);

-- CreateIndex
CREATE INDEX "spending_line_hub_id_spent_on_id_idx" ON "spending_line"("hub_id", "spent_on" DESC, "id" DESC);

-- CreateIndex
CREATE INDEX "spending_line_institution_id_spent_on_id_idx" ON "spending_line"("institution_id", "spent_on" DESC, "id" DESC);

-- CreateIndex
CREATE INDEX "spending_line_import_id_idx" ON "spending_line"("import_id");

-- CreateIndex
CREATE INDEX "sufficiency_plan_hub_id_status_idx" ON "sufficiency_plan"("hub_id", "status");

-- CreateIndex
CREATE UNIQUE INDEX "sufficiency_plan_hub_id_version_key" ON "sufficiency_plan"("hub_id", "version");

-- CreateIndex
CREATE INDEX "sufficiency_cost_plan_id_fiscal_year_sort_order_idx" ON "sufficiency_cost"("plan_id", "fiscal_year", "sort_order");

-- CreateIndex
CREATE UNIQUE INDEX "hub_outlook_hub_id_fiscal_year_source_category_use_weight_k_key" ON "hub_outlook"("hub_id", "fiscal_year", "source", "category", "use", "weight_key");

-- CreateIndex
CREATE INDEX "sufficiency_scenario_hub_id_id_idx" ON "sufficiency_scenario"("hub_id", "id" DESC);

-- CreateIndex
CREATE INDEX "external_fund_hub_id_id_idx" ON "external_fund"("hub_id", "id" DESC);

-- CreateIndex
CREATE INDEX "external_fund_institution_id_id_idx" ON "external_fund"("institution_id", "id" DESC);

-- CreateIndex
CREATE INDEX "external_fund_number_idx" ON "external_fund"("number");

-- CreateIndex
CREATE INDEX "external_fund_receipt_import_id_idx" ON "external_fund_receipt"("import_id");

-- CreateIndex
CREATE INDEX "gift_pledge_id_idx" ON "gift"("pledge_id");

-- AddForeignKey
ALTER TABLE "external_fund_year" ADD CONSTRAINT "external_fund_year_external_fund_id_fkey" FOREIGN KEY ("external_fund_id") REFERENCES "external_fund"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "external_fund_receipt" ADD CONSTRAINT "external_fund_receipt_import_id_fkey" FOREIGN KEY ("import_id") REFERENCES "import"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "gift" ADD CONSTRAINT "gift_pledge_id_fkey" FOREIGN KEY ("pledge_id") REFERENCES "pledge"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "import" ADD CONSTRAINT "import_institution_id_fkey" FOREIGN KEY ("institution_id") REFERENCES "institution"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "import" ADD CONSTRAINT "import_hub_id_fkey" FOREIGN KEY ("hub_id") REFERENCES "hub"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "import_row" ADD CONSTRAINT "import_row_import_id_fkey" FOREIGN KEY ("import_id") REFERENCES "import"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "opportunity" ADD CONSTRAINT "opportunity_hub_id_fkey" FOREIGN KEY ("hub_id") REFERENCES "hub"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "opportunity" ADD CONSTRAINT "opportunity_institution_id_fkey" FOREIGN KEY ("institution_id") REFERENCES "institution"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "opportunity" ADD CONSTRAINT "opportunity_donor_id_fkey" FOREIGN KEY ("donor_id") REFERENCES "donor"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "opportunity" ADD CONSTRAINT "opportunity_fund_id_fkey" FOREIGN KEY ("fund_id") REFERENCES "fund"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "opportunity" ADD CONSTRAINT "opportunity_owner_id_fkey" FOREIGN KEY ("owner_id") REFERENCES "staff_user"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "opportunity_stage" ADD CONSTRAINT "opportunity_stage_opportunity_id_fkey" FOREIGN KEY ("opportunity_id") REFERENCES "opportunity"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "pledge" ADD CONSTRAINT "pledge_donor_id_fkey" FOREIGN KEY ("donor_id") REFERENCES "donor"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "pledge" ADD CONSTRAINT "pledge_institution_id_fkey" FOREIGN KEY ("institution_id") REFERENCES "institution"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "pledge" ADD CONSTRAINT "pledge_hub_id_fkey" FOREIGN KEY ("hub_id") REFERENCES "hub"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "pledge" ADD CONSTRAINT "pledge_fund_id_fkey" FOREIGN KEY ("fund_id") REFERENCES "fund"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "pledge_schedule" ADD CONSTRAINT "pledge_schedule_pledge_id_fkey" FOREIGN KEY ("pledge_id") REFERENCES "pledge"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "instalment" ADD CONSTRAINT "instalment_pledge_id_fkey" FOREIGN KEY ("pledge_id") REFERENCES "pledge"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "instalment" ADD CONSTRAINT "instalment_schedule_id_fkey" FOREIGN KEY ("schedule_id") REFERENCES "pledge_schedule"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "instalment" ADD CONSTRAINT "instalment_hub_id_fkey" FOREIGN KEY ("hub_id") REFERENCES "hub"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "instalment" ADD CONSTRAINT "instalment_institution_id_fkey" FOREIGN KEY ("institution_id") REFERENCES "institution"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "instalment_gift" ADD CONSTRAINT "instalment_gift_instalment_id_fkey" FOREIGN KEY ("instalment_id") REFERENCES "instalment"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "instalment_gift" ADD CONSTRAINT "instalment_gift_gift_id_fkey" FOREIGN KEY ("gift_id") REFERENCES "gift"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "pledge_write_off" ADD CONSTRAINT "pledge_write_off_pledge_id_fkey" FOREIGN KEY ("pledge_id") REFERENCES "pledge"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "pledge_write_off" ADD CONSTRAINT "pledge_write_off_hub_id_fkey" FOREIGN KEY ("hub_id") REFERENCES "hub"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "pledge_write_off" ADD CONSTRAINT "pledge_write_off_institution_id_fkey" FOREIGN KEY ("institution_id") REFERENCES "institution"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "pledge_letter" ADD CONSTRAINT "pledge_letter_hub_id_fkey" FOREIGN KEY ("hub_id") REFERENCES "hub"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "pledge_letter" ADD CONSTRAINT "pledge_letter_from_practice_id_fkey" FOREIGN KEY ("from_practice_id") REFERENCES "practice"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "saved_view" ADD CONSTRAINT "saved_view_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "staff_user"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "snapshot" ADD CONSTRAINT "snapshot_hub_id_fkey" FOREIGN KEY ("hub_id") REFERENCES "hub"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "evaluation" ADD CONSTRAINT "evaluation_hub_id_fkey" FOREIGN KEY ("hub_id") REFERENCES "hub"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "finding" ADD CONSTRAINT "finding_hub_id_fkey" FOREIGN KEY ("hub_id") REFERENCES "hub"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "finding" ADD CONSTRAINT "finding_evaluation_id_fkey" FOREIGN KEY ("evaluation_id") REFERENCES "evaluation"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "finding_response" ADD CONSTRAINT "finding_response_finding_id_fkey" FOREIGN KEY ("finding_id") REFERENCES "finding"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "hub_indicator" ADD CONSTRAINT "hub_indicator_hub_id_fkey" FOREIGN KEY ("hub_id") REFERENCES "hub"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "practice" ADD CONSTRAINT "practice_hub_id_fkey" FOREIGN KEY ("hub_id") REFERENCES "hub"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "practice_adoption" ADD CONSTRAINT "practice_adoption_practice_id_fkey" FOREIGN KEY ("practice_id") REFERENCES "practice"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "practice_adoption" ADD CONSTRAINT "practice_adoption_hub_id_fkey" FOREIGN KEY ("hub_id") REFERENCES "hub"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "spending_line" ADD CONSTRAINT "spending_line_hub_id_fkey" FOREIGN KEY ("hub_id") REFERENCES "hub"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "spending_line" ADD CONSTRAINT "spending_line_institution_id_fkey" FOREIGN KEY ("institution_id") REFERENCES "institution"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "spending_line" ADD CONSTRAINT "spending_line_fund_id_fkey" FOREIGN KEY ("fund_id") REFERENCES "fund"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "spending_line" ADD CONSTRAINT "spending_line_external_fund_id_fkey" FOREIGN KEY ("external_fund_id") REFERENCES "external_fund"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "spending_line" ADD CONSTRAINT "spending_line_import_id_fkey" FOREIGN KEY ("import_id") REFERENCES "import"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "sufficiency_plan" ADD CONSTRAINT "sufficiency_plan_hub_id_fkey" FOREIGN KEY ("hub_id") REFERENCES "hub"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "sufficiency_plan" ADD CONSTRAINT "sufficiency_plan_from_practice_id_fkey" FOREIGN KEY ("from_practice_id") REFERENCES "practice"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "sufficiency_cost" ADD CONSTRAINT "sufficiency_cost_plan_id_fkey" FOREIGN KEY ("plan_id") REFERENCES "sufficiency_plan"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "sufficiency_target" ADD CONSTRAINT "sufficiency_target_plan_id_fkey" FOREIGN KEY ("plan_id") REFERENCES "sufficiency_plan"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "hub_outlook" ADD CONSTRAINT "hub_outlook_hub_id_fkey" FOREIGN KEY ("hub_id") REFERENCES "hub"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "sufficiency_scenario" ADD CONSTRAINT "sufficiency_scenario_hub_id_fkey" FOREIGN KEY ("hub_id") REFERENCES "hub"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- ---------------------------------------------------------------------------------------------------------------------
-- What Prisma cannot say.
-- ---------------------------------------------------------------------------------------------------------------------

-- Of a million gifts few are of a pledge.
DROP INDEX "gift_pledge_id_idx";
CREATE INDEX "gift_pledge_id_idx" ON "gift"("pledge_id") WHERE "pledge_id" IS NOT NULL;

ALTER TABLE "pledge"
  ADD CONSTRAINT "pledge_status" CHECK ("status" IN ('draft', 'active', 'fulfilled', 'partly_written_off', 'written_off', 'cancelled')),
  ADD CONSTRAINT "pledge_source" CHECK ("source" IN ('paper', 'online', 'api')),
  ADD CONSTRAINT "pledge_lang" CHECK ("lang" IN ('ja', 'en')),
  ADD CONSTRAINT "pledge_respread_rule" CHECK ("respread_rule" IN ('carry', 'even', 'last')),
  ADD CONSTRAINT "pledge_reference" CHECK ("reference" ~ '^[0-9]{6,10}$'),
  ADD CONSTRAINT "pledge_amount" CHECK ("amount_yen" BETWEEN 1 AND 1000000000000),
  ADD CONSTRAINT "pledge_sums" CHECK ("paid_yen" >= 0 AND "written_off_yen" >= 0 AND "overpaid_yen" >= 0 AND "paid_yen" + "written_off_yen" <= "amount_yen"),
  ADD CONSTRAINT "pledge_agreement" CHECK (num_nonnulls("agreement_key", "agreement_name", "agreement_sha256") IN (0, 3)),
  ADD CONSTRAINT "pledge_cancelled" CHECK (("status" = 'cancelled') = ("cancelled_at" IS NOT NULL));
ALTER TABLE "pledge_schedule"
  ADD CONSTRAINT "pledge_schedule_cause" CHECK ("cause" IN ('first', 'amended', 'respread', 'written_off')),
  ADD CONSTRAINT "pledge_schedule_amount" CHECK ("amount_yen" > 0);
CREATE UNIQUE INDEX "pledge_schedule_present" ON "pledge_schedule" ("pledge_id") WHERE "superseded_at" IS NULL;
ALTER TABLE "instalment"
  ADD CONSTRAINT "instalment_status" CHECK ("status" IN ('scheduled', 'due', 'overdue', 'paid', 'written_off')),
  ADD CONSTRAINT "instalment_amounts" CHECK ("scheduled_yen" > 0 AND "paid_yen" >= 0 AND "written_off_yen" >= 0 AND "paid_yen" + "written_off_yen" <= "scheduled_yen"),
  ADD CONSTRAINT "instalment_closed" CHECK (("paid_yen" + "written_off_yen" = "scheduled_yen") = ("status" IN ('paid', 'written_off'))),
  ADD CONSTRAINT "instalment_written_off" CHECK ("status" <> 'written_off' OR "paid_yen" = 0);
ALTER TABLE "instalment_gift" ADD CONSTRAINT "instalment_gift_amount" CHECK ("amount_yen" > 0);
ALTER TABLE "pledge_write_off"
  ADD CONSTRAINT "pledge_write_off_status" CHECK ("status" IN ('requested', 'approved', 'refused')),
  ADD CONSTRAINT "pledge_write_off_ground" CHECK ("ground" IN ('donor_wish', 'insolvent', 'deceased', 'dispute', 'project_changed', 'other')),
  ADD CONSTRAINT "pledge_write_off_amount" CHECK ("amount_yen" > 0),
  ADD CONSTRAINT "pledge_write_off_decided" CHECK (("status" = 'requested') = ("decided_at" IS NULL));
ALTER TABLE "pledge_letter" ADD CONSTRAINT "pledge_letter_status" CHECK ("status" IN ('draft', 'ready'));
ALTER TABLE "opportunity"
  ADD CONSTRAINT "opportunity_stage" CHECK ("stage" IN ('identified', 'cultivating', 'asked', 'negotiating', 'won', 'lost')),
  ADD CONSTRAINT "opportunity_use" CHECK ("use" IN ('core_posts', 'running', 'research', 'facility', 'talent', 'outreach')),
  ADD CONSTRAINT "opportunity_amount" CHECK ("amount_yen" BETWEEN 1 AND 1000000000000),
  ADD CONSTRAINT "opportunity_closed" CHECK (("stage" IN ('won', 'lost')) = ("closed_on" IS NOT NULL));
ALTER TABLE "spending_line"
  ADD CONSTRAINT "spending_line_expense_item" CHECK ("expense_item" IN ('equipment', 'personnel', 'project', 'travel', 'other')),
  ADD CONSTRAINT "spending_line_use" CHECK ("use" IN ('core_posts', 'running', 'research', 'facility', 'talent', 'outreach')),
  ADD CONSTRAINT "spending_line_amount" CHECK ("amount_yen" BETWEEN 1 AND 1000000000000),
  ADD CONSTRAINT "spending_line_of_one" CHECK (num_nonnulls("fund_id", "external_fund_id") = 1),
  ADD CONSTRAINT "spending_line_fiscal_year" CHECK ("fiscal_year" = extract(year FROM "spent_on")::int - CASE WHEN extract(month FROM "spent_on") < 4 THEN 1 ELSE 0 END);
ALTER TABLE "import"
  ADD CONSTRAINT "import_kind" CHECK ("kind" IN ('external_funds', 'spending')),
  ADD CONSTRAINT "import_format" CHECK ("format" IN ('csv', 'xlsx')),
  ADD CONSTRAINT "import_status" CHECK ("status" IN ('uploaded', 'checking', 'checked', 'running', 'done', 'undoing', 'undone', 'failed'));
ALTER TABLE "import_row" ADD CONSTRAINT "import_row_status" CHECK ("status" IN ('read', 'bad', 'good', 'created', 'changed', 'unchanged', 'undone'));
ALTER TABLE "sufficiency_plan"
  ADD CONSTRAINT "sufficiency_plan_status" CHECK ("status" IN ('draft', 'submitted', 'approved', 'superseded')),
  ADD CONSTRAINT "sufficiency_plan_years" CHECK ("first_fiscal_year" BETWEEN 2000 AND "last_fiscal_year" AND "last_fiscal_year" <= "first_fiscal_year" + 30);
CREATE UNIQUE INDEX "sufficiency_plan_approved" ON "sufficiency_plan" ("hub_id") WHERE "status" = 'approved';
ALTER TABLE "sufficiency_cost"
  ADD CONSTRAINT "sufficiency_cost_use" CHECK ("use" IN ('core_posts', 'running', 'research', 'facility', 'talent', 'outreach')),
  ADD CONSTRAINT "sufficiency_cost_amount" CHECK ("amount_yen" BETWEEN 1 AND 1000000000000);
ALTER TABLE "sufficiency_target"
  ADD CONSTRAINT "sufficiency_target_category" CHECK ("category" IN ('gift', 'competitive', 'commissioned', 'joint', 'subsidy', 'fund_income', 'ip', 'startup', 'other', 'host')),
  ADD CONSTRAINT "sufficiency_target_amount" CHECK ("amount_yen" BETWEEN 0 AND 1000000000000);
ALTER TABLE "hub_outlook"
  ADD CONSTRAINT "hub_outlook_source" CHECK ("source" IN ('instalment', 'fund', 'host', 'late_instalment', 'recurring', 'opportunity', 'undecided_fund')),
  ADD CONSTRAINT "hub_outlook_use" CHECK ("use" IN ('core_posts', 'running', 'research', 'facility', 'talent', 'outreach')),
  ADD CONSTRAINT "hub_outlook_order" CHECK ("low_yen" >= 0 AND "low_yen" <= "expected_yen" AND "expected_yen" <= "high_yen" AND "high_yen" <= "yen");
ALTER TABLE "sufficiency_scenario" ADD CONSTRAINT "sufficiency_scenario_shared" CHECK ("shared_with" IN ('own', 'hub', 'programme'));
ALTER TABLE "evaluation" ADD CONSTRAINT "evaluation_kind" CHECK ("kind" IN ('self_evaluation', 'site_visit', 'follow_up', 'interim', 'final'));
ALTER TABLE "finding"
  ADD CONSTRAINT "finding_kind" CHECK ("kind" IN ('finding', 'improvement', 'advice')),
  ADD CONSTRAINT "finding_status" CHECK ("status" IN ('open', 'answered', 'closed')),
  ADD CONSTRAINT "finding_closed" CHECK (("status" = 'closed') = ("closed_at" IS NOT NULL));
ALTER TABLE "finding_response" ADD CONSTRAINT "finding_response_status" CHECK ("status" IN ('open', 'answered', 'closed'));
ALTER TABLE "hub_indicator" ADD CONSTRAINT "hub_indicator_indicator" CHECK ("indicator" IN ('foreign_researchers', 'coauthorship', 'principal_investigators', 'young_researchers', 'women_researchers'));
ALTER TABLE "practice"
  ADD CONSTRAINT "practice_kind" CHECK ("kind" IN ('sufficiency_plan', 'pledge_letter')),
  ADD CONSTRAINT "practice_status" CHECK ("status" IN ('offered', 'withdrawn'));
ALTER TABLE "practice_adoption" ADD CONSTRAINT "practice_adoption_draft_type" CHECK ("draft_type" IN ('sufficiency_plan', 'pledge_letter'));
ALTER TABLE "hub" ADD CONSTRAINT "hub_coverage_published" CHECK ("coverage_published" IN ('none', 'ratio', 'sources'));
ALTER TABLE "external_fund"
  ADD CONSTRAINT "external_fund_host_kind" CHECK ("host_kind" IS NULL OR ("host_kind" IN ('money', 'posts', 'space') AND "category" = 'host')),
  ADD CONSTRAINT "external_fund_share" CHECK ("hub_share_basis_points" BETWEEN 1 AND 10000),
  ADD CONSTRAINT "external_fund_decision" CHECK ("decision" IN ('pending', 'decided', 'declined')),
  ADD CONSTRAINT "external_fund_period" CHECK ("starts_on" <= "ends_on");
ALTER TABLE "external_fund_year"
  ADD CONSTRAINT "external_fund_year_amounts" CHECK ("planned_yen" BETWEEN 0 AND 100000000000000 AND coalesce("decided_yen", 0) BETWEEN 0 AND 100000000000000 AND "carried_over_yen" >= 0 AND "returned_yen" >= 0 AND coalesce("direct_yen", 0) >= 0 AND coalesce("indirect_yen", 0) >= 0),
  ADD CONSTRAINT "external_fund_year_precision" CHECK ("precision" IN ('yen', 'million_yen')),
  ADD CONSTRAINT "external_fund_year_year" CHECK ("fiscal_year" BETWEEN 1990 AND 2100);
ALTER TABLE "external_fund_receipt"
  ADD CONSTRAINT "external_fund_receipt_kind" CHECK ("kind" IN ('received', 'returned')),
  ADD CONSTRAINT "external_fund_receipt_indirect" CHECK ("indirect_yen" BETWEEN 0 AND "amount_yen" AND ("precision" = 'yen' OR "indirect_yen" = 0));
-- Where a row came from, for rows there before.
UPDATE "external_fund" SET "host_kind" = 'money' WHERE "category" = 'host';

-- ---- The ledger --------------------------------------------------------------------------------------------------------

INSERT INTO "ledger_account" ("code", "class") VALUES ('spending', 'expense');
ALTER TABLE "ledger_transaction" DROP CONSTRAINT "ledger_transaction_kind";
ALTER TABLE "ledger_transaction" ADD CONSTRAINT "ledger_transaction_kind" CHECK ("kind" IN ('gift_received', 'bank_gift_received', 'processor_fee', 'overhead', 'gift_refunded', 'bank_gift_refunded', 'overhead_returned', 'refund_fee', 'gift_refund_failed', 'dispute_withdrawn', 'dispute_reinstated', 'dispute_lost', 'dispute_fee', 'payout_sent', 'payout_failed', 'payout_arrived', 'external_fund_received', 'external_fund_returned', 'host_contribution_received', 'spending', 'host_spending'));
ALTER TABLE "ledger_entry" DROP CONSTRAINT "ledger_entry_dimensions";
-- Spending has no channel: it did not come, it went.
ALTER TABLE "ledger_entry" ADD CONSTRAINT "ledger_entry_dimensions" CHECK (
    CASE WHEN "class" IN ('income', 'expense')
      THEN num_nonnulls("fund_id", "external_fund_id") = 1 AND "category" IS NOT NULL AND "use" IS NOT NULL AND ("channel" IS NULL) = ("account" = 'spending')
      ELSE num_nonnulls("hub_id", "fund_id", "external_fund_id", "category", "channel", "use") = 0
    END);

CREATE FUNCTION "ledger_closed_year"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NEW.adjustment_reason IS NULL AND EXISTS (SELECT 1 FROM closed_year WHERE fiscal_year = NEW.fiscal_year) THEN
    RAISE EXCEPTION 'fiscal year % is closed: only an adjustment with its reason is booked there', NEW.fiscal_year USING ERRCODE = 'check_violation', CONSTRAINT = 'ledger_closed_year';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER "ledger_closed_year" BEFORE INSERT ON "ledger_transaction" FOR EACH ROW EXECUTE FUNCTION "ledger_closed_year"();

-- ---- What is kept as it was ----------------------------------------------------------------------------------------------

CREATE TRIGGER "finding_response_append_only" BEFORE UPDATE OR DELETE OR TRUNCATE ON "finding_response" FOR EACH STATEMENT EXECUTE FUNCTION "append_only_refuse"();
CREATE TRIGGER "opportunity_stage_append_only" BEFORE UPDATE OR DELETE OR TRUNCATE ON "opportunity_stage" FOR EACH STATEMENT EXECUTE FUNCTION "append_only_refuse"();
CREATE TRIGGER "practice_adoption_append_only" BEFORE UPDATE OR DELETE OR TRUNCATE ON "practice_adoption" FOR EACH STATEMENT EXECUTE FUNCTION "append_only_refuse"();

CREATE FUNCTION "snapshot_guard"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  -- Only its files are added, once.
  IF TG_OP = 'DELETE'
     OR (OLD.pdf_key IS NOT NULL AND NEW.pdf_key IS DISTINCT FROM OLD.pdf_key)
     OR (OLD.xlsx_key IS NOT NULL AND NEW.xlsx_key IS DISTINCT FROM OLD.xlsx_key)
     OR (to_jsonb(NEW) - 'pdf_key' - 'pdf_sha256' - 'xlsx_key' - 'xlsx_sha256') <> (to_jsonb(OLD) - 'pdf_key' - 'pdf_sha256' - 'xlsx_key' - 'xlsx_sha256') THEN
    RAISE EXCEPTION 'a snapshot is frozen' USING ERRCODE = 'restrict_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER "snapshot_guard" BEFORE UPDATE OR DELETE ON "snapshot" FOR EACH ROW EXECUTE FUNCTION "snapshot_guard"();

CREATE FUNCTION "approved_plan_guard"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  -- What was submitted or approved keeps its lines; a correction is the next version.
  IF (SELECT status FROM sufficiency_plan WHERE id = CASE WHEN TG_OP = 'DELETE' THEN OLD.plan_id ELSE NEW.plan_id END) <> 'draft' THEN
    RAISE EXCEPTION 'only a draft plan changes' USING ERRCODE = 'restrict_violation';
  END IF;
  RETURN CASE WHEN TG_OP = 'DELETE' THEN OLD ELSE NEW END;
END $$;
CREATE TRIGGER "sufficiency_cost_guard" BEFORE INSERT OR UPDATE OR DELETE ON "sufficiency_cost" FOR EACH ROW EXECUTE FUNCTION "approved_plan_guard"();
CREATE TRIGGER "sufficiency_target_guard" BEFORE INSERT OR UPDATE OR DELETE ON "sufficiency_target" FOR EACH ROW EXECUTE FUNCTION "approved_plan_guard"();

REVOKE DELETE ON "pledge", "pledge_schedule", "instalment", "pledge_write_off", "spending_line", "external_fund", "external_fund_receipt", "import", "closed_year", "snapshot", "evaluation", "finding" FROM izumi_app;
REVOKE UPDATE ON "closed_year" FROM izumi_app;

-- ---- Public pages show what a hub publishes of its way to standing alone ---------------------------------------------------

CREATE TRIGGER "public_data" AFTER INSERT OR UPDATE OR DELETE ON "hub_outlook" FOR EACH STATEMENT EXECUTE FUNCTION "notify_public_data"();
CREATE TRIGGER "public_data" AFTER INSERT OR UPDATE OR DELETE ON "sufficiency_plan" FOR EACH STATEMENT EXECUTE FUNCTION "notify_public_data"();
