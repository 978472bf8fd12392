-- DropIndex
DROP INDEX "donor_institution_id_email_idx";

-- CreateIndex
CREATE INDEX "donor_institution_id_family_name_given_name_idx" ON "donor"("institution_id", "family_name", "given_name");

-- CreateIndex
CREATE INDEX "donor_institution_id_company_name_idx" ON "donor"("institution_id", "company_name");

-- Prisma has no index on an expression.
CREATE INDEX "donor_lower_email" ON "donor" ("institution_id", lower("email"));
