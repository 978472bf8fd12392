import { afterEach, beforeAll, expect, test } from "vitest";
import { jobContext } from "~/domain/access/ctx.server";
import { sweepStripeEvents } from "~/domain/payments/sweep-stripe-events.server";
import { chooseStripeAccount } from "~/domain/stripe-accounts/choose-stripe-account.server";
import { disableStripeAccount, enableStripeAccount } from "~/domain/stripe-accounts/disable-stripe-account.server";
import { getStripe } from "~/platform/stripe/stripe.server";
import { connectAccount, fundAt, giveTo, moveAccount, ownClient, ownKeysAccount } from "../factories/accounts";
import { serveWebhooks } from "../factories/webhooks";
import { freshWorld } from "../factories/world";
import { until } from "../stripe-sandbox/running";

/** Tokyo (IPMU and IRCN) on a connected account, Kyoto (ASHBi) with keys of its own, Kanazawa (NanoLSI) on the platform's. */
const world = freshWorld();
const webhooks = serveWebhooks(world);

let tokyo = { id: "", stripeId: "" };
let kyoto = { id: "", stripeId: "", webhookSecret: "" };
const funds = { ipmu: "", ircn: "", ashbi: "" };

beforeAll(async () => {
	funds.ipmu = await fundAt(world, { slug: "ipmu-gen", hub: "ipmu", institution: "u-tokyo" });
	funds.ircn = await fundAt(world, { slug: "ircn-gen", hub: "ircn", institution: "u-tokyo" });
	funds.ashbi = await fundAt(world, { slug: "ashbi-gen", hub: "ashbi", institution: "kyoto-u" });
	tokyo = await connectAccount(world, "u-tokyo");
	kyoto = await ownKeysAccount(world, { institution: "kyoto-u", name: "kyoto", origin: webhooks.origin() });
}, 60_000);

afterEach(async () => {
	await world.faults({});
});

async function delivered() {
	await until(async () => (await world.state()).pendingDeliveries === 0, 20_000);
}

/** What the books say lies at each account, beside what Stripe says. */
async function balances() {
	const rows = await world.database.prisma.ledgerEntry.groupBy({
		by: ["stripeAccountId"],
		where: { account: "stripe_balance" },
		_sum: { amountYen: true },
		orderBy: { stripeAccountId: "asc" },
	});
	const booked = Object.fromEntries(rows.map((row) => [row.stripeAccountId, Number(row._sum.amountYen)]));
	const sumOf = (all: { amount: number }[]) => all.reduce((sum, { amount }) => sum + amount, 0);
	const atStripe = async (options: { stripeAccount?: string }) => {
		const { available, pending } = await getStripe().balance.retrieve({}, options);
		return sumOf(available) + sumOf(pending);
	};
	return {
		booked,
		stripe: {
			[kyoto.id]: await atStripe({ stripeAccount: kyoto.stripeId }),
			platform: await atStripe({}),
			[tokyo.id]: await atStripe({ stripeAccount: tokyo.stripeId }),
		},
	};
}

test("the same events doubled and shuffled on three accounts at once: each yen in its own place", async () => {
	await world.faults({ duplicate: 2, reorder: true });
	const gifts = await Promise.all([
		giveTo("ipmu", funds.ipmu, { email: "ipmu@example.jp", amountYen: "10000" }),
		giveTo("ircn", funds.ircn, { email: "ircn@example.jp", amountYen: "20000" }),
		giveTo("ashbi", funds.ashbi, { email: "ashbi@example.jp", amountYen: "30000" }),
		world.give({ amountYen: "40000" }),
	]);
	await Promise.all(gifts.map(({ sessionId }) => world.pay(sessionId, "succeed")));
	await world.advance(1);
	await delivered();
	await Promise.all([world.workJobs(), world.workJobs()]);
	expect(webhooks.refused()).toBe(0);
	const rows = await Promise.all(gifts.map(({ giftId }) => world.gift(giftId)));
	expect(rows.map(({ paymentStatus }) => paymentStatus)).toEqual(["received", "received", "received", "received"]);
	expect(rows.map(({ attempts }) => attempts[0]?.stripeAccountId)).toEqual([tokyo.id, tokyo.id, kyoto.id, "platform"]);
	expect(rows.every(({ allocations }) => allocations.length === 1)).toBe(true);
	const events = await world.database.prisma.stripeEvent.groupBy({
		by: ["stripeAccountId", "source"],
		orderBy: { stripeAccountId: "asc" },
	});
	expect(events.map(({ stripeAccountId, source }) => `${stripeAccountId} ${source}`)).toEqual([
		`${kyoto.id} webhook`,
		"platform webhook",
		`${tokyo.id} webhook`,
	]);
	expect(await balances()).toEqual({
		booked: { [kyoto.id]: 28_920, platform: 38_560, [tokyo.id]: 28_920 },
		stripe: { [kyoto.id]: 28_920, platform: 38_560, [tokyo.id]: 28_920 },
	});
	expect(await world.ledger(gifts[2].giftId)).toMatchInlineSnapshot(`
		"| kind          | account        | amountYen | purpose   | day        | year |
		| gift_received | stripe_balance |    30,000 |           | 2026-05-20 | 2026 |
		| gift_received | gift_income    |   -30,000 | ashbi-gen | 2026-05-20 | 2026 |
		| processor_fee | processor_fee  |     1,080 | ashbi-gen | 2026-05-20 | 2026 |
		| processor_fee | stripe_balance |    -1,080 |           | 2026-05-20 | 2026 |"
	`);
	expect(await world.brokenPromises()).toEqual([]);
});

test("events that come three days late, and refunds on two accounts at once", async () => {
	await world.faults({ drop: 1 });
	const [ipmu, ashbi] = await Promise.all([
		giveTo("ipmu", funds.ipmu, { email: "late-ipmu@example.jp", amountYen: "5000" }),
		giveTo("ashbi", funds.ashbi, { email: "late-ashbi@example.jp", amountYen: "5000" }),
	]);
	await Promise.all([world.pay(ipmu.sessionId, "succeed"), world.pay(ashbi.sessionId, "succeed")]);
	await world.advance(3 * 24 * 60 * 60);
	expect((await world.gift(ipmu.giftId)).paymentStatus).toBe("pending");
	await world.settle();
	const [paidIpmu, paidAshbi] = await Promise.all([world.gift(ipmu.giftId), world.gift(ashbi.giftId)]);
	expect([paidIpmu.paymentStatus, paidAshbi.paymentStatus]).toEqual(["received", "received"]);
	expect(paidIpmu.givenOn?.toISOString().slice(0, 10)).toBe("2026-05-20");
	await getStripe().refunds.create(
		{ payment_intent: paidIpmu.attempts[0]?.paymentIntentId ?? "", amount: 2000 },
		{ stripeAccount: tokyo.stripeId },
	);
	await ownClient(world, "sk_test_sandbox_kyoto").refunds.create({
		payment_intent: paidAshbi.attempts[0]?.paymentIntentId ?? "",
	});
	await world.settle();
	const { booked, stripe } = await balances();
	expect(booked).toEqual(stripe);
	expect(await world.brokenPromises()).toEqual([]);
});

test("an account that is switched keeps what began on it", async () => {
	const ctx = await jobContext("test");
	const before = await giveTo("ashbi", funds.ashbi, { email: "switch@example.jp", amountYen: "7000" });
	await chooseStripeAccount(ctx, { institution: "kyoto-u", account: null });
	const after = await giveTo("ashbi", funds.ashbi, { email: "switched@example.jp", amountYen: "7000" });
	await world.pay(before.sessionId, "decline");
	const again = await world.tryAgain(before.token);
	await world.pay(again.sessionId, "succeed");
	await world.pay(after.sessionId, "succeed");
	await world.settle();
	expect((await world.gift(before.giftId)).allocations[0]?.payment.stripeAccountId).toBe(kyoto.id);
	expect((await world.gift(after.giftId)).allocations[0]?.payment.stripeAccountId).toBe("platform");
	await chooseStripeAccount(ctx, { institution: "kyoto-u", account: kyoto.id });
	const { booked, stripe } = await balances();
	expect(booked).toEqual(stripe);
	expect(await world.brokenPromises()).toEqual([]);
});

test("a disabled account pauses new gifts, and the platform's does not step in; older gifts go on", async () => {
	const ctx = await jobContext("test");
	const older = await giveTo("ashbi", funds.ashbi, { email: "older@example.jp", amountYen: "6000" });
	await disableStripeAccount(ctx, { institution: "kyoto-u", account: kyoto.id });
	await expect(giveTo("ashbi", funds.ashbi, { email: "paused@example.jp" })).rejects.toMatchObject({
		code: "giving_paused",
		status: 503,
	});
	await world.pay(older.sessionId, "succeed");
	await delivered();
	await world.settle();
	expect((await world.gift(older.giftId)).paymentStatus).toBe("received");
	await enableStripeAccount(ctx, { institution: "kyoto-u", account: kyoto.id });
	await giveTo("ashbi", funds.ashbi, { email: "again@example.jp" });
	expect(await world.brokenPromises()).toEqual([]);
});

test("an account that is taken away pauses its own gifts and stops no other's sweep", async () => {
	await moveAccount(world, tokyo.stripeId, "deauthorize");
	await delivered();
	await world.faults({ drop: 1 });
	const gift = await giveTo("ashbi", funds.ashbi, { email: "others@example.jp", amountYen: "8000" });
	await world.pay(gift.sessionId, "succeed");
	await world.advance(1);
	// What was told of it is read by a job; a sweep finds it out as well.
	const { failed } = await sweepStripeEvents(await jobContext("test"));
	expect(failed).toEqual([tokyo.id]);
	await world.workJobs();
	expect((await world.gift(gift.giftId)).paymentStatus).toBe("received");
	const row = () => world.database.prisma.stripeAccount.findUniqueOrThrow({ where: { id: tokyo.id } });
	expect(await row()).toMatchObject({ status: "disabled", disabledReason: "deauthorized" });
	expect((await row()).problem).not.toBeNull();
	await expect(giveTo("ipmu", funds.ipmu, { email: "gone@example.jp" })).rejects.toMatchObject({
		code: "giving_paused",
	});
	await world.faults({});
	await moveAccount(world, tokyo.stripeId, "authorize");
	await delivered();
	await world.workJobs();
	await world.settle();
	expect(await row()).toMatchObject({ status: "active", disabledReason: null, problem: null });
	await giveTo("ipmu", funds.ipmu, { email: "back@example.jp" });
	expect(await world.brokenPromises()).toEqual([]);
});

test("Stripe stops an account and opens it again: told by account.updated", async () => {
	const row = () => world.database.prisma.stripeAccount.findUniqueOrThrow({ where: { id: tokyo.id } });
	await moveAccount(world, tokyo.stripeId, "disable");
	await delivered();
	await world.workJobs();
	expect(await row()).toMatchObject({ status: "active", chargesEnabled: false });
	expect((await row()).missing).toContain("external_account");
	await expect(giveTo("ircn", funds.ircn, { email: "stopped@example.jp" })).rejects.toMatchObject({
		code: "giving_paused",
	});
	await moveAccount(world, tokyo.stripeId, "enable");
	await delivered();
	await world.workJobs();
	expect(await row()).toMatchObject({ status: "active", chargesEnabled: true, missing: [] });
});

test("a gift to the programme as a whole: no hub, one legal recipient, its account", async () => {
	const fundId = await fundAt(world, { slug: "wpi-whole", hub: null, institution: "u-tokyo" });
	const gift = await giveTo(null, fundId, { email: "whole@example.jp", amountYen: "9000" });
	await expect(giveTo("ipmu", fundId, { email: "wrong-page@example.jp" })).rejects.toMatchObject({
		code: "fund_not_open",
	});
	await world.pay(gift.sessionId, "succeed");
	await world.settle();
	const paid = await world.gift(gift.giftId);
	expect(paid).toMatchObject({ paymentStatus: "received", hubId: null });
	expect(paid.allocations[0]?.payment).toMatchObject({ stripeAccountId: tokyo.id, hubId: null });
	expect(await world.ledger(gift.giftId)).toMatchInlineSnapshot(`
		"| kind          | account        | amountYen | purpose   | day        | year |
		| gift_received | stripe_balance |     9,000 |           | 2026-05-23 | 2026 |
		| gift_received | gift_income    |    -9,000 | wpi-whole | 2026-05-23 | 2026 |
		| processor_fee | processor_fee  |       324 | wpi-whole | 2026-05-23 | 2026 |
		| processor_fee | stripe_balance |      -324 |           | 2026-05-23 | 2026 |"
	`);
	const mail = await world.database.prisma.mail.findFirstOrThrow({ where: { giftId: gift.giftId } });
	expect(mail).toMatchObject({ kind: "gift-thanks", status: "sent", hubId: null });
	expect(await world.brokenPromises()).toEqual([]);
});
