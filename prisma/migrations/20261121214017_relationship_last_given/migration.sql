-- AlterTable
ALTER TABLE "relationship" ADD COLUMN     "last_given_on" DATE;

-- CreateIndex
CREATE INDEX "relationship_hub_id_last_given_on_idx" ON "relationship"("hub_id", "last_given_on");
