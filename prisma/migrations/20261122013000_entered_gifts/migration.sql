-- AlterTable
ALTER TABLE "gift" ADD COLUMN     "entry_note" TEXT NOT NULL DEFAULT '';
