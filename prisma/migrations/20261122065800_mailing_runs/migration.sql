-- AlterTable
ALTER TABLE "mail" ADD COLUMN     "runner" TEXT,
ADD COLUMN     "tries" SMALLINT NOT NULL DEFAULT 0,
ADD COLUMN     "try_after" TIMESTAMPTZ(3);

-- AlterTable
ALTER TABLE "mailing" ADD COLUMN     "left_out" JSONB NOT NULL DEFAULT '{}',
ADD COLUMN     "rate_given_to" TIMESTAMPTZ(6),
ADD COLUMN     "server_tries" INTEGER NOT NULL DEFAULT 0,
ADD COLUMN     "trouble" TEXT,
ADD COLUMN     "waits_until" TIMESTAMPTZ(3);
