-- CreateIndex
CREATE INDEX "payment_charge_id_idx" ON "payment"("charge_id");
