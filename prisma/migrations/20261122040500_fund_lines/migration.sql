-- The ledger lines of one external fund, and what was bought from one fund: their figures open down to them.
CREATE INDEX "ledger_entry_external_fund" ON "ledger_entry" ("external_fund_id", "id" DESC) WHERE "external_fund_id" IS NOT NULL;
CREATE INDEX "ledger_entry_fund_spending" ON "ledger_entry" ("fund_id", "id" DESC) WHERE "account" = 'spending' AND "fund_id" IS NOT NULL;
-- The whole programme's spending, newest first.
CREATE INDEX "spending_line_spent_on_id_idx" ON "spending_line"("spent_on" DESC, "id" DESC);
