import { expect, test } from "vitest";
import { freshWorld } from "../factories/world";

const world = freshWorld();
const DAY = 24 * 60 * 60;
const transfer = { paymentMethod: "bank_transfer", amountYen: "50000" };

test("a transfer in two parts: no money until it is whole", async () => {
	const gift = await world.give(transfer);
	await world.pay(gift.sessionId, "transfer_partial", 30_000);
	await world.settle();
	const partly = await world.gift(gift.giftId);
	expect(partly).toMatchObject({ paymentStatus: "partly_paid", givenOn: null, allocations: [] });
	expect(partly.attempts[0]?.instructions).toMatchObject({ kind: "bank_transfer", remainingYen: 20_000 });
	expect(await world.ledger(gift.giftId)).toMatchInlineSnapshot(
		`"| kind | account | amountYen | purpose | day | year |"`,
	);
	expect(await world.brokenPromises()).toEqual([]);
	await world.advance(DAY);
	await world.pay(gift.sessionId, "transfer", 20_000);
	await world.settle();
	expect(await world.gift(gift.giftId)).toMatchObject({ paymentStatus: "received", channel: "bank_transfer" });
	expect(await world.ledger(gift.giftId)).toMatchInlineSnapshot(`
		"| kind          | account        | amountYen | purpose     | day        | year |
		| gift_received | stripe_balance |    50,000 |             | 2026-05-21 | 2026 |
		| gift_received | gift_income    |   -50,000 | nanolsi-gen | 2026-05-21 | 2026 |
		| processor_fee | processor_fee  |       750 | nanolsi-gen | 2026-05-21 | 2026 |
		| processor_fee | stripe_balance |      -750 |             | 2026-05-21 | 2026 |"
	`);
	expect(await world.brokenPromises()).toEqual([]);
});

test("more came than was promised: the gift is booked, the rest stays with Stripe", async () => {
	const gift = await world.give({ ...transfer, email: "generous@example.jp" });
	await world.pay(gift.sessionId, "transfer", 60_000);
	await world.settle();
	expect(await world.gift(gift.giftId)).toMatchObject({ paymentStatus: "received", amountYen: 50_000n });
	expect(await world.ledger(gift.giftId)).toMatchInlineSnapshot(`
		"| kind          | account        | amountYen | purpose     | day        | year |
		| gift_received | stripe_balance |    50,000 |             | 2026-05-21 | 2026 |
		| gift_received | gift_income    |   -50,000 | nanolsi-gen | 2026-05-21 | 2026 |
		| processor_fee | processor_fee  |       750 | nanolsi-gen | 2026-05-21 | 2026 |
		| processor_fee | stripe_balance |      -750 |             | 2026-05-21 | 2026 |"
	`);
	expect(await world.brokenPromises()).toEqual([]);
});

test("two transfers of one donor never share a virtual account", async () => {
	const first = await world.give({ ...transfer, email: "twice@example.jp" });
	const second = await world.give({ ...transfer, email: "twice@example.jp", amountYen: "70000" });
	await world.pay(first.sessionId, "transfer_issue");
	await world.pay(second.sessionId, "transfer_issue");
	await world.pay(first.sessionId, "transfer", 60_000);
	await world.settle();
	expect(await world.gift(first.giftId)).toMatchObject({ paymentStatus: "received" });
	expect(await world.gift(second.giftId)).toMatchObject({ paymentStatus: "awaiting_payment" });
	const attempts = [...(await world.gift(first.giftId)).attempts, ...(await world.gift(second.giftId)).attempts];
	expect(new Set(attempts.map((attempt) => attempt.stripeCustomerId)).size).toBe(2);
	expect(await world.brokenPromises()).toEqual([]);
});
