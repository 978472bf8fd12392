-- Rollups are spread over 32 slots so that gifts to one fund do not wait for each other, and every total then adds up as many
-- rows. From time to time the slots are folded into the first, so that a total costs the same however many gifts there are.
CREATE FUNCTION "fold_ledger_balance"() RETURNS bigint LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE folded bigint;
BEGIN
  -- A row that a posting holds is left for the next time. The first slots are locked in the order in which postings lock theirs.
  WITH free AS MATERIALIZED (
    SELECT id FROM ledger_balance WHERE slot <> 0 FOR UPDATE SKIP LOCKED
  ), gone AS (
    DELETE FROM ledger_balance b USING free WHERE b.id = free.id RETURNING b.*
  ), added AS (
    INSERT INTO ledger_balance AS b (account, fiscal_year, institution_id, hub_id, fund_id, kind, category, channel, use, precision, stripe_account_id, slot, amount_yen, entry_count)
    SELECT account, fiscal_year, institution_id, hub_id, fund_id, kind, category, channel, use, precision, stripe_account_id, 0, sum(amount_yen)::bigint, sum(entry_count)
    FROM gone GROUP BY 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11 ORDER BY 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11
    ON CONFLICT (account, fiscal_year, institution_id, hub_id, fund_id, kind, category, channel, use, precision, stripe_account_id, slot)
    DO UPDATE SET amount_yen = b.amount_yen + excluded.amount_yen, entry_count = b.entry_count + excluded.entry_count
  )
  SELECT count(*) INTO folded FROM gone;
  RETURN folded;
END $$;
REVOKE EXECUTE ON FUNCTION "fold_ledger_balance"() FROM PUBLIC;
GRANT EXECUTE ON FUNCTION "fold_ledger_balance"() TO izumi_app;
