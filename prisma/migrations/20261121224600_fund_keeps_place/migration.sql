-- A fund is known by its short name in addresses and totals, and its gifts by its hub and institution. Ledger lines carry its use:
-- once there is a gift, booking it again must find the same.
CREATE FUNCTION "fund_keeps_place"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NEW.slug IS DISTINCT FROM OLD.slug THEN
    RAISE EXCEPTION 'the short name of a fund never changes';
  END IF;
  IF EXISTS (SELECT 1 FROM gift WHERE fund_id = OLD.id) THEN
    RAISE EXCEPTION 'a fund with gifts keeps its hub, its institution and its use';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER "fund_keeps_place" BEFORE UPDATE ON "fund" FOR EACH ROW
  WHEN ((OLD.slug, OLD.hub_id, OLD.institution_id, OLD.use) IS DISTINCT FROM (NEW.slug, NEW.hub_id, NEW.institution_id, NEW.use))
  EXECUTE FUNCTION "fund_keeps_place"();
