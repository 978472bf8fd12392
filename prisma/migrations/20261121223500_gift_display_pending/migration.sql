-- Names and messages that wait for approval are few among many gifts; staff pages count and list them.
CREATE INDEX "gift_display_pending" ON "gift" ("hub_id", "id" DESC) WHERE "display_status" = 'pending';
