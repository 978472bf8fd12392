-- What of a gift went back stands on the gift: an audience is counted while somebody builds it, and asking every refund of the
-- programme for it made that as slow as the programme is large.
ALTER TABLE "gift" ADD COLUMN "back_yen" BIGINT NOT NULL DEFAULT 0;

CREATE FUNCTION "gift_back_yen"(of_payment uuid) RETURNS void LANGUAGE sql AS $$
	UPDATE gift g SET back_yen = told.yen
	FROM (
		SELECT mine.gift_id, least(coalesce(sum(back.amount_yen), 0), max(mg.amount_yen))::bigint AS yen
		FROM (SELECT DISTINCT gift_id FROM allocation WHERE payment_id = of_payment) mine
		JOIN gift mg ON mg.id = mine.gift_id
		JOIN allocation a ON a.gift_id = mine.gift_id
		LEFT JOIN LATERAL (
			SELECT rf.amount_yen FROM refund rf WHERE rf.payment_id = a.payment_id AND rf.status IN ('sent', 'succeeded')
			UNION ALL
			SELECT d.amount_yen FROM dispute d WHERE d.payment_id = a.payment_id AND d.status = 'lost'
		) back ON true
		GROUP BY mine.gift_id
	) told
	WHERE g.id = told.gift_id AND g.back_yen <> told.yen
$$;

CREATE FUNCTION "tell_gift_back_yen"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
	PERFORM gift_back_yen(NEW.payment_id);
	RETURN NULL;
END
$$;
-- Money is applied to a gift before any of it can go back; only what is applied later, or again, has something to tell.
CREATE FUNCTION "tell_applied_back_yen"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
	IF EXISTS (SELECT 1 FROM refund WHERE payment_id = NEW.payment_id) OR EXISTS (SELECT 1 FROM dispute WHERE payment_id = NEW.payment_id) THEN
		PERFORM gift_back_yen(NEW.payment_id);
	END IF;
	RETURN NULL;
END
$$;
CREATE TRIGGER "gift_back_yen" AFTER INSERT OR UPDATE OF "status", "amount_yen" ON "refund" FOR EACH ROW EXECUTE FUNCTION "tell_gift_back_yen"();
CREATE TRIGGER "gift_back_yen" AFTER INSERT OR UPDATE OF "status", "amount_yen" ON "dispute" FOR EACH ROW EXECUTE FUNCTION "tell_gift_back_yen"();
CREATE TRIGGER "gift_back_yen" AFTER INSERT OR UPDATE ON "allocation" FOR EACH ROW EXECUTE FUNCTION "tell_applied_back_yen"();

SELECT gift_back_yen(payment_id) FROM (SELECT payment_id FROM refund UNION SELECT payment_id FROM dispute) told;

ALTER TABLE "gift" ADD CONSTRAINT "gift_back_yen_part" CHECK ("back_yen" BETWEEN 0 AND "amount_yen");
-- All that an audience asks of gifts, without their rows.
CREATE INDEX "gift_counted_of_hub" ON "gift" ("hub_id", "given_on", "donor_id") INCLUDE ("amount_yen", "back_yen") WHERE "payment_status" = 'received' AND "back_yen" < "amount_yen";
CREATE INDEX "gift_counted_of_institution" ON "gift" ("institution_id", "given_on", "donor_id") INCLUDE ("amount_yen", "back_yen") WHERE "payment_status" = 'received' AND "back_yen" < "amount_yen";
