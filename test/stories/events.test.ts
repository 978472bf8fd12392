import { afterEach, expect, test } from "vitest";
import { serveWebhooks } from "../factories/webhooks";
import { freshWorld } from "../factories/world";
import { until } from "../stripe-sandbox/running";

const world = freshWorld();
const webhooks = serveWebhooks(world);

afterEach(async () => {
	await world.faults({});
});

async function delivered() {
	await until(async () => (await world.state()).pendingDeliveries === 0, 15_000);
}

test("webhooks alone: no sweep is needed", async () => {
	const gift = await world.give();
	await world.pay(gift.sessionId, "succeed");
	await world.advance(1);
	await delivered();
	await world.workJobs();
	expect(await world.gift(gift.giftId)).toMatchObject({ paymentStatus: "received" });
	expect(await world.ledger(gift.giftId)).toMatchInlineSnapshot(`
		"| kind          | account        | amountYen | purpose     | day        | year |
		| gift_received | stripe_balance |    10,000 |             | 2026-05-20 | 2026 |
		| gift_received | gift_income    |   -10,000 | nanolsi-gen | 2026-05-20 | 2026 |
		| processor_fee | processor_fee  |       360 | nanolsi-gen | 2026-05-20 | 2026 |
		| processor_fee | stripe_balance |      -360 |             | 2026-05-20 | 2026 |"
	`);
	const events = await world.eventsOf(gift.sessionId);
	expect(new Set(events.map(({ source }) => source))).toEqual(new Set(["webhook"]));
	// payment_intent.created tells nothing about money.
	const open = events.filter(({ status }) => status !== "done").map(({ type, status }) => `${type} ${status}`);
	expect(open).toEqual(["payment_intent.created ignored"]);
	expect(await world.brokenPromises()).toEqual([]);
});

test("every event five times, newest first: one gift", async () => {
	await world.faults({ duplicate: 4, reorder: true });
	const gift = await world.give({ email: "five@example.jp" });
	await world.pay(gift.sessionId, "succeed");
	await world.advance(1);
	await delivered();
	await Promise.all([world.workJobs(), world.workJobs()]);
	await world.settle();
	const paid = await world.gift(gift.giftId);
	expect(paid.allocations).toHaveLength(1);
	expect(await world.ledger(gift.giftId)).toMatchInlineSnapshot(`
		"| kind          | account        | amountYen | purpose     | day        | year |
		| gift_received | stripe_balance |    10,000 |             | 2026-05-20 | 2026 |
		| gift_received | gift_income    |   -10,000 | nanolsi-gen | 2026-05-20 | 2026 |
		| processor_fee | processor_fee  |       360 | nanolsi-gen | 2026-05-20 | 2026 |
		| processor_fee | stripe_balance |      -360 |             | 2026-05-20 | 2026 |"
	`);
	const mails = await world.database.prisma.mail.findMany({ where: { giftId: gift.giftId } });
	expect(mails.map(({ kind }) => kind)).toEqual(["gift-thanks"]);
	expect(await world.brokenPromises()).toEqual([]);
});

test("the same object worked on by eight at once", async () => {
	const gift = await world.give({ email: "eight@example.jp" });
	await world.pay(gift.sessionId, "succeed");
	await world.refund(gift.giftId, 123);
	await world.refund(gift.giftId, 321);
	const intent = (await world.state()).paymentIntents.find(({ metadata }) => metadata.giftId === gift.giftId)?.id ?? "";
	await Promise.all(Array.from({ length: 8 }, () => world.syncNow(intent)));
	expect((await world.gift(gift.giftId)).allocations).toHaveLength(1);
	const lines = await world.ledger(gift.giftId);
	expect(lines.match(/gift_received/g)).toHaveLength(2);
	expect(lines.match(/gift_refunded/g)).toHaveLength(4);
	expect(await world.brokenPromises()).toEqual([]);
});

test("lost events are found by the hourly sweep", async () => {
	await world.faults({ drop: 1 });
	const gift = await world.give({ email: "dropped@example.jp" });
	await world.pay(gift.sessionId, "succeed");
	await world.advance(1);
	await delivered();
	await world.workJobs();
	expect(await world.gift(gift.giftId)).toMatchObject({ paymentStatus: "pending" });
	await world.settle();
	expect(await world.gift(gift.giftId)).toMatchObject({ paymentStatus: "received" });
	const events = await world.eventsOf(gift.sessionId);
	expect(events.every(({ source }) => source === "sweep")).toBe(true);
	expect(await world.brokenPromises()).toEqual([]);
});

test("wrongly signed events are not taken, and found by the sweep", async () => {
	await world.faults({ badSignature: true });
	const before = await world.database.prisma.stripeEvent.count();
	const gift = await world.give({ email: "unsigned@example.jp" });
	await world.pay(gift.sessionId, "succeed");
	await world.advance(1);
	await until(async () => webhooks.refused() > 0, 10_000);
	expect(await world.database.prisma.stripeEvent.count()).toBe(before);
	await world.faults({});
	await world.settle();
	expect(await world.gift(gift.giftId)).toMatchObject({ paymentStatus: "received" });
	expect(await world.brokenPromises()).toEqual([]);
});
