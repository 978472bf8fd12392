import { expect, test } from "vitest";
import { freshWorld } from "../factories/world";

const world = freshWorld({ overheadBasisPoints: 1000 });

async function paidGift(email: string, amountYen: string) {
	const gift = await world.give({ email, amountYen });
	await world.pay(gift.sessionId, "succeed");
	await world.settle();
	return gift;
}

async function overheadOf(giftId: string): Promise<bigint> {
	const payments = await world.database.prisma.allocation.findMany({
		where: { giftId },
		include: { payment: { include: { refunds: true } } },
	});
	const causes = payments.flatMap(({ payment }) => [payment.id, ...payment.refunds.map(({ id }) => id)]);
	const lines = await world.database.prisma.ledgerEntry.findMany({
		where: { account: "overhead", transaction: { causeId: { in: causes } } },
	});
	return lines.reduce((sum, { amountYen }) => sum + amountYen, 0n);
}

test("the institution keeps 10 % of ¥9,999, and gives back its share of each refund, to the yen", async () => {
	const gift = await paidGift("odd@example.jp", "9999");
	expect(await overheadOf(gift.giftId)).toBe(999n);
	await world.refund(gift.giftId, 3333);
	await world.settle();
	await world.refund(gift.giftId, 3333);
	await world.settle();
	await world.refund(gift.giftId, 3333);
	await world.settle();
	expect(await world.ledger(gift.giftId)).toMatchInlineSnapshot(`
		"| kind              | account              | amountYen | purpose     | day        | year |
		| gift_received     | stripe_balance       |     9,999 |             | 2026-05-20 | 2026 |
		| gift_received     | gift_income          |    -9,999 | nanolsi-gen | 2026-05-20 | 2026 |
		| overhead          | overhead             |       999 | nanolsi-gen | 2026-05-20 | 2026 |
		| overhead          | institution_overhead |      -999 |             | 2026-05-20 | 2026 |
		| processor_fee     | processor_fee        |       360 | nanolsi-gen | 2026-05-20 | 2026 |
		| processor_fee     | stripe_balance       |      -360 |             | 2026-05-20 | 2026 |
		| gift_refunded     | gift_income          |     3,333 | nanolsi-gen | 2026-05-20 | 2026 |
		| gift_refunded     | stripe_balance       |    -3,333 |             | 2026-05-20 | 2026 |
		| overhead_returned | institution_overhead |       333 |             | 2026-05-20 | 2026 |
		| overhead_returned | overhead             |      -333 | nanolsi-gen | 2026-05-20 | 2026 |
		| gift_refunded     | gift_income          |     3,333 | nanolsi-gen | 2026-05-20 | 2026 |
		| gift_refunded     | stripe_balance       |    -3,333 |             | 2026-05-20 | 2026 |
		| overhead_returned | institution_overhead |       333 |             | 2026-05-20 | 2026 |
		| overhead_returned | overhead             |      -333 | nanolsi-gen | 2026-05-20 | 2026 |
		| gift_refunded     | gift_income          |     3,333 | nanolsi-gen | 2026-05-20 | 2026 |
		| gift_refunded     | stripe_balance       |    -3,333 |             | 2026-05-20 | 2026 |
		| overhead_returned | institution_overhead |       333 |             | 2026-05-20 | 2026 |
		| overhead_returned | overhead             |      -333 | nanolsi-gen | 2026-05-20 | 2026 |"
	`);
	expect(await overheadOf(gift.giftId)).toBe(0n);
	expect(await world.brokenPromises()).toEqual([]);
});

test("parts refunded within one second add up too", async () => {
	const gift = await paidGift("quick@example.jp", "9999");
	for (const part of [1234, 777, 1, 5000, 2987]) {
		await world.refund(gift.giftId, part);
		await world.settle();
	}
	expect(await overheadOf(gift.giftId)).toBe(0n);
	expect(await world.brokenPromises()).toEqual([]);
});

test("a failed refund brings the share back, and a later full refund returns all of it", async () => {
	const gift = await paidGift("failed@example.jp", "9999");
	await world.faults({ refundPending: true });
	const first = await world.refund(gift.giftId, 4005);
	await world.settle();
	await world.faults({});
	await world.refund(gift.giftId, 5994);
	await world.settle();
	expect(await overheadOf(gift.giftId)).toBe(0n);
	await world.endRefund(first.id, "failed");
	await world.settle();
	expect(await overheadOf(gift.giftId)).toBe(400n);
	await world.refund(gift.giftId, 4005);
	await world.settle();
	expect(await overheadOf(gift.giftId)).toBe(0n);
	expect(await world.ledger(gift.giftId)).toMatchInlineSnapshot(`
		"| kind               | account              | amountYen | purpose     | day        | year |
		| gift_received      | stripe_balance       |     9,999 |             | 2026-05-20 | 2026 |
		| gift_received      | gift_income          |    -9,999 | nanolsi-gen | 2026-05-20 | 2026 |
		| overhead           | overhead             |       999 | nanolsi-gen | 2026-05-20 | 2026 |
		| overhead           | institution_overhead |      -999 |             | 2026-05-20 | 2026 |
		| processor_fee      | processor_fee        |       360 | nanolsi-gen | 2026-05-20 | 2026 |
		| processor_fee      | stripe_balance       |      -360 |             | 2026-05-20 | 2026 |
		| gift_refunded      | gift_income          |     4,005 | nanolsi-gen | 2026-05-20 | 2026 |
		| gift_refunded      | stripe_balance       |    -4,005 |             | 2026-05-20 | 2026 |
		| overhead_returned  | institution_overhead |       401 |             | 2026-05-20 | 2026 |
		| overhead_returned  | overhead             |      -401 | nanolsi-gen | 2026-05-20 | 2026 |
		| gift_refunded      | gift_income          |     5,994 | nanolsi-gen | 2026-05-20 | 2026 |
		| gift_refunded      | stripe_balance       |    -5,994 |             | 2026-05-20 | 2026 |
		| overhead_returned  | institution_overhead |       598 |             | 2026-05-20 | 2026 |
		| overhead_returned  | overhead             |      -598 | nanolsi-gen | 2026-05-20 | 2026 |
		| gift_refund_failed | stripe_balance       |     4,005 |             | 2026-05-20 | 2026 |
		| gift_refund_failed | gift_income          |    -4,005 | nanolsi-gen | 2026-05-20 | 2026 |
		| overhead           | overhead             |       400 | nanolsi-gen | 2026-05-20 | 2026 |
		| overhead           | institution_overhead |      -400 |             | 2026-05-20 | 2026 |
		| gift_refunded      | gift_income          |     4,005 | nanolsi-gen | 2026-05-20 | 2026 |
		| gift_refunded      | stripe_balance       |    -4,005 |             | 2026-05-20 | 2026 |
		| overhead_returned  | institution_overhead |       400 |             | 2026-05-20 | 2026 |
		| overhead_returned  | overhead             |      -400 | nanolsi-gen | 2026-05-20 | 2026 |"
	`);
	expect(await world.brokenPromises()).toEqual([]);
});

test("a new rate of the fund changes no gift that came before it", async () => {
	const gift = await paidGift("rate@example.jp", "10000");
	await world.database.prisma.fund.update({ where: { id: world.fundId }, data: { overheadBasisPoints: 500 } });
	await world.refund(gift.giftId);
	await world.settle();
	expect(await overheadOf(gift.giftId)).toBe(0n);
	expect(await world.brokenPromises()).toEqual([]);
});
