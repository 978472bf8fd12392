import type Stripe from "stripe";
import { afterEach, beforeEach, expect, it } from "vitest";
import { eventTypes, gift, type Running, run, until } from "./running.ts";

let running: Running;
let customer: Stripe.Customer;
beforeEach(async () => {
	running = await run();
	customer = await running.stripe.customers.create({ name: "株式会社アオゾラ", email: "aozora@example.com" });
});
afterEach(() => running.stop());

const transferGift = (amountYen: number) => {
	const { customer_email: _, ...base } = gift(amountYen, { allowed_payment_method_types: ["customer_balance"] });
	return running.stripe.checkout.sessions.create({ ...base, customer: customer.id });
};

const intentOf = async (id: string): Promise<Stripe.PaymentIntent> =>
	(await running.stripe.checkout.sessions.retrieve(id, { expand: ["payment_intent.latest_charge"] }))
		.payment_intent as Stripe.PaymentIntent;

it("shows a virtual account and waits", async () => {
	const created = await transferGift(1_000_000);
	const { body } = await running.act(created, "transfer_issue");
	expect([body.session.status, body.session.payment_status]).toEqual(["complete", "unpaid"]);
	const instructions = (await intentOf(created.id)).next_action?.display_bank_transfer_instructions;
	expect(instructions).toMatchObject({ type: "jp_bank_transfer", amount_remaining: 1_000_000, currency: "jpy" });
	const address = instructions?.financial_addresses?.[0];
	expect(address?.type).toBe("zengin");
	expect(address?.zengin).toMatchObject({ account_type: "futsu", bank_code: "9999" });
	expect(address?.zengin?.account_number).toMatch(/^\d{7}$/);
	const second = await transferGift(2000);
	await running.act(second, "transfer_issue");
	const again = (await intentOf(second.id)).next_action?.display_bank_transfer_instructions?.financial_addresses?.[0];
	expect(again?.zengin?.account_number).toBe(address?.zengin?.account_number);
});

it("succeeds when the whole amount arrives, at 1.5 %", async () => {
	const created = await transferGift(10_000);
	await running.act(created, "transfer");
	const intent = await intentOf(created.id);
	expect(intent.status).toBe("succeeded");
	const charge = intent.latest_charge as Stripe.Charge;
	expect(charge.payment_method_details?.type).toBe("customer_balance");
	const transaction = await until(
		async () => (await running.stripe.balanceTransactions.list({ source: charge.id })).data[0],
	);
	expect(transaction).toMatchObject({ amount: 10_000, fee: 150, net: 9850, type: "payment" });
	expect((await eventTypes(running.stripe)).filter((type) => type !== "charge.updated")).toEqual([
		"customer.created",
		"payment_intent.created",
		"payment_intent.requires_action",
		"checkout.session.completed",
		"customer_cash_balance_transaction.created",
		"customer_cash_balance_transaction.created",
		"payment_intent.succeeded",
		"charge.succeeded",
		"checkout.session.async_payment_succeeded",
	]);
	const moves = await running.stripe.customers.listCashBalanceTransactions(customer.id);
	expect(moves.data.map((move) => [move.type, move.net_amount, move.ending_balance])).toEqual([
		["applied_to_payment", -10_000, 0],
		["funded", 10_000, 10_000],
	]);
});

it("is funded in part, then in full", async () => {
	const created = await transferGift(10_000);
	await running.act(created, "transfer_partial", { amountYen: 3000 });
	const partly = await intentOf(created.id);
	expect([partly.status, partly.next_action?.display_bank_transfer_instructions?.amount_remaining]).toEqual([
		"requires_action",
		7000,
	]);
	expect(await eventTypes(running.stripe)).toContain("payment_intent.partially_funded");
	expect((await running.stripe.checkout.sessions.retrieve(created.id)).payment_status).toBe("unpaid");
	await running.act(created, "transfer");
	const whole = await intentOf(created.id);
	expect([whole.status, whole.amount_received]).toEqual(["succeeded", 10_000]);
	expect((await running.stripe.charges.list({ customer: customer.id })).data.map((charge) => charge.amount)).toEqual([
		10_000,
	]);
	expect((await running.act(created, "transfer")).status).toBe(409);
});

it("keeps what is over in the cash balance and uses it for the next payment", async () => {
	const created = await transferGift(10_000);
	await running.act(created, "transfer", { amountYen: 16_000 });
	expect((await intentOf(created.id)).amount_received).toBe(10_000);
	const expanded = await running.stripe.customers.retrieve(customer.id, { expand: ["cash_balance"] });
	expect((expanded as Stripe.Customer).cash_balance?.available).toEqual({ jpy: 6000 });
	expect((await running.stripe.customers.retrieveCashBalance(customer.id)).available).toEqual({ jpy: 6000 });
	const covered = await transferGift(4000);
	const paid = await running.act(covered, "transfer");
	expect([paid.body.session.status, paid.body.session.payment_status]).toEqual(["complete", "paid"]);
	const half = await transferGift(5000);
	const waiting = await running.act(half, "transfer_issue");
	expect(waiting.body.paymentIntent.next_action.display_bank_transfer_instructions.amount_remaining).toBe(3000);
	expect((await running.stripe.customers.retrieveCashBalance(customer.id)).available).toBeNull();
	await running.stripe.paymentIntents.cancel(waiting.body.paymentIntent.id);
	expect((await running.stripe.customers.retrieveCashBalance(customer.id)).available).toEqual({ jpy: 2000 });
});
