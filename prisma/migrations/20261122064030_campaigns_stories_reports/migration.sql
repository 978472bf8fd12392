-- AlterTable
ALTER TABLE "donor" ADD COLUMN "mail_token" TEXT NOT NULL DEFAULT replace(((gen_random_uuid())::text || (gen_random_uuid())::text), '-'::text, ''::text);

-- AlterTable
ALTER TABLE "gift" ADD COLUMN     "appeal_code" TEXT,
ADD COLUMN     "campaign_id" UUID,
ADD COLUMN     "peer_page_id" UUID;

-- AlterTable
ALTER TABLE "mail" ADD COLUMN     "bounce_kind" TEXT,
ADD COLUMN     "mailing_id" UUID,
ADD COLUMN     "page_token" TEXT;

-- CreateTable
CREATE TABLE "campaign" (
    "id" UUID NOT NULL,
    "slug" TEXT NOT NULL,
    "hub_id" UUID,
    "title_ja" TEXT NOT NULL,
    "title_en" TEXT NOT NULL DEFAULT '',
    "summary_ja" TEXT NOT NULL,
    "summary_en" TEXT NOT NULL DEFAULT '',
    "story_ja" TEXT NOT NULL DEFAULT '',
    "story_en" TEXT NOT NULL DEFAULT '',
    "image_id" UUID,
    "goal_kind" TEXT NOT NULL DEFAULT 'yen',
    "goal_amount" BIGINT NOT NULL,
    "starts_on" DATE NOT NULL,
    "ends_on" DATE NOT NULL,
    "status" TEXT NOT NULL DEFAULT 'draft',
    "note" TEXT NOT NULL DEFAULT '',
    "practice_id" UUID,
    "created_by" TEXT,
    "submitted_by" TEXT,
    "decided_by" TEXT,
    "published_at" TIMESTAMPTZ(3),
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "campaign_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "campaign_fund" (
    "campaign_id" UUID NOT NULL,
    "fund_id" UUID NOT NULL,
    "sort_order" INTEGER NOT NULL DEFAULT 0,

    CONSTRAINT "campaign_fund_pkey" PRIMARY KEY ("campaign_id","fund_id")
);

-- CreateTable
CREATE TABLE "matching_offer" (
    "id" UUID NOT NULL,
    "campaign_id" UUID NOT NULL,
    "name_ja" TEXT NOT NULL,
    "name_en" TEXT NOT NULL DEFAULT '',
    "basis_points" INTEGER NOT NULL DEFAULT 10000,
    "limit_yen" BIGINT NOT NULL,
    "starts_on" DATE NOT NULL,
    "ends_on" DATE NOT NULL,
    "pledge_id" UUID,
    "matched_yen" BIGINT NOT NULL DEFAULT 0,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "matching_offer_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "campaign_tally" (
    "campaign_id" UUID NOT NULL,
    "received_yen" BIGINT NOT NULL DEFAULT 0,
    "refunded_yen" BIGINT NOT NULL DEFAULT 0,
    "gift_count" INTEGER NOT NULL DEFAULT 0,
    "donor_count" INTEGER NOT NULL DEFAULT 0,
    "monthly_donor_count" INTEGER NOT NULL DEFAULT 0,
    "as_of" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "campaign_tally_pkey" PRIMARY KEY ("campaign_id")
);

-- CreateTable
CREATE TABLE "peer_page" (
    "id" UUID NOT NULL,
    "slug" TEXT NOT NULL,
    "hub_id" UUID NOT NULL,
    "campaign_id" UUID,
    "name" TEXT NOT NULL,
    "title" TEXT NOT NULL,
    "message" TEXT NOT NULL,
    "goal_yen" BIGINT NOT NULL,
    "lang" CHAR(2) NOT NULL,
    "email" TEXT NOT NULL,
    "token_hash" TEXT NOT NULL,
    "status" TEXT NOT NULL DEFAULT 'unconfirmed',
    "note" TEXT NOT NULL DEFAULT '',
    "received_yen" BIGINT NOT NULL DEFAULT 0,
    "gift_count" INTEGER NOT NULL DEFAULT 0,
    "decided_by" TEXT,
    "decided_at" TIMESTAMPTZ(3),
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "peer_page_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "appeal_code" (
    "code" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "subject_id" UUID NOT NULL,
    "hub_id" UUID,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "appeal_code_pkey" PRIMARY KEY ("code")
);

-- CreateTable
CREATE TABLE "code_visit" (
    "code" TEXT NOT NULL,
    "day" DATE NOT NULL,
    "count" INTEGER NOT NULL,

    CONSTRAINT "code_visit_pkey" PRIMARY KEY ("code","day")
);

-- CreateTable
CREATE TABLE "segment" (
    "id" UUID NOT NULL,
    "institution_id" UUID NOT NULL,
    "hub_id" UUID,
    "name" TEXT NOT NULL,
    "definition" JSONB NOT NULL,
    "created_by" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "segment_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "appeal" (
    "id" UUID NOT NULL,
    "institution_id" UUID NOT NULL,
    "hub_id" UUID NOT NULL,
    "campaign_id" UUID,
    "segment_id" UUID,
    "name" TEXT NOT NULL,
    "channel" TEXT NOT NULL,
    "subject_ja" TEXT NOT NULL DEFAULT '',
    "subject_en" TEXT NOT NULL DEFAULT '',
    "body_ja" TEXT NOT NULL DEFAULT '',
    "body_en" TEXT NOT NULL DEFAULT '',
    "cost_yen" BIGINT NOT NULL DEFAULT 0,
    "status" TEXT NOT NULL DEFAULT 'draft',
    "note" TEXT NOT NULL DEFAULT '',
    "posted_on" DATE,
    "created_by" TEXT,
    "submitted_by" TEXT,
    "decided_by" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "appeal_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "appeal_letter" (
    "appeal_id" UUID NOT NULL,
    "donor_id" UUID NOT NULL,

    CONSTRAINT "appeal_letter_pkey" PRIMARY KEY ("appeal_id","donor_id")
);

-- CreateTable
CREATE TABLE "mail_bounce" (
    "id" UUID NOT NULL,
    "mail_id" UUID,
    "institution_id" UUID,
    "hub_id" UUID,
    "address_key" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "code" TEXT NOT NULL DEFAULT '',
    "detail" TEXT NOT NULL DEFAULT '',
    "source" TEXT NOT NULL,
    "once_key" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "mail_bounce_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "mail_suppression" (
    "institution_id" UUID NOT NULL,
    "address_key" TEXT NOT NULL,
    "reason" TEXT NOT NULL,
    "detail" TEXT NOT NULL DEFAULT '',
    "at" TIMESTAMPTZ(3) NOT NULL,
    "lifted_at" TIMESTAMPTZ(3),
    "lifted_by" TEXT,

    CONSTRAINT "mail_suppression_pkey" PRIMARY KEY ("institution_id","address_key")
);

-- CreateTable
CREATE TABLE "mail_preference" (
    "id" UUID NOT NULL,
    "donor_id" UUID NOT NULL,
    "hub_id" UUID,
    "purpose" TEXT NOT NULL,
    "wanted" BOOLEAN NOT NULL,
    "source" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "mail_preference_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "mail_click" (
    "id" UUID NOT NULL,
    "mail_id" UUID NOT NULL,
    "target" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "mail_click_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "mail_sender" (
    "institution_id" UUID NOT NULL,
    "name_ja" TEXT NOT NULL,
    "name_en" TEXT NOT NULL DEFAULT '',
    "address" TEXT NOT NULL,
    "reply_to" TEXT NOT NULL DEFAULT '',
    "dkim_selector" TEXT NOT NULL DEFAULT '',
    "checks" JSONB,
    "checked_at" TIMESTAMPTZ(3),
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "mail_sender_pkey" PRIMARY KEY ("institution_id")
);

-- CreateTable
CREATE TABLE "report" (
    "id" UUID NOT NULL,
    "institution_id" UUID NOT NULL,
    "hub_id" UUID,
    "kind" TEXT NOT NULL DEFAULT 'impact',
    "title_ja" TEXT NOT NULL,
    "title_en" TEXT NOT NULL DEFAULT '',
    "period_from" DATE NOT NULL,
    "period_to" DATE NOT NULL,
    "blocks" JSONB NOT NULL DEFAULT '[]',
    "segment_id" UUID,
    "status" TEXT NOT NULL DEFAULT 'draft',
    "note" TEXT NOT NULL DEFAULT '',
    "frozen" JSONB,
    "frozen_sha256" TEXT,
    "practice_id" UUID,
    "created_by" TEXT,
    "submitted_by" TEXT,
    "submitted_at" TIMESTAMPTZ(3),
    "decided_by" TEXT,
    "decided_at" TIMESTAMPTZ(3),
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "report_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "report_step" (
    "id" UUID NOT NULL,
    "report_id" UUID NOT NULL,
    "status" TEXT NOT NULL,
    "note" TEXT NOT NULL DEFAULT '',
    "actor_id" TEXT,
    "actor_name" TEXT NOT NULL DEFAULT '',
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "report_step_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "mailing" (
    "id" UUID NOT NULL,
    "institution_id" UUID NOT NULL,
    "hub_id" UUID,
    "report_id" UUID,
    "appeal_id" UUID,
    "purpose" TEXT NOT NULL,
    "segment_id" UUID,
    "definition" JSONB NOT NULL,
    "code" TEXT NOT NULL,
    "status" TEXT NOT NULL DEFAULT 'scheduled',
    "scheduled_at" TIMESTAMPTZ(3) NOT NULL,
    "rate_per_minute" INTEGER NOT NULL DEFAULT 600,
    "one_per_address" BOOLEAN NOT NULL DEFAULT false,
    "prepared_to" UUID,
    "recipient_count" INTEGER NOT NULL DEFAULT 0,
    "left_out_count" INTEGER NOT NULL DEFAULT 0,
    "created_by" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "started_at" TIMESTAMPTZ(3),
    "finished_at" TIMESTAMPTZ(3),

    CONSTRAINT "mailing_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "image" (
    "id" UUID NOT NULL,
    "hub_id" UUID,
    "file_key" TEXT NOT NULL,
    "sha256" TEXT NOT NULL,
    "width" INTEGER NOT NULL,
    "height" INTEGER NOT NULL,
    "widths" INTEGER[],
    "alt_ja" TEXT NOT NULL,
    "alt_en" TEXT NOT NULL DEFAULT '',
    "credit_ja" TEXT NOT NULL DEFAULT '',
    "credit_en" TEXT NOT NULL DEFAULT '',
    "created_by" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "image_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "story" (
    "id" UUID NOT NULL,
    "slug" TEXT NOT NULL,
    "hub_id" UUID,
    "campaign_id" UUID,
    "fund_id" UUID,
    "title_ja" TEXT NOT NULL,
    "title_en" TEXT NOT NULL DEFAULT '',
    "lead_ja" TEXT NOT NULL DEFAULT '',
    "lead_en" TEXT NOT NULL DEFAULT '',
    "body_ja" TEXT NOT NULL DEFAULT '',
    "body_en" TEXT NOT NULL DEFAULT '',
    "level" TEXT NOT NULL DEFAULT 'everyone',
    "image_id" UUID,
    "authors_ja" TEXT NOT NULL DEFAULT '',
    "authors_en" TEXT NOT NULL DEFAULT '',
    "status" TEXT NOT NULL DEFAULT 'draft',
    "note" TEXT NOT NULL DEFAULT '',
    "practice_id" UUID,
    "created_by" TEXT,
    "submitted_by" TEXT,
    "decided_by" TEXT,
    "published_at" TIMESTAMPTZ(3),
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "story_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "story_source" (
    "story_id" UUID NOT NULL,
    "sort_order" INTEGER NOT NULL,
    "citation" TEXT NOT NULL,
    "doi" TEXT,
    "url" TEXT,

    CONSTRAINT "story_source_pkey" PRIMARY KEY ("story_id","sort_order")
);

-- CreateTable
CREATE TABLE "story_revision" (
    "id" UUID NOT NULL,
    "story_id" UUID NOT NULL,
    "status" TEXT NOT NULL,
    "content" JSONB NOT NULL,
    "note" TEXT NOT NULL DEFAULT '',
    "actor_id" TEXT,
    "actor_name" TEXT NOT NULL DEFAULT '',
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "story_revision_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "outreach_event" (
    "id" UUID NOT NULL,
    "slug" TEXT NOT NULL,
    "hub_id" UUID NOT NULL,
    "kind" TEXT NOT NULL,
    "title_ja" TEXT NOT NULL,
    "title_en" TEXT NOT NULL DEFAULT '',
    "description_ja" TEXT NOT NULL DEFAULT '',
    "description_en" TEXT NOT NULL DEFAULT '',
    "place_ja" TEXT NOT NULL DEFAULT '',
    "place_en" TEXT NOT NULL DEFAULT '',
    "starts_on" DATE NOT NULL,
    "ends_on" DATE NOT NULL,
    "audiences" TEXT[],
    "expected_count" INTEGER,
    "attended_count" INTEGER,
    "url" TEXT,
    "image_id" UUID,
    "status" TEXT NOT NULL DEFAULT 'draft',
    "created_by" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "outreach_event_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "outreach_event_story" (
    "event_id" UUID NOT NULL,
    "story_id" UUID NOT NULL,

    CONSTRAINT "outreach_event_story_pkey" PRIMARY KEY ("event_id","story_id")
);

-- CreateIndex
CREATE UNIQUE INDEX "campaign_slug_key" ON "campaign"("slug");

-- CreateIndex
CREATE INDEX "campaign_hub_id_id_idx" ON "campaign"("hub_id", "id" DESC);

-- CreateIndex
CREATE INDEX "campaign_status_ends_on_idx" ON "campaign"("status", "ends_on");

-- CreateIndex
CREATE INDEX "campaign_fund_fund_id_idx" ON "campaign_fund"("fund_id");

-- CreateIndex
CREATE INDEX "matching_offer_campaign_id_idx" ON "matching_offer"("campaign_id");

-- CreateIndex
CREATE UNIQUE INDEX "peer_page_slug_key" ON "peer_page"("slug");

-- CreateIndex
CREATE UNIQUE INDEX "peer_page_token_hash_key" ON "peer_page"("token_hash");

-- CreateIndex
CREATE INDEX "peer_page_hub_id_status_id_idx" ON "peer_page"("hub_id", "status", "id" DESC);

-- CreateIndex
CREATE INDEX "peer_page_campaign_id_idx" ON "peer_page"("campaign_id");

-- CreateIndex
CREATE UNIQUE INDEX "appeal_code_kind_subject_id_key" ON "appeal_code"("kind", "subject_id");

-- CreateIndex
CREATE INDEX "segment_institution_id_id_idx" ON "segment"("institution_id", "id" DESC);

-- CreateIndex
CREATE INDEX "segment_hub_id_id_idx" ON "segment"("hub_id", "id" DESC);

-- CreateIndex
CREATE INDEX "appeal_hub_id_id_idx" ON "appeal"("hub_id", "id" DESC);

-- CreateIndex
CREATE INDEX "appeal_institution_id_id_idx" ON "appeal"("institution_id", "id" DESC);

-- CreateIndex
CREATE INDEX "appeal_campaign_id_idx" ON "appeal"("campaign_id");

-- CreateIndex
CREATE INDEX "appeal_letter_donor_id_idx" ON "appeal_letter"("donor_id");

-- CreateIndex
CREATE UNIQUE INDEX "mail_bounce_once_key_key" ON "mail_bounce"("once_key");

-- CreateIndex
CREATE INDEX "mail_bounce_institution_id_id_idx" ON "mail_bounce"("institution_id", "id" DESC);

-- CreateIndex
CREATE INDEX "mail_bounce_institution_id_address_key_at_idx" ON "mail_bounce"("institution_id", "address_key", "at");

-- CreateIndex
CREATE INDEX "mail_bounce_mail_id_idx" ON "mail_bounce"("mail_id");

-- CreateIndex
CREATE INDEX "mail_suppression_institution_id_at_idx" ON "mail_suppression"("institution_id", "at" DESC);

-- CreateIndex
CREATE INDEX "mail_click_mail_id_idx" ON "mail_click"("mail_id");

-- CreateIndex
CREATE INDEX "report_hub_id_id_idx" ON "report"("hub_id", "id" DESC);

-- CreateIndex
CREATE INDEX "report_institution_id_id_idx" ON "report"("institution_id", "id" DESC);

-- CreateIndex
CREATE INDEX "report_step_report_id_id_idx" ON "report_step"("report_id", "id");

-- CreateIndex
CREATE INDEX "mailing_hub_id_id_idx" ON "mailing"("hub_id", "id" DESC);

-- CreateIndex
CREATE INDEX "mailing_institution_id_id_idx" ON "mailing"("institution_id", "id" DESC);

-- CreateIndex
CREATE INDEX "mailing_report_id_idx" ON "mailing"("report_id");

-- CreateIndex
CREATE INDEX "mailing_appeal_id_idx" ON "mailing"("appeal_id");

-- CreateIndex
CREATE INDEX "image_hub_id_id_idx" ON "image"("hub_id", "id" DESC);

-- CreateIndex
CREATE UNIQUE INDEX "story_slug_key" ON "story"("slug");

-- CreateIndex
CREATE INDEX "story_hub_id_id_idx" ON "story"("hub_id", "id" DESC);

-- CreateIndex
CREATE INDEX "story_status_published_at_idx" ON "story"("status", "published_at" DESC);

-- CreateIndex
CREATE INDEX "story_hub_id_status_published_at_idx" ON "story"("hub_id", "status", "published_at" DESC);

-- CreateIndex
CREATE INDEX "story_revision_story_id_id_idx" ON "story_revision"("story_id", "id");

-- CreateIndex
CREATE UNIQUE INDEX "outreach_event_slug_key" ON "outreach_event"("slug");

-- CreateIndex
CREATE INDEX "outreach_event_hub_id_starts_on_idx" ON "outreach_event"("hub_id", "starts_on" DESC);

-- CreateIndex
CREATE INDEX "outreach_event_status_starts_on_idx" ON "outreach_event"("status", "starts_on");

-- CreateIndex
CREATE INDEX "outreach_event_story_story_id_idx" ON "outreach_event_story"("story_id");

-- CreateIndex
CREATE UNIQUE INDEX "donor_mail_token_key" ON "donor"("mail_token");

-- CreateIndex
CREATE INDEX "gift_campaign_id_given_on_idx" ON "gift"("campaign_id", "given_on");

-- CreateIndex
CREATE INDEX "gift_peer_page_id_idx" ON "gift"("peer_page_id");

-- CreateIndex
CREATE INDEX "gift_appeal_code_idx" ON "gift"("appeal_code");

-- CreateIndex
CREATE INDEX "gift_hub_id_given_on_donor_id_idx" ON "gift"("hub_id", "given_on", "donor_id");

-- CreateIndex
CREATE INDEX "gift_institution_id_given_on_donor_id_idx" ON "gift"("institution_id", "given_on", "donor_id");

-- CreateIndex
CREATE UNIQUE INDEX "mail_page_token_key" ON "mail"("page_token");

-- CreateIndex
CREATE INDEX "mail_mailing_id_status_id_idx" ON "mail"("mailing_id", "status", "id");

-- AddForeignKey
ALTER TABLE "campaign" ADD CONSTRAINT "campaign_hub_id_fkey" FOREIGN KEY ("hub_id") REFERENCES "hub"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "campaign" ADD CONSTRAINT "campaign_image_id_fkey" FOREIGN KEY ("image_id") REFERENCES "image"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "campaign" ADD CONSTRAINT "campaign_practice_id_fkey" FOREIGN KEY ("practice_id") REFERENCES "practice"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "campaign_fund" ADD CONSTRAINT "campaign_fund_campaign_id_fkey" FOREIGN KEY ("campaign_id") REFERENCES "campaign"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "campaign_fund" ADD CONSTRAINT "campaign_fund_fund_id_fkey" FOREIGN KEY ("fund_id") REFERENCES "fund"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "matching_offer" ADD CONSTRAINT "matching_offer_campaign_id_fkey" FOREIGN KEY ("campaign_id") REFERENCES "campaign"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "matching_offer" ADD CONSTRAINT "matching_offer_pledge_id_fkey" FOREIGN KEY ("pledge_id") REFERENCES "pledge"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "campaign_tally" ADD CONSTRAINT "campaign_tally_campaign_id_fkey" FOREIGN KEY ("campaign_id") REFERENCES "campaign"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "peer_page" ADD CONSTRAINT "peer_page_hub_id_fkey" FOREIGN KEY ("hub_id") REFERENCES "hub"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "peer_page" ADD CONSTRAINT "peer_page_campaign_id_fkey" FOREIGN KEY ("campaign_id") REFERENCES "campaign"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "appeal_code" ADD CONSTRAINT "appeal_code_hub_id_fkey" FOREIGN KEY ("hub_id") REFERENCES "hub"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "code_visit" ADD CONSTRAINT "code_visit_code_fkey" FOREIGN KEY ("code") REFERENCES "appeal_code"("code") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "segment" ADD CONSTRAINT "segment_institution_id_fkey" FOREIGN KEY ("institution_id") REFERENCES "institution"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "segment" ADD CONSTRAINT "segment_hub_id_fkey" FOREIGN KEY ("hub_id") REFERENCES "hub"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "appeal" ADD CONSTRAINT "appeal_institution_id_fkey" FOREIGN KEY ("institution_id") REFERENCES "institution"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "appeal" ADD CONSTRAINT "appeal_hub_id_fkey" FOREIGN KEY ("hub_id") REFERENCES "hub"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "appeal" ADD CONSTRAINT "appeal_campaign_id_fkey" FOREIGN KEY ("campaign_id") REFERENCES "campaign"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "appeal" ADD CONSTRAINT "appeal_segment_id_fkey" FOREIGN KEY ("segment_id") REFERENCES "segment"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "appeal_letter" ADD CONSTRAINT "appeal_letter_appeal_id_fkey" FOREIGN KEY ("appeal_id") REFERENCES "appeal"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "appeal_letter" ADD CONSTRAINT "appeal_letter_donor_id_fkey" FOREIGN KEY ("donor_id") REFERENCES "donor"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "gift" ADD CONSTRAINT "gift_campaign_id_fkey" FOREIGN KEY ("campaign_id") REFERENCES "campaign"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "gift" ADD CONSTRAINT "gift_peer_page_id_fkey" FOREIGN KEY ("peer_page_id") REFERENCES "peer_page"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "gift" ADD CONSTRAINT "gift_appeal_code_fkey" FOREIGN KEY ("appeal_code") REFERENCES "appeal_code"("code") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "mail" ADD CONSTRAINT "mail_mailing_id_fkey" FOREIGN KEY ("mailing_id") REFERENCES "mailing"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "mail_bounce" ADD CONSTRAINT "mail_bounce_mail_id_fkey" FOREIGN KEY ("mail_id") REFERENCES "mail"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "mail_bounce" ADD CONSTRAINT "mail_bounce_institution_id_fkey" FOREIGN KEY ("institution_id") REFERENCES "institution"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "mail_bounce" ADD CONSTRAINT "mail_bounce_hub_id_fkey" FOREIGN KEY ("hub_id") REFERENCES "hub"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "mail_suppression" ADD CONSTRAINT "mail_suppression_institution_id_fkey" FOREIGN KEY ("institution_id") REFERENCES "institution"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "mail_preference" ADD CONSTRAINT "mail_preference_donor_id_fkey" FOREIGN KEY ("donor_id") REFERENCES "donor"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "mail_preference" ADD CONSTRAINT "mail_preference_hub_id_fkey" FOREIGN KEY ("hub_id") REFERENCES "hub"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "mail_click" ADD CONSTRAINT "mail_click_mail_id_fkey" FOREIGN KEY ("mail_id") REFERENCES "mail"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "mail_sender" ADD CONSTRAINT "mail_sender_institution_id_fkey" FOREIGN KEY ("institution_id") REFERENCES "institution"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "report" ADD CONSTRAINT "report_institution_id_fkey" FOREIGN KEY ("institution_id") REFERENCES "institution"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "report" ADD CONSTRAINT "report_hub_id_fkey" FOREIGN KEY ("hub_id") REFERENCES "hub"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "report" ADD CONSTRAINT "report_segment_id_fkey" FOREIGN KEY ("segment_id") REFERENCES "segment"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "report" ADD CONSTRAINT "report_practice_id_fkey" FOREIGN KEY ("practice_id") REFERENCES "practice"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "report_step" ADD CONSTRAINT "report_step_report_id_fkey" FOREIGN KEY ("report_id") REFERENCES "report"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "mailing" ADD CONSTRAINT "mailing_institution_id_fkey" FOREIGN KEY ("institution_id") REFERENCES "institution"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "mailing" ADD CONSTRAINT "mailing_hub_id_fkey" FOREIGN KEY ("hub_id") REFERENCES "hub"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "mailing" ADD CONSTRAINT "mailing_report_id_fkey" FOREIGN KEY ("report_id") REFERENCES "report"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "mailing" ADD CONSTRAINT "mailing_appeal_id_fkey" FOREIGN KEY ("appeal_id") REFERENCES "appeal"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "mailing" ADD CONSTRAINT "mailing_segment_id_fkey" FOREIGN KEY ("segment_id") REFERENCES "segment"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "image" ADD CONSTRAINT "image_hub_id_fkey" FOREIGN KEY ("hub_id") REFERENCES "hub"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "story" ADD CONSTRAINT "story_hub_id_fkey" FOREIGN KEY ("hub_id") REFERENCES "hub"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "story" ADD CONSTRAINT "story_campaign_id_fkey" FOREIGN KEY ("campaign_id") REFERENCES "campaign"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "story" ADD CONSTRAINT "story_fund_id_fkey" FOREIGN KEY ("fund_id") REFERENCES "fund"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "story" ADD CONSTRAINT "story_image_id_fkey" FOREIGN KEY ("image_id") REFERENCES "image"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "story" ADD CONSTRAINT "story_practice_id_fkey" FOREIGN KEY ("practice_id") REFERENCES "practice"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "story_source" ADD CONSTRAINT "story_source_story_id_fkey" FOREIGN KEY ("story_id") REFERENCES "story"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "story_revision" ADD CONSTRAINT "story_revision_story_id_fkey" FOREIGN KEY ("story_id") REFERENCES "story"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "outreach_event" ADD CONSTRAINT "outreach_event_hub_id_fkey" FOREIGN KEY ("hub_id") REFERENCES "hub"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "outreach_event" ADD CONSTRAINT "outreach_event_image_id_fkey" FOREIGN KEY ("image_id") REFERENCES "image"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "outreach_event_story" ADD CONSTRAINT "outreach_event_story_event_id_fkey" FOREIGN KEY ("event_id") REFERENCES "outreach_event"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "outreach_event_story" ADD CONSTRAINT "outreach_event_story_story_id_fkey" FOREIGN KEY ("story_id") REFERENCES "story"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- ---------------------------------------------------------------------------------------------------------------------
-- What Prisma cannot say.
-- ---------------------------------------------------------------------------------------------------------------------

-- Of a million gifts few answer a campaign; and an audience is asked for by gifts that arrived.
DROP INDEX "gift_campaign_id_given_on_idx", "gift_peer_page_id_idx", "gift_appeal_code_idx", "gift_hub_id_given_on_donor_id_idx", "gift_institution_id_given_on_donor_id_idx";
CREATE INDEX "gift_campaign_id_given_on_idx" ON "gift"("campaign_id", "given_on") WHERE "campaign_id" IS NOT NULL;
CREATE INDEX "gift_peer_page_id_idx" ON "gift"("peer_page_id") WHERE "peer_page_id" IS NOT NULL;
CREATE INDEX "gift_appeal_code_idx" ON "gift"("appeal_code") WHERE "appeal_code" IS NOT NULL;
CREATE INDEX "gift_hub_id_given_on_donor_id_idx" ON "gift"("hub_id", "given_on", "donor_id") WHERE "payment_status" = 'received';
CREATE INDEX "gift_institution_id_given_on_donor_id_idx" ON "gift"("institution_id", "given_on", "donor_id") WHERE "payment_status" = 'received';
DROP INDEX "mail_mailing_id_status_id_idx";
CREATE INDEX "mail_mailing_id_status_id_idx" ON "mail"("mailing_id", "status", "id") WHERE "mailing_id" IS NOT NULL;
-- One row for one thing a donor may refuse; hub null is a value here.
CREATE UNIQUE INDEX "mail_preference_of" ON "mail_preference" ("donor_id", "hub_id", "purpose") NULLS NOT DISTINCT;
-- One sending of one report or appeal at a time.
CREATE UNIQUE INDEX "mailing_report_open" ON "mailing" ("report_id") WHERE "status" IN ('scheduled', 'preparing', 'sending', 'paused');
CREATE UNIQUE INDEX "mailing_appeal_open" ON "mailing" ("appeal_id") WHERE "status" IN ('scheduled', 'preparing', 'sending', 'paused');

ALTER TABLE "campaign"
  ADD CONSTRAINT "campaign_status" CHECK ("status" IN ('draft', 'in_review', 'published', 'withdrawn')),
  ADD CONSTRAINT "campaign_goal_kind" CHECK ("goal_kind" IN ('yen', 'donors', 'monthly_donors')),
  ADD CONSTRAINT "campaign_goal_amount" CHECK ("goal_amount" BETWEEN 1 AND 1000000000000),
  ADD CONSTRAINT "campaign_slug" CHECK ("slug" ~ '^[a-z0-9]+(-[a-z0-9]+)*$' AND length("slug") <= 80),
  ADD CONSTRAINT "campaign_days" CHECK ("starts_on" <= "ends_on");
ALTER TABLE "matching_offer"
  ADD CONSTRAINT "matching_offer_terms" CHECK ("basis_points" BETWEEN 1 AND 100000 AND "limit_yen" BETWEEN 1 AND 1000000000000 AND "matched_yen" BETWEEN 0 AND "limit_yen" AND "starts_on" <= "ends_on");
ALTER TABLE "campaign_tally" ADD CONSTRAINT "campaign_tally_counts" CHECK ("received_yen" >= 0 AND "refunded_yen" >= 0 AND "gift_count" >= 0 AND "donor_count" >= 0 AND "monthly_donor_count" >= 0);
ALTER TABLE "peer_page"
  ADD CONSTRAINT "peer_page_status" CHECK ("status" IN ('unconfirmed', 'pending', 'published', 'declined', 'closed')),
  ADD CONSTRAINT "peer_page_goal" CHECK ("goal_yen" BETWEEN 1000 AND 1000000000),
  ADD CONSTRAINT "peer_page_lang" CHECK ("lang" IN ('ja', 'en'));
ALTER TABLE "appeal_code"
  ADD CONSTRAINT "appeal_code_kind" CHECK ("kind" IN ('appeal', 'report', 'event')),
  ADD CONSTRAINT "appeal_code_code" CHECK ("code" ~ '^[a-z0-9]{4,40}$');
ALTER TABLE "appeal"
  ADD CONSTRAINT "appeal_status" CHECK ("status" IN ('draft', 'in_review', 'approved', 'sending', 'sent')),
  ADD CONSTRAINT "appeal_channel" CHECK ("channel" IN ('mail', 'letter')),
  ADD CONSTRAINT "appeal_cost" CHECK ("cost_yen" BETWEEN 0 AND 1000000000000);
ALTER TABLE "story"
  ADD CONSTRAINT "story_status" CHECK ("status" IN ('draft', 'in_review', 'approved', 'published', 'withdrawn')),
  ADD CONSTRAINT "story_level" CHECK ("level" IN ('everyone', 'teens', 'curious')),
  ADD CONSTRAINT "story_slug" CHECK ("slug" ~ '^[a-z0-9]+(-[a-z0-9]+)*$' AND length("slug") <= 80),
  ADD CONSTRAINT "story_published" CHECK ("status" <> 'published' OR "published_at" IS NOT NULL);
ALTER TABLE "outreach_event"
  ADD CONSTRAINT "outreach_event_kind" CHECK ("kind" IN ('school_visit', 'open_day', 'public_lecture', 'exhibition', 'donor_event', 'online', 'other')),
  ADD CONSTRAINT "outreach_event_status" CHECK ("status" IN ('draft', 'published', 'withdrawn')),
  ADD CONSTRAINT "outreach_event_slug" CHECK ("slug" ~ '^[a-z0-9]+(-[a-z0-9]+)*$' AND length("slug") <= 80),
  ADD CONSTRAINT "outreach_event_days" CHECK ("starts_on" <= "ends_on"),
  ADD CONSTRAINT "outreach_event_counts" CHECK (coalesce("expected_count", 0) BETWEEN 0 AND 10000000 AND coalesce("attended_count", 0) BETWEEN 0 AND 10000000);
ALTER TABLE "image" ADD CONSTRAINT "image_size" CHECK ("width" BETWEEN 1 AND 20000 AND "height" BETWEEN 1 AND 20000);
ALTER TABLE "report"
  ADD CONSTRAINT "report_kind" CHECK ("kind" IN ('impact', 'statement', 'year_end')),
  ADD CONSTRAINT "report_status" CHECK ("status" IN ('draft', 'in_review', 'approved', 'sending', 'sent')),
  ADD CONSTRAINT "report_days" CHECK ("period_from" <= "period_to"),
  ADD CONSTRAINT "report_frozen" CHECK (("status" IN ('approved', 'sending', 'sent')) = ("frozen_sha256" IS NOT NULL) AND ("frozen" IS NULL) = ("frozen_sha256" IS NULL));
ALTER TABLE "mailing"
  ADD CONSTRAINT "mailing_status" CHECK ("status" IN ('scheduled', 'preparing', 'sending', 'paused', 'sent', 'cancelled')),
  ADD CONSTRAINT "mailing_purpose" CHECK ("purpose" IN ('reports', 'appeals', 'statements')),
  ADD CONSTRAINT "mailing_of_one" CHECK (num_nonnulls("report_id", "appeal_id") = 1),
  ADD CONSTRAINT "mailing_rate" CHECK ("rate_per_minute" BETWEEN 1 AND 1000000);
ALTER TABLE "mail" ADD CONSTRAINT "mail_bounce_kind" CHECK ("bounce_kind" IN ('hard', 'soft', 'complaint'));
ALTER TABLE "mail_bounce"
  ADD CONSTRAINT "mail_bounce_notice_kind" CHECK ("kind" IN ('hard', 'soft', 'complaint')),
  ADD CONSTRAINT "mail_bounce_source" CHECK ("source" IN ('smtp', 'webhook'));
ALTER TABLE "mail_suppression" ADD CONSTRAINT "mail_suppression_reason" CHECK ("reason" IN ('hard_bounce', 'soft_bounces', 'complaint', 'staff'));
ALTER TABLE "mail_preference"
  ADD CONSTRAINT "mail_preference_purpose" CHECK ("purpose" IN ('reports', 'appeals', 'statements')),
  ADD CONSTRAINT "mail_preference_source" CHECK ("source" IN ('one_click', 'page', 'portal', 'staff'));
ALTER TABLE "practice" DROP CONSTRAINT "practice_kind";
ALTER TABLE "practice" ADD CONSTRAINT "practice_kind" CHECK ("kind" IN ('sufficiency_plan', 'pledge_letter', 'campaign', 'story', 'report'));
ALTER TABLE "practice_adoption" DROP CONSTRAINT "practice_adoption_draft_type";
ALTER TABLE "practice_adoption" ADD CONSTRAINT "practice_adoption_draft_type" CHECK ("draft_type" IN ('sufficiency_plan', 'pledge_letter', 'campaign', 'story', 'report'));

-- ---- What is kept as it was ----------------------------------------------------------------------------------------------

CREATE TRIGGER "story_revision_append_only" BEFORE UPDATE OR DELETE OR TRUNCATE ON "story_revision" FOR EACH STATEMENT EXECUTE FUNCTION "append_only_refuse"();
CREATE TRIGGER "report_step_append_only" BEFORE UPDATE OR DELETE OR TRUNCATE ON "report_step" FOR EACH STATEMENT EXECUTE FUNCTION "append_only_refuse"();

CREATE FUNCTION "report_guard"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  -- What was approved is what was sent: a correction is another report.
  IF OLD.frozen_sha256 IS NOT NULL AND (NEW.frozen_sha256 IS DISTINCT FROM OLD.frozen_sha256 OR NEW.frozen IS DISTINCT FROM OLD.frozen
     OR NEW.blocks IS DISTINCT FROM OLD.blocks OR NEW.period_from <> OLD.period_from OR NEW.period_to <> OLD.period_to OR NEW.hub_id IS DISTINCT FROM OLD.hub_id)
     AND NOT (OLD.status = 'approved' AND NEW.status = 'draft' AND NEW.frozen IS NULL) THEN
    RAISE EXCEPTION 'an approved report is frozen' USING ERRCODE = 'restrict_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER "report_guard" BEFORE UPDATE ON "report" FOR EACH ROW EXECUTE FUNCTION "report_guard"();

REVOKE DELETE ON "campaign", "campaign_tally", "peer_page", "appeal_code", "appeal", "appeal_letter", "story", "outreach_event", "image", "report", "mailing", "mail_bounce", "mail_suppression", "mail_preference" FROM izumi_app;

-- ---- Public pages show them ----------------------------------------------------------------------------------------------

CREATE TRIGGER "public_data" AFTER INSERT OR UPDATE OR DELETE ON "campaign" FOR EACH STATEMENT EXECUTE FUNCTION "notify_public_data"();
CREATE TRIGGER "public_data" AFTER INSERT OR UPDATE OR DELETE ON "campaign_fund" FOR EACH STATEMENT EXECUTE FUNCTION "notify_public_data"();
CREATE TRIGGER "public_data" AFTER INSERT OR UPDATE OR DELETE ON "campaign_tally" FOR EACH STATEMENT EXECUTE FUNCTION "notify_public_data"();
CREATE TRIGGER "public_data" AFTER INSERT OR UPDATE OR DELETE ON "matching_offer" FOR EACH STATEMENT EXECUTE FUNCTION "notify_public_data"();
CREATE TRIGGER "public_data" AFTER INSERT OR UPDATE OR DELETE ON "peer_page" FOR EACH STATEMENT EXECUTE FUNCTION "notify_public_data"();
CREATE TRIGGER "public_data" AFTER INSERT OR UPDATE OR DELETE ON "story" FOR EACH STATEMENT EXECUTE FUNCTION "notify_public_data"();
CREATE TRIGGER "public_data" AFTER INSERT OR UPDATE OR DELETE ON "story_source" FOR EACH STATEMENT EXECUTE FUNCTION "notify_public_data"();
CREATE TRIGGER "public_data" AFTER INSERT OR UPDATE OR DELETE ON "outreach_event" FOR EACH STATEMENT EXECUTE FUNCTION "notify_public_data"();
CREATE TRIGGER "public_data" AFTER INSERT OR UPDATE OR DELETE ON "outreach_event_story" FOR EACH STATEMENT EXECUTE FUNCTION "notify_public_data"();
CREATE TRIGGER "public_data" AFTER INSERT OR UPDATE OR DELETE ON "image" FOR EACH STATEMENT EXECUTE FUNCTION "notify_public_data"();
