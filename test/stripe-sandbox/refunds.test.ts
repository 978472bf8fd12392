import type Stripe from "stripe";
import { afterEach, beforeEach, expect, it } from "vitest";
import { eventTypes, gift, type Running, refusal, run } from "./running.ts";

let running: Running;
let stripe: Stripe;
beforeEach(async () => {
	running = await run();
	stripe = running.stripe;
});
afterEach(() => running.stop());

async function paid(amountYen: number, outcome: "succeed" | "konbini_pay" = "succeed"): Promise<Stripe.PaymentIntent> {
	const session = await stripe.checkout.sessions.create(gift(amountYen));
	const { body } = await running.act(session, outcome);
	return body.paymentIntent;
}

it("refunds in parts and never more than was charged", async () => {
	const intent = await paid(10_000);
	const first = await stripe.refunds.create({
		payment_intent: intent.id,
		amount: 4000,
		reason: "requested_by_customer",
		metadata: { refund: "r1" },
		expand: ["balance_transaction", "charge"],
	});
	expect(first).toMatchObject({
		status: "succeeded",
		amount: 4000,
		currency: "jpy",
		payment_intent: intent.id,
		metadata: { refund: "r1" },
	});
	expect(first.balance_transaction).toMatchObject({
		amount: -4000,
		fee: 0,
		net: -4000,
		type: "refund",
		source: first.id,
	});
	expect(first.charge).toMatchObject({ amount_refunded: 4000, refunded: false });
	const chargeId = (first.charge as Stripe.Charge).id;
	const tooMuch = await refusal(stripe.refunds.create({ charge: chargeId, amount: 6001 }));
	expect([tooMuch.statusCode, tooMuch.param]).toEqual([400, "amount"]);
	expect(tooMuch.message).toContain("¥6,000");
	await stripe.refunds.create({ charge: chargeId });
	expect(await stripe.charges.retrieve(chargeId)).toMatchObject({ amount_refunded: 10_000, refunded: true });
	expect((await refusal(stripe.refunds.create({ charge: chargeId, amount: 1 }))).code).toBe("charge_already_refunded");
	expect((await stripe.refunds.list({ charge: chargeId })).data.map((refund) => refund.amount)).toEqual([6000, 4000]);
	expect((await stripe.refunds.list({ payment_intent: intent.id, limit: 1 })).has_more).toBe(true);
	const withRefunds = await stripe.charges.retrieve(chargeId, {
		expand: ["refunds", "refunds.data.balance_transaction"],
	});
	expect(
		withRefunds.refunds?.data.map((refund) => (refund.balance_transaction as Stripe.BalanceTransaction).amount),
	).toEqual([-6000, -4000]);
});

it("does not give the fee back, and the balance tells", async () => {
	const intent = await paid(10_000);
	await stripe.refunds.create({ payment_intent: intent.id });
	const { data } = await stripe.balanceTransactions.list();
	expect(data.map((entry) => [entry.type, entry.amount, entry.fee, entry.net])).toEqual([
		["refund", -10_000, 0, -10_000],
		["charge", 10_000, 360, 9640],
	]);
	const pending = await stripe.balance.retrieve();
	expect([pending.available[0]?.amount, pending.pending[0]?.amount]).toEqual([-10_000, 9640]);
	await running.post("clock", { advanceSeconds: 10 * 86_400 });
	const settled = await stripe.balance.retrieve();
	expect([settled.available[0]?.amount, settled.pending[0]?.amount]).toEqual([-360, 0]);
	expect((await stripe.balanceTransactions.list({ type: "charge" })).data[0]?.status).toBe("available");
	expect(await eventTypes(stripe)).toEqual(expect.arrayContaining(["refund.created", "charge.refunded"]));
});

it("refuses what cannot be refunded", async () => {
	expect((await refusal(stripe.refunds.create({ charge: "ch_none" }))).code).toBe("resource_missing");
	expect((await refusal(stripe.refunds.create({}))).code).toBe("parameter_missing");
	const intent = await paid(10_000);
	expect((await refusal(stripe.refunds.create({ payment_intent: intent.id, amount: 0 }))).code).toBe(
		"parameter_invalid_integer",
	);
	expect((await refusal(stripe.refunds.create({ payment_intent: intent.id, amount: -5 }))).code).toBe(
		"parameter_invalid_integer",
	);
	const session = await stripe.checkout.sessions.create(gift(5000));
	const declined = await running.act(session, "decline");
	expect((await refusal(stripe.refunds.create({ payment_intent: declined.body.paymentIntent.id }))).statusCode).toBe(
		400,
	);
	expect((await refusal(stripe.refunds.create({ charge: declined.body.paymentIntent.latest_charge }))).code).toBe(
		"charge_not_refundable",
	);
});

it("asks a konbini payer for a bank account, and ends a day later", async () => {
	const intent = await paid(10_000, "konbini_pay");
	const refund = await stripe.refunds.create({ payment_intent: intent.id, amount: 3000 });
	expect(refund).toMatchObject({
		status: "requires_action",
		instructions_email: "hanako@example.com",
		next_action: { type: "display_details", display_details: { email_sent: { email_sent_to: "hanako@example.com" } } },
	});
	expect((await stripe.balanceTransactions.retrieve(String(refund.balance_transaction))).type).toBe("payment_refund");
	await running.post("clock", { advanceSeconds: 86_401 });
	expect((await stripe.refunds.retrieve(refund.id)).status).toBe("succeeded");
	expect(await eventTypes(stripe)).toEqual(expect.arrayContaining(["refund.updated", "charge.refund.updated"]));
});

it("may wait, succeed or fail; a failure gives the money back to the balance", async () => {
	await running.post("faults", { refundPending: true });
	const intent = await paid(10_000);
	const [one, two] = [
		await stripe.refunds.create({ payment_intent: intent.id, amount: 1000 }),
		await stripe.refunds.create({ payment_intent: intent.id, amount: 2000 }),
	];
	expect([one.status, two.status]).toEqual(["pending", "pending"]);
	await running.post(`refund/${one.id}`, { status: "succeeded" });
	await running.post(`refund/${two.id}`, { status: "failed" });
	expect((await stripe.refunds.retrieve(one.id)).status).toBe("succeeded");
	const failed = await stripe.refunds.retrieve(two.id, { expand: ["failure_balance_transaction", "charge"] });
	expect(failed).toMatchObject({
		status: "failed",
		failure_reason: "unknown",
		failure_balance_transaction: { amount: 2000, type: "refund_failure" },
	});
	expect(failed.charge).toMatchObject({ amount_refunded: 1000, refunded: false });
	expect(await eventTypes(stripe)).toContain("refund.failed");
	expect((await running.post(`refund/${two.id}`, { status: "succeeded" })).status).toBe(409);
});
