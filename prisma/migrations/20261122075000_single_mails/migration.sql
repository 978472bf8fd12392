-- The list of mails to one person each, however many went to many.
CREATE INDEX "mail_single_created_at_idx" ON "mail" ("created_at" DESC, "id" DESC) WHERE "mailing_id" IS NULL;
