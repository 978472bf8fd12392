import type Stripe from "stripe";
import { afterEach, beforeEach, expect, it } from "vitest";
import { eventTypes, gift, type Running, run, until } from "./running.ts";

let running: Running;
beforeEach(async () => {
	running = await run();
});
afterEach(() => running.stop());

const settled = (id: string): Promise<Stripe.Charge> =>
	until(async () => {
		const charge = await running.stripe.charges.retrieve(id, { expand: ["balance_transaction"] });
		return charge.balance_transaction !== null && charge;
	});

it("runs a card payment through Stripe's sequence, the balance transaction last", async () => {
	const { stripe } = running;
	const created = await stripe.checkout.sessions.create(
		gift(5000, { payment_intent_data: { metadata: { gift: "g1", hub: "nanolsi" }, description: "寄付" } }),
	);
	await running.act(created, "succeed");
	const session = await stripe.checkout.sessions.retrieve(created.id, { expand: ["payment_intent.latest_charge"] });
	expect([session.status, session.payment_status, session.url]).toEqual(["complete", "paid", null]);
	const intent = session.payment_intent as Stripe.PaymentIntent;
	expect(intent).toMatchObject({
		status: "succeeded",
		amount: 5000,
		amount_received: 5000,
		metadata: { gift: "g1", hub: "nanolsi" },
	});
	const charge = intent.latest_charge as Stripe.Charge;
	expect(charge).toMatchObject({
		status: "succeeded",
		paid: true,
		captured: true,
		amount: 5000,
		payment_intent: intent.id,
		metadata: { gift: "g1", hub: "nanolsi" },
		billing_details: { email: "hanako@example.com" },
		payment_method_details: { type: "card", card: { last4: "4242" } },
	});
	expect(charge.balance_transaction).toBeNull();
	const transaction = (await settled(charge.id)).balance_transaction as Stripe.BalanceTransaction;
	expect(transaction).toMatchObject({
		amount: 5000,
		fee: 180,
		net: 4820,
		type: "charge",
		source: charge.id,
		status: "pending",
	});
	expect(transaction.available_on).toBeGreaterThan(transaction.created + 3 * 86_400);
	expect(await eventTypes(stripe)).toEqual([
		"payment_intent.created",
		"charge.succeeded",
		"payment_intent.succeeded",
		"checkout.session.completed",
		"charge.updated",
	]);
	const { data } = await stripe.events.list({ types: ["charge.succeeded", "charge.updated"] });
	expect(data.map((event) => (event.data.object as Stripe.Charge).balance_transaction)).toEqual([transaction.id, null]);
	expect(data[0]?.data.previous_attributes).toEqual({ balance_transaction: null });
});

it("lets a person try again on the same session after a decline", async () => {
	const { stripe } = running;
	const created = await stripe.checkout.sessions.create(gift(5000));
	await running.act(created, "decline");
	const open = await stripe.checkout.sessions.retrieve(created.id, { expand: ["payment_intent"] });
	expect([open.status, open.payment_status]).toEqual(["open", "unpaid"]);
	const declined = open.payment_intent as Stripe.PaymentIntent;
	expect(declined.status).toBe("requires_payment_method");
	expect(declined.last_payment_error).toMatchObject({
		code: "card_declined",
		type: "card_error",
		decline_code: "generic_decline",
	});
	await running.act(created, "succeed");
	const paid = await stripe.checkout.sessions.retrieve(created.id, { expand: ["payment_intent"] });
	expect(paid.payment_status).toBe("paid");
	expect((paid.payment_intent as Stripe.PaymentIntent).id).toBe(declined.id);
	expect((paid.payment_intent as Stripe.PaymentIntent).last_payment_error).toBeNull();
	const charges = await stripe.charges.list({ payment_intent: declined.id });
	expect(charges.data.map((charge) => [charge.status, charge.paid])).toEqual([
		["succeeded", true],
		["failed", false],
	]);
	expect((await eventTypes(stripe)).filter((type) => type !== "charge.updated")).toEqual([
		"payment_intent.created",
		"charge.failed",
		"payment_intent.payment_failed",
		"charge.succeeded",
		"payment_intent.succeeded",
		"checkout.session.completed",
	]);
});

it("asks for 3-D Secure, which may be passed or failed", async () => {
	const { stripe } = running;
	const created = await stripe.checkout.sessions.create(gift(5000));
	const asked = await running.act(created, "require_3ds");
	expect(asked.body.paymentIntent).toMatchObject({
		status: "requires_action",
		next_action: { type: "redirect_to_url" },
	});
	expect(asked.body.session.status).toBe("open");
	const failed = await running.act(created, "decline");
	expect(failed.body.paymentIntent.last_payment_error.code).toBe("payment_intent_authentication_failure");
	await running.act(created, "require_3ds");
	await running.act(created, "succeed");
	const paid = await stripe.checkout.sessions.retrieve(created.id, { expand: ["payment_intent.latest_charge"] });
	const charge = (paid.payment_intent as Stripe.PaymentIntent).latest_charge as Stripe.Charge;
	expect(charge.payment_method_details?.card?.three_d_secure?.authentication_flow).toBe("challenge");
	expect(await eventTypes(stripe)).toContain("payment_intent.requires_action");
});

it("refuses to pay twice, or by a method that is not offered", async () => {
	const { stripe } = running;
	const created = await stripe.checkout.sessions.create(gift(5000, { allowed_payment_method_types: ["card"] }));
	expect((await running.act(created, "konbini_issue")).status).toBe(409);
	expect((await running.act(created, "succeed")).status).toBe(200);
	expect((await running.act(created, "succeed")).status).toBe(409);
	expect((await running.act(created, "abandon")).status).toBe(409);
	expect((await running.act({ id: "cs_test_none" }, "succeed")).status).toBe(404);
	expect((await running.post(`checkout/${created.id}`, { outcome: "explode" })).status).toBe(400);
	expect((await stripe.charges.list()).data).toHaveLength(1);
});

it("makes a customer when asked to, and gives the person's name and address on", async () => {
	const { stripe } = running;
	const { customer_email: _, ...base } = gift(5000, { customer_creation: "always" });
	const created = await stripe.checkout.sessions.create(base);
	await running.act(created, "succeed", { email: "taro@example.com", name: "山田 太郎" });
	const paid = await stripe.checkout.sessions.retrieve(created.id, { expand: ["customer"] });
	expect(paid.customer).toMatchObject({ email: "taro@example.com", name: "山田 太郎" });
	expect(paid.customer_details).toMatchObject({ email: "taro@example.com", name: "山田 太郎" });
});

it("does not let an open session's payment intent be canceled, and cancels it when the session expires", async () => {
	const { stripe } = running;
	const created = await stripe.checkout.sessions.create(gift(5000));
	const { body } = await running.act(created, "decline");
	await expect(stripe.paymentIntents.cancel(body.paymentIntent.id)).rejects.toThrow(/Expire the Checkout Session/);
	await running.act(created, "abandon");
	expect((await stripe.paymentIntents.retrieve(body.paymentIntent.id)).status).toBe("canceled");
	expect(await eventTypes(stripe)).toContain("checkout.session.expired");
});
