-- What was still booked into closed fiscal years, newest first.
CREATE INDEX "ledger_transaction_adjustments" ON "ledger_transaction" ("fiscal_year", "id" DESC) WHERE "adjustment_reason" IS NOT NULL;

-- Closing a fiscal year waits for bookings under way and lets none begin until it is done: no booking falls between the
-- figures that were frozen with the year and the wall that asks for a reason. The app's role may not lock the table itself.
CREATE FUNCTION "hold_bookings"() RETURNS void LANGUAGE sql SECURITY DEFINER SET search_path = public, pg_temp AS $$
  LOCK TABLE ledger_transaction IN SHARE MODE;
$$;
REVOKE EXECUTE ON FUNCTION "hold_bookings"() FROM PUBLIC;
GRANT EXECUTE ON FUNCTION "hold_bookings"() TO izumi_app;
