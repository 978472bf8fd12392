-- A certificate (寄附証明書) is a copy with a trail of its own and takes no number of the register: it is a kind of reprint.
ALTER TABLE "receipt" DROP CONSTRAINT "receipt_document";
CREATE OR REPLACE FUNCTION "receipt_guard"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'DELETE' THEN
    IF OLD.status <> 'prepared' THEN RAISE EXCEPTION 'an issued receipt is never deleted' USING ERRCODE = 'restrict_violation'; END IF;
    RETURN OLD;
  END IF;
  IF OLD.status <> 'prepared' AND (
       (OLD.status = 'void' AND NEW.status <> 'void') OR NEW.status = 'prepared'
       OR ROW(NEW.issuer_id, NEW.donor_id, NEW.batch_id, NEW.kind, NEW.register_year, NEW.number, NEW.number_text, NEW.tax_year, NEW.received_on, NEW.amount_yen, NEW.lang, NEW.content, NEW.issued_on, NEW.issued_at, NEW.issued_by, NEW.replaces_id)
          IS DISTINCT FROM
          ROW(OLD.issuer_id, OLD.donor_id, OLD.batch_id, OLD.kind, OLD.register_year, OLD.number, OLD.number_text, OLD.tax_year, OLD.received_on, OLD.amount_yen, OLD.lang, OLD.content, OLD.issued_on, OLD.issued_at, OLD.issued_by, OLD.replaces_id)
       OR (OLD.status = 'void' AND ROW(NEW.voided_at, NEW.voided_by, NEW.void_reason) IS DISTINCT FROM ROW(OLD.voided_at, OLD.voided_by, OLD.void_reason))
       OR (OLD.file_sha256 IS NOT NULL AND ROW(NEW.file_key, NEW.file_sha256) IS DISTINCT FROM ROW(OLD.file_key, OLD.file_sha256))) THEN
    RAISE EXCEPTION 'an issued receipt is never changed, only voided' USING ERRCODE = 'restrict_violation';
  END IF;
  RETURN NEW;
END $$;

-- AlterTable
ALTER TABLE "receipt" DROP COLUMN "document";
ALTER TABLE "receipt_reprint" ADD COLUMN     "document" TEXT NOT NULL DEFAULT 'receipt';
ALTER TABLE "receipt_issuer" ADD COLUMN     "starts_on" DATE;
ALTER TABLE "receipt_batch" ADD COLUMN     "left_out" INTEGER NOT NULL DEFAULT 0;
ALTER TABLE "gift" ADD COLUMN     "receipted" BOOLEAN NOT NULL DEFAULT false;

ALTER TABLE "receipt_reprint" ADD CONSTRAINT "receipt_reprint_document" CHECK ("document" IN ('receipt', 'certificate'));
CREATE TRIGGER "receipt_reprint_append_only" BEFORE UPDATE OR DELETE OR TRUNCATE ON "receipt_reprint" FOR EACH STATEMENT EXECUTE FUNCTION "append_only_refuse"();

-- No two receipts of an issuer read alike, whatever its number format was changed to. The number comes first: people search by it.
CREATE UNIQUE INDEX "receipt_number_text_issuer_id_key" ON "receipt"("number_text", "issuer_id");

-- The lines of an issued receipt are part of it: only their use by it ends.
CREATE FUNCTION "receipt_gift_guard"() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE state TEXT;
BEGIN
  SELECT status INTO state FROM receipt WHERE id = OLD.receipt_id;
  IF TG_OP = 'DELETE' THEN
    IF state IS DISTINCT FROM 'prepared' THEN RAISE EXCEPTION 'an issued receipt keeps its gifts' USING ERRCODE = 'restrict_violation'; END IF;
    RETURN OLD;
  END IF;
  IF state IS DISTINCT FROM 'prepared' AND (NEW.active OR ROW(NEW.receipt_id, NEW.gift_id, NEW.amount_yen, NEW.received_on)
      IS DISTINCT FROM ROW(OLD.receipt_id, OLD.gift_id, OLD.amount_yen, OLD.received_on)) THEN
    RAISE EXCEPTION 'an issued receipt keeps its gifts' USING ERRCODE = 'restrict_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER "receipt_gift_guard" BEFORE UPDATE OR DELETE ON "receipt_gift" FOR EACH ROW EXECUTE FUNCTION "receipt_gift_guard"();

-- gift.receipted: it is or was on a receipt, so that the hourly look for due gifts passes over it. Set once, by one statement
-- for all rows of an INSERT; taken back only when a receipt in preparation goes.
CREATE FUNCTION "receipt_gift_marks"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'INSERT' THEN
    UPDATE gift SET receipted = true WHERE id IN (SELECT gift_id FROM rows) AND NOT receipted;
  ELSE
    UPDATE gift g SET receipted = false WHERE g.id IN (SELECT gift_id FROM rows) AND g.receipted
      AND NOT EXISTS (SELECT 1 FROM receipt_gift rg WHERE rg.gift_id = g.id);
  END IF;
  RETURN NULL;
END $$;
CREATE TRIGGER "receipt_gift_marks_new" AFTER INSERT ON "receipt_gift" REFERENCING NEW TABLE AS rows FOR EACH STATEMENT EXECUTE FUNCTION "receipt_gift_marks"();
CREATE TRIGGER "receipt_gift_marks_gone" AFTER DELETE ON "receipt_gift" REFERENCING OLD TABLE AS rows FOR EACH STATEMENT EXECUTE FUNCTION "receipt_gift_marks"();

-- Gifts that may be due, by the day that dates their receipt: a row leaves its index when it is receipted, so both stay small.
CREATE INDEX "gift_receipt_by_arrival" ON "gift" ("fund_id", "arrived_on", "id") WHERE "payment_status" = 'received' AND NOT "receipted" AND "arrived_on" IS NOT NULL;
CREATE INDEX "gift_receipt_by_charge" ON "gift" ("fund_id", "given_on", "id") WHERE "payment_status" = 'received' AND NOT "receipted" AND "given_on" IS NOT NULL;
CREATE INDEX "fund_receipt_issuer_id_idx" ON "fund"("receipt_issuer_id");
-- What is still to print and post, and what no file was made for yet.
CREATE INDEX "receipt_paper_queue" ON "receipt" ("issuer_id", "id") WHERE "status" = 'issued' AND "delivery" = 'paper' AND "paper_sent_on" IS NULL;
CREATE INDEX "receipt_unrendered" ON "receipt" ("issued_at") WHERE "status" = 'issued' AND "file_key" IS NULL;
