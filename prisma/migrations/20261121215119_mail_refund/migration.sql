-- AlterTable
ALTER TABLE "mail" ADD COLUMN     "refund_id" UUID;

-- AddForeignKey
ALTER TABLE "mail" ADD CONSTRAINT "mail_refund_id_fkey" FOREIGN KEY ("refund_id") REFERENCES "refund"("id") ON DELETE SET NULL ON UPDATE CASCADE;
