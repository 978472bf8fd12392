import { expect, test } from "vitest";
import { freshWorld } from "../factories/world";

const world = freshWorld();

test("a gift of ¥10,000 by card", async () => {
	const gift = await world.give();
	await world.pay(gift.sessionId, "succeed");
	await world.settle();
	expect(await world.gift(gift.giftId)).toMatchObject({ paymentStatus: "received", channel: "card" });
	expect(await world.ledger(gift.giftId)).toMatchInlineSnapshot(`
		"| kind          | account        | amountYen | purpose     | day        | year |
		| gift_received | stripe_balance |    10,000 |             | 2026-05-20 | 2026 |
		| gift_received | gift_income    |   -10,000 | nanolsi-gen | 2026-05-20 | 2026 |
		| processor_fee | processor_fee  |       360 | nanolsi-gen | 2026-05-20 | 2026 |
		| processor_fee | stripe_balance |      -360 |             | 2026-05-20 | 2026 |"
	`);
	expect(await world.brokenPromises()).toEqual([]);
});

test("a card that wants 3-D Secure", async () => {
	const gift = await world.give({ amountYen: "3000", email: "secure@example.jp" });
	await world.pay(gift.sessionId, "require_3ds");
	await world.settle();
	expect(await world.gift(gift.giftId)).toMatchObject({ paymentStatus: "pending", allocations: [] });
	await world.pay(gift.sessionId, "succeed");
	await world.settle();
	expect(await world.ledger(gift.giftId)).toMatchInlineSnapshot(`
		"| kind          | account        | amountYen | purpose     | day        | year |
		| gift_received | stripe_balance |     3,000 |             | 2026-05-20 | 2026 |
		| gift_received | gift_income    |    -3,000 | nanolsi-gen | 2026-05-20 | 2026 |
		| processor_fee | processor_fee  |       108 | nanolsi-gen | 2026-05-20 | 2026 |
		| processor_fee | stripe_balance |      -108 |             | 2026-05-20 | 2026 |"
	`);
	expect(await world.brokenPromises()).toEqual([]);
});

test("declined, then paid with another card on the same page", async () => {
	const gift = await world.give({ amountYen: "5000", email: "declined@example.jp" });
	await world.pay(gift.sessionId, "decline");
	await world.settle();
	const declined = await world.gift(gift.giftId);
	expect(declined).toMatchObject({ paymentStatus: "failed", attempts: [{ status: "declined" }] });
	expect(await world.ledger(gift.giftId)).toMatchInlineSnapshot(
		`"| kind | account | amountYen | purpose | day | year |"`,
	);
	// The gift's own page leads back to the page that is still open.
	expect((await world.tryAgain(gift.token)).sessionId).toBe(gift.sessionId);
	await world.pay(gift.sessionId, "succeed");
	await world.settle();
	const paid = await world.gift(gift.giftId);
	expect(paid).toMatchObject({ paymentStatus: "received", attempts: [{ status: "completed" }] });
	expect(await world.ledger(gift.giftId)).toMatchInlineSnapshot(`
		"| kind          | account        | amountYen | purpose     | day        | year |
		| gift_received | stripe_balance |     5,000 |             | 2026-05-20 | 2026 |
		| gift_received | gift_income    |    -5,000 | nanolsi-gen | 2026-05-20 | 2026 |
		| processor_fee | processor_fee  |       180 | nanolsi-gen | 2026-05-20 | 2026 |
		| processor_fee | stripe_balance |      -180 |             | 2026-05-20 | 2026 |"
	`);
	expect(await world.brokenPromises()).toEqual([]);
});

test("the fee is told a moment after the charge", async () => {
	const gift = await world.give({ amountYen: "20000", email: "fee@example.jp" });
	await world.faults({ drop: 1 });
	await world.pay(gift.sessionId, "succeed");
	const charge = (await world.state()).charges.at(-1);
	// The charge is read before Stripe has its balance transaction.
	expect(charge?.balance_transaction).toBeNull();
	await world.syncNow(charge?.payment_intent ?? "");
	expect(await world.ledger(gift.giftId)).toMatchInlineSnapshot(`
		"| kind          | account        | amountYen | purpose     | day        | year |
		| gift_received | stripe_balance |    20,000 |             | 2026-05-20 | 2026 |
		| gift_received | gift_income    |   -20,000 | nanolsi-gen | 2026-05-20 | 2026 |"
	`);
	expect(await world.brokenPromises()).toEqual([]);
	await world.faults({});
	await world.settle();
	expect(await world.ledger(gift.giftId)).toMatchInlineSnapshot(`
		"| kind          | account        | amountYen | purpose     | day        | year |
		| gift_received | stripe_balance |    20,000 |             | 2026-05-20 | 2026 |
		| gift_received | gift_income    |   -20,000 | nanolsi-gen | 2026-05-20 | 2026 |
		| processor_fee | processor_fee  |       720 | nanolsi-gen | 2026-05-20 | 2026 |
		| processor_fee | stripe_balance |      -720 |             | 2026-05-20 | 2026 |"
	`);
	expect(await world.brokenPromises()).toEqual([]);
});

test("given at 00:30 on 1 April in Japan, which is 31 March in London: fiscal year 2027", async () => {
	await world.advanceTo("2027-03-31T15:30:00Z");
	const gift = await world.give({ email: "april@example.jp" });
	await world.pay(gift.sessionId, "succeed");
	await world.settle();
	expect(await world.ledger(gift.giftId)).toMatchInlineSnapshot(`
		"| kind          | account        | amountYen | purpose     | day        | year |
		| gift_received | stripe_balance |    10,000 |             | 2027-04-01 | 2027 |
		| gift_received | gift_income    |   -10,000 | nanolsi-gen | 2027-04-01 | 2027 |
		| processor_fee | processor_fee  |       360 | nanolsi-gen | 2027-04-01 | 2027 |
		| processor_fee | stripe_balance |      -360 |             | 2027-04-01 | 2027 |"
	`);
	expect((await world.gift(gift.giftId)).givenOn?.toISOString().slice(0, 10)).toBe("2027-04-01");
	expect(await world.brokenPromises()).toEqual([]);
});
