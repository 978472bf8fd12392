-- AlterTable
ALTER TABLE "refund" ADD COLUMN     "decision_note" TEXT NOT NULL DEFAULT '',
ADD COLUMN     "sending_at" TIMESTAMPTZ(3);

-- AlterTable
ALTER TABLE "fraud_warning" ADD COLUMN     "note" TEXT NOT NULL DEFAULT '';

-- CreateIndex
CREATE INDEX "refund_created_at_id_idx" ON "refund"("created_at" DESC, "id" DESC);

-- CreateIndex
CREATE INDEX "refund_status_created_at_id_idx" ON "refund"("status", "created_at" DESC, "id" DESC);

-- DropIndex
DROP INDEX "refund_status_id_idx";

-- CreateIndex
CREATE INDEX "dispute_opened_on_id_idx" ON "dispute"("opened_on" DESC, "id" DESC);
