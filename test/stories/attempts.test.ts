import { expect, test } from "vitest";
import { jobContext } from "~/domain/access/ctx.server";
import { applyPaymentTruth } from "~/domain/payments/apply-payment-truth.server";
import { PAYMENT_INTENT_EXPAND, readPaymentIntent } from "~/domain/payments/payment-truth";
import { PLATFORM_ACCOUNT } from "~/domain/stripe-accounts/stripe-account.server";
import { getStripe } from "~/platform/stripe/stripe.server";
import { freshWorld } from "../factories/world";

const world = freshWorld();
const HOUR = 60 * 60;

test("a page nobody paid at closes after a day; a new try is a new attempt", async () => {
	const gift = await world.give({ email: "forgot@example.jp" });
	await world.advance(25 * HOUR);
	await world.settle();
	expect(await world.gift(gift.giftId)).toMatchObject({ paymentStatus: "expired", attempts: [{ status: "expired" }] });
	const again = await world.tryAgain(gift.token);
	expect(again.sessionId).not.toBe(gift.sessionId);
	await world.pay(again.sessionId, "succeed");
	await world.settle();
	const paid = await world.gift(gift.giftId);
	expect(paid.attempts.map(({ number, status }) => `${number} ${status}`)).toEqual(["1 expired", "2 completed"]);
	expect(await world.ledger(gift.giftId)).toMatchInlineSnapshot(`
		"| kind          | account        | amountYen | purpose     | day        | year |
		| gift_received | stripe_balance |    10,000 |             | 2026-05-21 | 2026 |
		| gift_received | gift_income    |   -10,000 | nanolsi-gen | 2026-05-21 | 2026 |
		| processor_fee | processor_fee  |       360 | nanolsi-gen | 2026-05-21 | 2026 |
		| processor_fee | stripe_balance |      -360 |             | 2026-05-21 | 2026 |"
	`);
	expect(await world.brokenPromises()).toEqual([]);
});

test("left at Stripe's page: the gift ends without a ledger line", async () => {
	const gift = await world.give({ email: "left@example.jp" });
	await world.pay(gift.sessionId, "abandon");
	await world.settle();
	expect(await world.gift(gift.giftId)).toMatchObject({ paymentStatus: "expired" });
	expect(await world.ledger(gift.giftId)).toMatchInlineSnapshot(
		`"| kind | account | amountYen | purpose | day | year |"`,
	);
	expect(await world.brokenPromises()).toEqual([]);
});

test("declined, and the page closed before the donor came back", async () => {
	const gift = await world.give({ email: "later@example.jp" });
	await world.pay(gift.sessionId, "decline");
	await world.settle();
	await world.advance(25 * HOUR);
	await world.settle();
	expect(await world.gift(gift.giftId)).toMatchObject({ paymentStatus: "expired", attempts: [{ status: "expired" }] });
	const again = await world.tryAgain(gift.token);
	await world.pay(again.sessionId, "succeed");
	await world.settle();
	expect(await world.gift(gift.giftId)).toMatchObject({ paymentStatus: "received" });
	expect(await world.brokenPromises()).toEqual([]);
});

test("both pages of one gift are paid: both payments are booked, and staff are told", async () => {
	const gift = await world.give({ email: "both@example.jp", amountYen: "7000" });
	// The page is nearly over, so the donor gets a new one, and pays at the old one too.
	await world.advance(24 * HOUR - 30);
	const again = await world.tryAgain(gift.token);
	expect(again.sessionId).not.toBe(gift.sessionId);
	await world.pay(gift.sessionId, "succeed");
	await world.pay(again.sessionId, "succeed");
	await world.settle();
	const paid = await world.gift(gift.giftId);
	expect(paid).toMatchObject({ paymentStatus: "received", amountYen: 7000n });
	expect(paid.attempts.map(({ status }) => status)).toEqual(["completed", "completed"]);
	expect(paid.allocations).toHaveLength(2);
	expect(await world.brokenPromises()).toEqual([]);
	const twice = await world.attention("04-gifts-paid-more-than-once");
	expect(twice.map(({ subject }) => subject)).toEqual([`gift ${gift.giftId}`]);
	const again2 = await world.database.prisma.auditEvent.findMany({
		where: { subjectId: gift.giftId, action: { in: ["gift.received", "gift.paid_again"] } },
		orderBy: { id: "asc" },
	});
	expect(again2.map(({ action }) => action)).toEqual(["gift.received", "gift.paid_again"]);
	const thanks = await world.database.prisma.mail.count({ where: { giftId: gift.giftId, kind: "gift-thanks" } });
	expect(thanks).toBe(1);
});

test("a paid gift is not paid again from its page", async () => {
	const gift = await world.give({ email: "done@example.jp" });
	await world.pay(gift.sessionId, "succeed");
	await world.settle();
	await expect(world.tryAgain(gift.token)).rejects.toMatchObject({ code: "gift_not_payable", status: 409 });
	await expect(world.tryAgain("no-such-token")).rejects.toMatchObject({ code: "gift_not_found", status: 404 });
});

test("somebody else's payments at the same Stripe account are left alone", async () => {
	const before = await world.database.prisma.payment.count();
	const session = await getStripe().checkout.sessions.create({
		mode: "payment",
		line_items: [
			{ quantity: 1, price_data: { currency: "jpy", unit_amount: 500, product_data: { name: "a conference fee" } } },
		],
		success_url: "http://localhost/",
		customer_email: "guest@example.jp",
	});
	await world.pay(session.id, "succeed");
	await world.settle();
	expect(await world.database.prisma.payment.count()).toBe(before);
	const events = await world.eventsOf(session.id);
	expect(events.length).toBeGreaterThan(0);
	expect(new Set(events.map(({ status }) => status))).toEqual(new Set(["ignored"]));
	expect(await world.brokenPromises()).toEqual([]);
});

test("a payment of another amount than its gift is not booked, and its events are shown as failed", async () => {
	const gift = await world.give({ email: "differs@example.jp", amountYen: "3000" });
	const attempt = (await world.gift(gift.giftId)).attempts[0];
	const session = await getStripe().checkout.sessions.create({
		mode: "payment",
		line_items: [{ quantity: 1, price_data: { currency: "jpy", unit_amount: 300, product_data: { name: "x" } } }],
		payment_intent_data: { metadata: { attemptId: attempt?.id ?? "", giftId: gift.giftId } },
		success_url: "http://localhost/",
		customer_email: "differs@example.jp",
	});
	await world.pay(session.id, "succeed");
	await world.settle();
	expect(await world.gift(gift.giftId)).toMatchObject({ paymentStatus: "pending", allocations: [] });
	expect(await world.ledger(gift.giftId)).toMatchInlineSnapshot(
		`"| kind | account | amountYen | purpose | day | year |"`,
	);
	const events = await world.eventsOf(session.id);
	expect(new Set(events.map(({ status }) => status))).toEqual(new Set(["failed"]));
	expect(events[0]?.lastError).toMatch(/asks 300 yen, gift .* is 3000/);
	expect(await world.brokenPromises()).toEqual([]);
	expect(await world.attention("13-waiting-too-long")).not.toEqual([]);
});

test("a payment in another currency is refused", async () => {
	const gift = await world.give({ email: "dollars@example.jp" });
	await world.pay(gift.sessionId, "succeed");
	await world.advance(1);
	const intentId = (await world.state()).paymentIntents.find(({ metadata }) => metadata.giftId === gift.giftId)?.id;
	const intent = await getStripe().paymentIntents.retrieve(intentId ?? "", { expand: PAYMENT_INTENT_EXPAND });
	const truth = { ...readPaymentIntent(intent), currency: "usd" };
	const ctx = await jobContext("test");
	await expect(applyPaymentTruth(ctx, PLATFORM_ACCOUNT, truth)).rejects.toMatchObject({ code: "payment_not_yen" });
	expect(await world.gift(gift.giftId)).toMatchObject({ paymentStatus: "pending", allocations: [] });
	await world.settle();
	expect(await world.gift(gift.giftId)).toMatchObject({ paymentStatus: "received" });
});
