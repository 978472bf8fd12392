import { expect, test } from "vitest";
import { freshWorld } from "../factories/world";

const world = freshWorld();

async function paidGift(email: string, amountYen = "10000") {
	const gift = await world.give({ email, amountYen });
	await world.pay(gift.sessionId, "succeed");
	await world.settle();
	return gift;
}

test("gift ¥10,000 by card, ¥4,000 refunded, then the rest", async () => {
	const gift = await paidGift("parts@example.jp");
	await world.refund(gift.giftId, 4000);
	await world.settle();
	expect(await world.ledger(gift.giftId)).toMatchInlineSnapshot(`
		"| kind          | account        | amountYen | purpose     | day        | year |
		| gift_received | stripe_balance |    10,000 |             | 2026-05-20 | 2026 |
		| gift_received | gift_income    |   -10,000 | nanolsi-gen | 2026-05-20 | 2026 |
		| processor_fee | processor_fee  |       360 | nanolsi-gen | 2026-05-20 | 2026 |
		| processor_fee | stripe_balance |      -360 |             | 2026-05-20 | 2026 |
		| gift_refunded | gift_income    |     4,000 | nanolsi-gen | 2026-05-20 | 2026 |
		| gift_refunded | stripe_balance |    -4,000 |             | 2026-05-20 | 2026 |"
	`);
	await world.refund(gift.giftId);
	await world.settle();
	// Refunds are sums over their rows, never a state of the gift. The fee stays paid.
	expect(await world.gift(gift.giftId)).toMatchObject({ paymentStatus: "received" });
	expect(await world.ledger(gift.giftId)).toMatchInlineSnapshot(`
		"| kind          | account        | amountYen | purpose     | day        | year |
		| gift_received | stripe_balance |    10,000 |             | 2026-05-20 | 2026 |
		| gift_received | gift_income    |   -10,000 | nanolsi-gen | 2026-05-20 | 2026 |
		| processor_fee | processor_fee  |       360 | nanolsi-gen | 2026-05-20 | 2026 |
		| processor_fee | stripe_balance |      -360 |             | 2026-05-20 | 2026 |
		| gift_refunded | gift_income    |     4,000 | nanolsi-gen | 2026-05-20 | 2026 |
		| gift_refunded | stripe_balance |    -4,000 |             | 2026-05-20 | 2026 |
		| gift_refunded | gift_income    |     6,000 | nanolsi-gen | 2026-05-20 | 2026 |
		| gift_refunded | stripe_balance |    -6,000 |             | 2026-05-20 | 2026 |"
	`);
	expect(await world.brokenPromises()).toEqual([]);
});

test("the refund is heard of before the charge", async () => {
	const gift = await world.give({ email: "order@example.jp" });
	await world.pay(gift.sessionId, "succeed");
	await world.refund(gift.giftId, 1500);
	const state = await world.state();
	const refund = state.refunds.at(-1);
	const charge = state.charges.find(({ id }) => id === refund?.charge);
	await world.syncNow(charge?.payment_intent ?? "");
	expect(await world.ledger(gift.giftId)).toMatchInlineSnapshot(`
		"| kind          | account        | amountYen | purpose     | day        | year |
		| gift_received | stripe_balance |    10,000 |             | 2026-05-20 | 2026 |
		| gift_received | gift_income    |   -10,000 | nanolsi-gen | 2026-05-20 | 2026 |
		| gift_refunded | gift_income    |     1,500 | nanolsi-gen | 2026-05-20 | 2026 |
		| gift_refunded | stripe_balance |    -1,500 |             | 2026-05-20 | 2026 |
		| processor_fee | processor_fee  |       360 | nanolsi-gen | 2026-05-20 | 2026 |
		| processor_fee | stripe_balance |      -360 |             | 2026-05-20 | 2026 |"
	`);
	await world.settle();
	expect(await world.brokenPromises()).toEqual([]);
});

test("a refund that comes back from the donor's bank: the money is ours again", async () => {
	const gift = await paidGift("closed-account@example.jp");
	await world.faults({ refundPending: true });
	const refund = await world.refund(gift.giftId, 6000);
	await world.settle();
	expect(await refundRow(refund.id)).toMatchObject({ status: "sent" });
	await world.endRefund(refund.id, "failed");
	await world.faults({});
	await world.settle();
	expect(await refundRow(refund.id)).toMatchObject({ status: "failed" });
	expect(await world.ledger(gift.giftId)).toMatchInlineSnapshot(`
		"| kind               | account        | amountYen | purpose     | day        | year |
		| gift_received      | stripe_balance |    10,000 |             | 2026-05-20 | 2026 |
		| gift_received      | gift_income    |   -10,000 | nanolsi-gen | 2026-05-20 | 2026 |
		| processor_fee      | processor_fee  |       360 | nanolsi-gen | 2026-05-20 | 2026 |
		| processor_fee      | stripe_balance |      -360 |             | 2026-05-20 | 2026 |
		| gift_refunded      | gift_income    |     6,000 | nanolsi-gen | 2026-05-20 | 2026 |
		| gift_refunded      | stripe_balance |    -6,000 |             | 2026-05-20 | 2026 |
		| gift_refund_failed | stripe_balance |     6,000 |             | 2026-05-20 | 2026 |
		| gift_refund_failed | gift_income    |    -6,000 | nanolsi-gen | 2026-05-20 | 2026 |"
	`);
	expect(await world.brokenPromises()).toEqual([]);
	await world.refund(gift.giftId);
	await world.settle();
	expect(await world.brokenPromises()).toEqual([]);
});

test("two refunds in one second, learnt of one after the other", async () => {
	const gift = await paidGift("same-second@example.jp");
	for (let part = 0; part < 4; part += 1) {
		await world.refund(gift.giftId, 1111);
		await world.settle();
	}
	expect(await world.brokenPromises()).toEqual([]);
	const refunds = await world.database.prisma.refund.findMany({
		where: { payment: { allocations: { some: { giftId: gift.giftId } } } },
	});
	expect(refunds.map(({ amountYen }) => amountYen)).toEqual([1111n, 1111n, 1111n, 1111n]);
});

test("twelve small refunds of one charge", async () => {
	const gift = await paidGift("twelve@example.jp");
	for (let part = 0; part < 12; part += 1) await world.refund(gift.giftId, 100 + part);
	await world.settle();
	expect(await world.brokenPromises()).toEqual([]);
	const lines = await world.ledger(gift.giftId);
	expect(lines.match(/gift_refunded/g)).toHaveLength(24);
});

test("the donor is told of each refund once", async () => {
	const gift = await paidGift("told@example.jp");
	await world.refund(gift.giftId, 100);
	await world.refund(gift.giftId, 200);
	await world.settle();
	await world.settle();
	const mails = await world.database.prisma.mail.findMany({
		where: { giftId: gift.giftId },
		orderBy: { createdAt: "asc" },
	});
	expect(mails.map(({ kind }) => kind)).toEqual(["gift-thanks", "gift-refunded", "gift-refunded"]);
});

function refundRow(stripeRefundId: string) {
	return world.database.prisma.refund.findFirstOrThrow({ where: { stripeRefundId } });
}
