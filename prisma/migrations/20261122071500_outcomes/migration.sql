-- What came of campaigns, appeals and reports.
CREATE TABLE "outcome" (
    "kind" TEXT NOT NULL,
    "subject_id" UUID NOT NULL,
    "hub_id" UUID,
    "started_on" DATE NOT NULL,
    "sent_count" INTEGER NOT NULL,
    "bounced_count" INTEGER NOT NULL,
    "complaint_count" INTEGER NOT NULL,
    "unsubscribed_count" INTEGER NOT NULL,
    "visit_count" INTEGER NOT NULL,
    "gift_count" INTEGER NOT NULL,
    "donor_count" INTEGER NOT NULL,
    "kept_yen" BIGINT NOT NULL,
    "again_count" INTEGER NOT NULL,
    "again_ripe_count" INTEGER NOT NULL,
    "cost_yen" BIGINT NOT NULL,
    "as_of" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "outcome_pkey" PRIMARY KEY ("kind","subject_id")
);
CREATE INDEX "outcome_hub_id_kind_started_on_idx" ON "outcome"("hub_id", "kind", "started_on" DESC);
CREATE INDEX "outcome_kind_started_on_idx" ON "outcome"("kind", "started_on" DESC);
ALTER TABLE "outcome" ADD CONSTRAINT "outcome_hub_id_fkey" FOREIGN KEY ("hub_id") REFERENCES "hub"("id") ON DELETE SET NULL ON UPDATE CASCADE;
ALTER TABLE "outcome"
  ADD CONSTRAINT "outcome_kind" CHECK ("kind" IN ('campaign', 'appeal', 'report')),
  ADD CONSTRAINT "outcome_counts" CHECK (least("sent_count", "bounced_count", "complaint_count", "unsubscribed_count", "visit_count", "gift_count", "donor_count", "again_count") >= 0 AND "kept_yen" >= 0 AND "cost_yen" >= 0 AND "again_count" <= "again_ripe_count" AND "again_ripe_count" <= "donor_count");
