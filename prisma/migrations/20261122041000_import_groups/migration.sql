-- Rows of one fund or one voucher are worked on together: a batch is whole groups, and the cursor says which was the last.
ALTER TABLE "import" ADD COLUMN     "adjustment_reason" TEXT NOT NULL DEFAULT '',
ADD COLUMN     "cursor" TEXT NOT NULL DEFAULT '',
ADD COLUMN     "failed_step" TEXT;
ALTER TABLE "import_row" ADD COLUMN     "group_key" TEXT;
CREATE INDEX "import_row_import_id_group_key_line_idx" ON "import_row"("import_id", "group_key", "line");
ALTER TABLE "import" ADD CONSTRAINT "import_failed_step" CHECK ("failed_step" IN ('checking', 'running', 'undoing') AND ("failed_step" IS NULL) = ("status" <> 'failed'));
-- Cursors are compared as bytes, whatever the database's collation.
ALTER TABLE "import_row" ALTER COLUMN "group_key" TYPE TEXT COLLATE "C";
ALTER TABLE "import" ALTER COLUMN "cursor" TYPE TEXT COLLATE "C";
