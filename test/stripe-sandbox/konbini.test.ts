import type Stripe from "stripe";
import { afterEach, beforeEach, expect, it } from "vitest";
import { eventTypes, gift, type Running, run, until } from "./running.ts";

let running: Running;
beforeEach(async () => {
	running = await run();
});
afterEach(() => running.stop());

const konbini = (amountYen: number, days?: number) =>
	running.stripe.checkout.sessions.create(
		gift(amountYen, {
			allowed_payment_method_types: ["konbini"],
			...(days === undefined ? {} : { payment_method_options: { konbini: { expires_after_days: days } } }),
		}),
	);

const DAY = 86_400;
const secondOfDayJst = (seconds: number): number => (seconds + 9 * 3600) % DAY;

it("issues a voucher: the session is complete and unpaid", async () => {
	const created = await konbini(3000);
	await running.act(created, "konbini_issue");
	const session = await running.stripe.checkout.sessions.retrieve(created.id, { expand: ["payment_intent"] });
	expect([session.status, session.payment_status]).toEqual(["complete", "unpaid"]);
	const intent = session.payment_intent as Stripe.PaymentIntent;
	expect([intent.status, intent.latest_charge, intent.next_action?.type]).toEqual([
		"requires_action",
		null,
		"konbini_display_details",
	]);
	const voucher = intent.next_action?.konbini_display_details;
	expect(voucher?.hosted_voucher_url).toBe(`${running.sandbox.url}/c/voucher/${intent.id}`);
	expect(Object.keys(voucher?.stores ?? {})).toEqual(["familymart", "lawson", "ministop", "seicomart"]);
	expect(voucher?.stores.lawson?.payment_code).toMatch(/^\d{6}$/);
	expect(secondOfDayJst(voucher?.expires_at ?? 0)).toBe(DAY - 1);
	expect(
		Math.floor(((voucher?.expires_at ?? 0) + 9 * 3600) / DAY) - Math.floor((created.created + 9 * 3600) / DAY),
	).toBe(3);
	expect(await eventTypes(running.stripe)).toEqual([
		"payment_intent.created",
		"payment_intent.requires_action",
		"checkout.session.completed",
	]);
});

it("is paid at the store, with a fee of at least ¥120", async () => {
	const created = await konbini(3000);
	await running.act(created, "konbini_issue");
	await running.act(created, "konbini_pay");
	const session = await running.stripe.checkout.sessions.retrieve(created.id, {
		expand: ["payment_intent.latest_charge"],
	});
	expect(session.payment_status).toBe("paid");
	const charge = (session.payment_intent as Stripe.PaymentIntent).latest_charge as Stripe.Charge;
	expect(charge.payment_method_details).toMatchObject({ type: "konbini", konbini: { store: { chain: "familymart" } } });
	const transaction = await until(
		async () => (await running.stripe.balanceTransactions.list({ source: charge.id })).data[0],
	);
	expect(transaction).toMatchObject({
		amount: 3000,
		fee: 120,
		net: 2880,
		type: "payment",
		reporting_category: "charge",
	});
	expect(await eventTypes(running.stripe)).toEqual([
		"payment_intent.created",
		"payment_intent.requires_action",
		"checkout.session.completed",
		"payment_intent.succeeded",
		"charge.succeeded",
		"checkout.session.async_payment_succeeded",
		"charge.updated",
	]);
	expect((await running.act(created, "konbini_pay")).status).toBe(409);
	expect((await running.act(created, "konbini_expire")).status).toBe(409);
});

it("takes 3.6 % above the minimum fee", async () => {
	const created = await konbini(100_000);
	const { body } = await running.act(created, "konbini_pay");
	const transaction = await until(
		async () => (await running.stripe.balanceTransactions.list({ source: body.paymentIntent.latest_charge })).data[0],
	);
	expect(transaction.fee).toBe(3600);
});

it("expires on request or when its day ends", async () => {
	const first = await konbini(3000);
	await running.act(first, "konbini_expire");
	const second = await konbini(3000, 1);
	const { body } = await running.act(second, "konbini_issue");
	await running.post("clock", { advanceSeconds: 86_000 });
	expect((await running.stripe.paymentIntents.retrieve(body.paymentIntent.id)).status).toBe("requires_action");
	await running.post("clock", { advanceSeconds: 2 * DAY });
	for (const created of [first, second]) {
		const session = await running.stripe.checkout.sessions.retrieve(created.id, { expand: ["payment_intent"] });
		expect([session.status, session.payment_status]).toEqual(["complete", "unpaid"]);
		const intent = session.payment_intent as Stripe.PaymentIntent;
		expect([intent.status, intent.next_action]).toEqual(["requires_payment_method", null]);
		expect(intent.last_payment_error?.code).toBe("payment_intent_payment_attempt_expired");
	}
	const types = await eventTypes(running.stripe);
	expect(types.slice(3, 5)).toEqual(["payment_intent.payment_failed", "checkout.session.async_payment_failed"]);
	expect(types.slice(-2)).toEqual(["payment_intent.payment_failed", "checkout.session.async_payment_failed"]);
	const expiry = (await running.stripe.events.list({ type: "payment_intent.payment_failed", limit: 1 })).data[0];
	expect(secondOfDayJst(expiry?.created ?? 1)).toBe(0);
});

it("can be called off by canceling the payment intent", async () => {
	const created = await konbini(3000);
	const { body } = await running.act(created, "konbini_issue");
	const canceled = await running.stripe.paymentIntents.cancel(body.paymentIntent.id, {
		cancellation_reason: "requested_by_customer",
	});
	expect([canceled.status, canceled.cancellation_reason]).toEqual(["canceled", "requested_by_customer"]);
	expect((await running.act(created, "konbini_pay")).status).toBe(409);
	await expect(running.stripe.paymentIntents.cancel(canceled.id)).rejects.toMatchObject({
		code: "payment_intent_unexpected_state",
	});
});
