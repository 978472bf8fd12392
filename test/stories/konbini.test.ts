import { expect, test } from "vitest";
import { freshWorld } from "../factories/world";

const world = freshWorld();
const DAY = 24 * 60 * 60;

test("a voucher, paid at the counter two days later", async () => {
	const gift = await world.give({ paymentMethod: "konbini", amountYen: "8000" });
	await world.pay(gift.sessionId, "konbini_issue");
	await world.settle();
	const waiting = await world.gift(gift.giftId);
	expect(waiting).toMatchObject({ paymentStatus: "awaiting_payment", givenOn: null, allocations: [] });
	expect(waiting.attempts[0]?.instructions).toMatchObject({ kind: "konbini" });
	expect(await world.ledger(gift.giftId)).toMatchInlineSnapshot(
		`"| kind | account | amountYen | purpose | day | year |"`,
	);
	await world.advance(2 * DAY);
	await world.pay(gift.sessionId, "konbini_pay");
	await world.settle();
	expect(await world.gift(gift.giftId)).toMatchObject({ paymentStatus: "received", channel: "konbini" });
	// The day is the day at the counter, never the day of the voucher.
	expect(await world.ledger(gift.giftId)).toMatchInlineSnapshot(`
		"| kind          | account        | amountYen | purpose     | day        | year |
		| gift_received | stripe_balance |     8,000 |             | 2026-05-22 | 2026 |
		| gift_received | gift_income    |    -8,000 | nanolsi-gen | 2026-05-22 | 2026 |
		| processor_fee | processor_fee  |       288 | nanolsi-gen | 2026-05-22 | 2026 |
		| processor_fee | stripe_balance |      -288 |             | 2026-05-22 | 2026 |"
	`);
	expect(await world.brokenPromises()).toEqual([]);
});

test("a voucher nobody paid, then a new one that is paid", async () => {
	const gift = await world.give({ paymentMethod: "konbini", amountYen: "8000", email: "late@example.jp" });
	await world.pay(gift.sessionId, "konbini_issue");
	await world.settle();
	await world.advance(5 * DAY);
	await world.settle();
	const expired = await world.gift(gift.giftId);
	expect(expired).toMatchObject({ paymentStatus: "expired", attempts: [{ status: "expired" }] });
	expect(await world.ledger(gift.giftId)).toMatchInlineSnapshot(
		`"| kind | account | amountYen | purpose | day | year |"`,
	);

	const again = await world.tryAgain(gift.token);
	expect(again.sessionId).not.toBe(gift.sessionId);
	expect(await world.gift(gift.giftId)).toMatchObject({ paymentStatus: "pending" });
	// A late word of the first voucher does not end the second try.
	await world.syncNow(expired.attempts[0]?.paymentIntentId ?? "");
	expect(await world.gift(gift.giftId)).toMatchObject({ paymentStatus: "pending" });

	await world.pay(again.sessionId, "konbini_pay");
	await world.settle();
	const paid = await world.gift(gift.giftId);
	expect(paid).toMatchObject({ paymentStatus: "received" });
	expect(paid.attempts.map(({ status }) => status)).toEqual(["expired", "completed"]);
	expect(await world.ledger(gift.giftId)).toMatchInlineSnapshot(`
		"| kind          | account        | amountYen | purpose     | day        | year |
		| gift_received | stripe_balance |     8,000 |             | 2026-05-27 | 2026 |
		| gift_received | gift_income    |    -8,000 | nanolsi-gen | 2026-05-27 | 2026 |
		| processor_fee | processor_fee  |       288 | nanolsi-gen | 2026-05-27 | 2026 |
		| processor_fee | stripe_balance |      -288 |             | 2026-05-27 | 2026 |"
	`);
	expect(await world.brokenPromises()).toEqual([]);
});

test("the donor is told of the voucher and of its end, once each", async () => {
	const gift = await world.give({ paymentMethod: "konbini", email: "told@example.jp" });
	await world.pay(gift.sessionId, "konbini_issue");
	await world.settle();
	await world.settle();
	await world.pay(gift.sessionId, "konbini_expire");
	await world.settle();
	const mails = await world.database.prisma.mail.findMany({
		where: { giftId: gift.giftId },
		orderBy: { createdAt: "asc" },
	});
	expect(mails.map(({ kind, status }) => `${kind} ${status}`)).toEqual([
		"konbini-instructions sent",
		"gift-expired sent",
	]);
});
