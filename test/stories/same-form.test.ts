import { expect, test } from "vitest";
import { yen } from "~/domain/money/yen";
import { pointAtStripe } from "~/platform/stripe/stripe.server";
import { freshWorld } from "../factories/world";

const world = freshWorld();

async function giftsOf(email: string) {
	return world.database.prisma.gift.findMany({ where: { email }, include: { attempts: true } });
}

async function sessionsOf(email: string) {
	const gifts = await giftsOf(email);
	const attempts = gifts.flatMap((gift) => gift.attempts.map(({ id }) => id));
	const { sessions } = await world.state();
	return sessions.filter(({ metadata }) => attempts.includes(metadata.attemptId ?? ""));
}

test("a double click makes one gift and one Checkout", async () => {
	const email = "double@example.jp";
	const [first, second] = await Promise.all([world.give({ email }), world.give({ email })]);
	expect(second).toEqual(first);
	expect(first.sessionId).not.toBe("");
	expect(await giftsOf(email)).toHaveLength(1);
	expect(await sessionsOf(email)).toHaveLength(1);
});

test("twenty at once make one gift, and all twenty lead to its one Checkout", async () => {
	const email = "twenty@example.jp";
	const answers = await Promise.all(Array.from({ length: 20 }, () => world.give({ email })));
	expect(new Set(answers.map(({ checkoutUrl }) => checkoutUrl)).size).toBe(1);
	expect(answers[0]?.sessionId).not.toBe("");
	expect(await giftsOf(email)).toHaveLength(1);
	expect(await sessionsOf(email)).toHaveLength(1);
});

test("the same form after ten minutes, another amount, or a paid gift: a new one", async () => {
	const email = "again@example.jp";
	const first = await world.give({ email });
	await world.advance(9 * 60);
	expect((await world.give({ email })).giftId).toBe(first.giftId);
	expect((await world.give({ email, amountYen: "10001" })).giftId).not.toBe(first.giftId);
	await world.advance(2 * 60);
	const later = await world.give({ email });
	expect(later.giftId).not.toBe(first.giftId);
	await world.pay(later.sessionId, "succeed");
	await world.settle();
	expect((await world.give({ email })).giftId).not.toBe(later.giftId);
});

test("Stripe answers with errors: the donor is sent to the gift's page, and its button opens the one session", async () => {
	const email = "errors@example.jp";
	await world.faults({ http500: 1 });
	const gift = await world.give({ email });
	expect(gift.checkoutUrl).toMatch(/\/ja\/thanks\//);
	const again = await world.tryAgain(gift.token);
	expect(again.checkoutUrl).toMatch(/\/ja\/thanks\//);
	await world.faults({});
	const opened = await world.tryAgain(gift.token);
	expect(opened.sessionId).not.toBe("");
	// Half of the errors came after the work was done: the key made sure that it was done once.
	expect((await sessionsOf(email)).map(({ id }) => id)).toEqual([opened.sessionId]);
	expect((await world.give({ email })).sessionId).toBe(opened.sessionId);
	await world.pay(opened.sessionId, "succeed");
	await world.settle();
	expect(await world.gift(gift.giftId)).toMatchObject({ paymentStatus: "received", attempts: [{ number: 1 }] });
	expect(await world.brokenPromises()).toEqual([]);
});

test("a session whose answer was lost ends when Stripe closes it", async () => {
	const email = "lost@example.jp";
	// The second error comes after the session was made.
	await world.faults({ http500: 1 });
	const gift = await world.give({ email });
	await world.faults({});
	expect(await sessionsOf(email)).toHaveLength(1);
	expect(await world.gift(gift.giftId)).toMatchObject({ attempts: [{ status: "starting", stripeSessionId: null }] });
	await world.advance(25 * 60 * 60);
	await world.settle();
	expect(await world.gift(gift.giftId)).toMatchObject({ paymentStatus: "expired", attempts: [{ status: "expired" }] });
});

test("Stripe cannot be reached at all", async () => {
	const email = "unreachable@example.jp";
	pointAtStripe({ host: "127.0.0.1", port: 9, protocol: "http" });
	const gift = await world.give({ email });
	expect(gift.checkoutUrl).toMatch(/\/ja\/thanks\//);
	world.pointAtSandbox();
	const opened = await world.tryAgain(gift.token);
	expect(await sessionsOf(email)).toMatchObject([{ id: opened.sessionId }]);
});

test("Stripe refuses the page: the gift has failed, and a new try is a new attempt", async () => {
	const email = "refused@example.jp";
	// More than a konbini takes, which the form would have said.
	const refused = world.giveChecked({ ...world.typed({ email, paymentMethod: "konbini" }), amountYen: yen(300_001) });
	await expect(refused).rejects.toMatchObject({ code: "checkout_refused", status: 503 });
	const [gift] = await giftsOf(email);
	expect(gift).toMatchObject({ paymentStatus: "failed", attempts: [{ status: "failed" }] });
});
