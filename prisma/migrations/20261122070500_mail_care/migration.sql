-- AlterTable
ALTER TABLE "consent" ADD COLUMN "note" TEXT NOT NULL DEFAULT '';

-- AlterTable
ALTER TABLE "mail_preference" ADD COLUMN "mail_id" UUID;

-- AlterTable
ALTER TABLE "mail_suppression" ADD COLUMN "lift_reason" TEXT NOT NULL DEFAULT '';

-- CreateTable
CREATE TABLE "mail_notice" (
    "id" UUID NOT NULL,
    "sha256" CHAR(64) NOT NULL,
    "kind" TEXT NOT NULL,
    "matched" INTEGER NOT NULL DEFAULT 0,
    "raw" BYTEA,
    "received_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "mail_notice_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "mail_notice_sha256_key" ON "mail_notice"("sha256");

-- CreateIndex
CREATE INDEX "mail_notice_received_at_idx" ON "mail_notice"("received_at" DESC);

-- CreateIndex
CREATE INDEX "mail_preference_mail_id_idx" ON "mail_preference"("mail_id");

-- AddForeignKey
ALTER TABLE "mail_preference" ADD CONSTRAINT "mail_preference_mail_id_fkey" FOREIGN KEY ("mail_id") REFERENCES "mail"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- What Prisma cannot say.
-- Most donors agreed to nothing or to one thing: an audience is made of those who did.
CREATE INDEX "consent_open_idx" ON "consent" ("purpose", "donor_id") WHERE "withdrawn_at" IS NULL;
-- Of a million mails few come back with only a Message-ID, but each of those asks for it: "mail_message_id_key" serves.
ALTER TABLE "mail_notice" ADD CONSTRAINT "mail_notice_kind" CHECK ("kind" IN ('bounce', 'complaint', 'delay', 'answer', 'unknown', 'unreadable'));
ALTER TABLE "mail_suppression" ADD CONSTRAINT "mail_suppression_lifted" CHECK ("lifted_at" IS NOT NULL OR ("lifted_by" IS NULL AND "lift_reason" = ''));
