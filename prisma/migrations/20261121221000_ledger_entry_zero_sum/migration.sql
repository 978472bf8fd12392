-- The check of a header could be made to run early (SET CONSTRAINTS ... IMMEDIATE), and entries written after it were not
-- looked at again. Now each entry asks for the check of its transaction too.
CREATE FUNCTION "ledger_entry_zero_sum"() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE total numeric;
BEGIN
  SELECT sum(amount_yen) INTO total FROM ledger_entry WHERE transaction_id = NEW.transaction_id;
  IF total <> 0 THEN
    RAISE EXCEPTION 'the entries of ledger transaction % sum to % yen, not to zero', NEW.transaction_id, total USING ERRCODE = 'check_violation', CONSTRAINT = 'ledger_entry_zero_sum';
  END IF;
  RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER "ledger_entry_zero_sum" AFTER INSERT ON "ledger_entry" DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION "ledger_entry_zero_sum"();
