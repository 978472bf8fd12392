-- AlterTable
ALTER TABLE "payout" ADD COLUMN     "sent_on" DATE,
ADD COLUMN     "failed_on" DATE,
ADD COLUMN     "arrival_basis" TEXT,
ADD COLUMN     "arrival_number" INTEGER NOT NULL DEFAULT 0,
ADD COLUMN     "split" TEXT NOT NULL DEFAULT 'grouped',
ADD COLUMN     "unattributed_yen" BIGINT NOT NULL DEFAULT 0;

-- CreateTable
CREATE TABLE "payout_share" (
    "payout_id" UUID NOT NULL,
    "institution_id" UUID NOT NULL,
    "amount_yen" BIGINT NOT NULL,

    CONSTRAINT "payout_share_pkey" PRIMARY KEY ("payout_id","institution_id")
);

-- AlterTable
ALTER TABLE "reconciliation_difference" ADD COLUMN     "effect_yen" BIGINT NOT NULL DEFAULT 0,
ADD COLUMN     "object_on" DATE,
ADD COLUMN     "last_run_id" UUID;

-- CreateIndex
CREATE INDEX "payout_sent_on_id_idx" ON "payout"("sent_on" DESC, "id" DESC);

-- CreateIndex
CREATE INDEX "payout_share_institution_id_idx" ON "payout_share"("institution_id");

-- CreateIndex
CREATE INDEX "payment_stripe_account_id_charged_at_idx" ON "payment"("stripe_account_id", "charged_at");

-- CreateIndex
CREATE INDEX "bank_line_value_on_id_idx" ON "bank_line"("value_on" DESC, "id" DESC);

-- CreateIndex
CREATE INDEX "reconciliation_difference_last_run_id_idx" ON "reconciliation_difference"("last_run_id");

-- CreateIndex
CREATE INDEX "reconciliation_run_started_at_id_idx" ON "reconciliation_run"("started_at" DESC, "id" DESC);

-- AddForeignKey
ALTER TABLE "payout_share" ADD CONSTRAINT "payout_share_payout_id_fkey" FOREIGN KEY ("payout_id") REFERENCES "payout"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "payout_share" ADD CONSTRAINT "payout_share_institution_id_fkey" FOREIGN KEY ("institution_id") REFERENCES "institution"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- A payout below zero is Stripe taking a debt from the bank: its lines have the other sign.
ALTER TABLE "payout" DROP CONSTRAINT "payout_amount";
ALTER TABLE "payout"
  ADD CONSTRAINT "payout_amount" CHECK ("amount_yen" <> 0),
  ADD CONSTRAINT "payout_split" CHECK ("split" IN ('grouped', 'account', 'balances')),
  ADD CONSTRAINT "payout_arrival_basis" CHECK ("arrival_basis" IN ('bank_line', 'business_days')),
  ADD CONSTRAINT "payout_arrival" CHECK (("arrived_on" IS NULL) = ("arrival_basis" IS NULL));

-- Two runs of one account at once would open each other's differences.
CREATE UNIQUE INDEX "reconciliation_run_running_once" ON "reconciliation_run" ("stripe_account_id") WHERE "status" = 'running';
