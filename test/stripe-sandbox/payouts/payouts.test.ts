import type Stripe from "stripe";
import { afterEach, beforeEach, expect, it } from "vitest";
import { eventTypes, gift, type Running, refusal, run } from "../running.ts";

let running: Running;
beforeEach(async () => {
	running = await run();
	await running.post("clock", { startAt: "2024-03-18T03:00:00Z" });
});
afterEach(() => running.stop());

const DAY = 86_400;
const advance = (days: number) => running.post("clock", { advanceSeconds: days * DAY });

async function pay(amountYen: number, options: Stripe.RequestOptions = {}): Promise<Stripe.Checkout.Session> {
	const session = await running.stripe.checkout.sessions.create(gift(amountYen), options);
	await running.act(session, "succeed");
	return session;
}

/** The balance says what the balance transactions say, to the yen. */
async function agree(options: Stripe.RequestOptions = {}): Promise<number> {
	const { available, pending } = await running.stripe.balance.retrieve({}, options);
	const all = await running.stripe.balanceTransactions.list({ limit: 100 }, options);
	const sum = (status: string) =>
		all.data.filter((one) => one.status === status).reduce((total, { net }) => total + net, 0);
	expect([available[0]?.amount, pending[0]?.amount]).toEqual([sum("available"), sum("pending")]);
	return sum("available");
}

it("pays out every week what is available by then, grouped to the yen, over the fiscal year's end and a restart", async () => {
	const { stripe } = running;
	await running.post("payouts", { interval: "weekly", weekday: 5 });
	await advance(1);
	await pay(10_000);
	await advance(1);
	await pay(5000);
	await advance(4);
	await pay(3000);
	expect((await stripe.payouts.list()).data).toEqual([]);
	await running.restart();
	await advance(6);
	const [payout] = (await stripe.payouts.list()).data;
	expect(payout).toMatchObject({ amount: 14_460 + 2892, automatic: true, status: "in_transit" });
	expect(new Date((payout?.created ?? 0) * 1000).toISOString()).toBe("2024-03-29T00:00:00.000Z");
	expect(new Date((payout?.arrival_date ?? 0) * 1000).toISOString()).toBe("2024-04-02T00:00:00.000Z");
	const grouped = await stripe.balanceTransactions.list({ payout: payout?.id, expand: ["data.source"] });
	expect(grouped.data.map(({ type, net }) => [type, net])).toEqual([
		["payout", -17_352],
		["charge", 2892],
		["charge", 4820],
		["charge", 9640],
	]);
	expect(grouped.data.reduce((sum, { net }) => sum + net, 0)).toBe(0);
	expect(await agree()).toBe(0);
	await advance(5);
	expect((await stripe.payouts.list({ status: "paid" })).data).toHaveLength(1);
	expect((await eventTypes(stripe)).filter((type) => type.startsWith("payout."))).toEqual([
		"payout.created",
		"payout.updated",
		"payout.reconciliation_completed",
		"payout.updated",
		"payout.paid",
	]);
});

it("brings back what a bank refuses and pays it out with the next", async () => {
	const { stripe } = running;
	await running.post("payouts", { interval: "daily" });
	await pay(10_000);
	await advance(7);
	const [first] = (await stripe.payouts.list()).data;
	const failed = await running.post(`payout/${first?.id}`, { status: "failed" });
	expect(failed.body).toMatchObject({ status: "failed", failure_code: "could_not_process" });
	expect((await running.post(`payout/${first?.id}`, { status: "failed" })).status).toBe(409);
	const back = await stripe.balanceTransactions.retrieve(failed.body.failure_balance_transaction);
	expect([back.type, back.net, back.source]).toEqual(["payout_failure", 9640, first?.id]);
	expect(await agree()).toBe(9640);
	await advance(1);
	const [second] = (await stripe.payouts.list()).data;
	expect([second?.amount, second?.id === first?.id]).toEqual([9640, false]);
	expect(await agree()).toBe(0);
});

it("pays out by hand what there is, and takes it back while it is pending", async () => {
	const { stripe } = running;
	await pay(10_000);
	const early = await refusal(stripe.payouts.create({ amount: 1000, currency: "jpy" }));
	expect([early.statusCode, early.code]).toEqual([400, "balance_insufficient"]);
	await advance(7);
	const payout = await stripe.payouts.create(
		{ amount: 4000, currency: "jpy", metadata: { for: "rent" } },
		{ idempotencyKey: "payout-1" },
	);
	const again = await stripe.payouts.create(
		{ amount: 4000, currency: "jpy", metadata: { for: "rent" } },
		{ idempotencyKey: "payout-1" },
	);
	expect(again.id).toBe(payout.id);
	expect(await agree()).toBe(5640);
	expect((await refusal(stripe.balanceTransactions.list({ payout: payout.id }))).param).toBe("payout");
	expect((await stripe.payouts.cancel(payout.id)).status).toBe("canceled");
	expect(await agree()).toBe(9640);
	expect((await refusal(stripe.payouts.cancel(payout.id))).statusCode).toBe(400);
});

it("keeps the accounts' payouts apart", async () => {
	const { stripe } = running;
	const KANAZAWA = { stripeAccount: "acct_kanazawa" };
	await running.post("payouts/acct_kanazawa", { interval: "daily" });
	await pay(10_000, KANAZAWA);
	await pay(7000);
	await advance(8);
	expect((await stripe.payouts.list({}, KANAZAWA)).data.map(({ amount }) => amount)).toEqual([9640]);
	expect((await stripe.payouts.list()).data).toEqual([]);
	expect([await agree(), await agree(KANAZAWA)]).toEqual([6748, 0]);
	const { data } = await stripe.events.list({ type: "payout.paid" }, KANAZAWA);
	expect(data.map((event) => event.account)).toEqual(["acct_kanazawa"]);
	expect((await running.post("payouts", { interval: "hourly" })).status).toBe(400);
});
