-- Money an award received in one year and carries over (繰越) pays what is needed in the next: it is taken off the year it
-- came, so that each yen counts once.
ALTER TABLE "hub_outlook" DROP CONSTRAINT "hub_outlook_source";
ALTER TABLE "hub_outlook" ADD CONSTRAINT "hub_outlook_source" CHECK ("source" IN ('instalment', 'fund', 'host', 'carried_over', 'late_instalment', 'recurring', 'opportunity', 'undecided_fund'));
