import Stripe from "stripe";
import { afterEach, beforeEach, expect, it } from "vitest";
import { gift, type Hook, listen, type Running, refusal, run, until } from "./running.ts";
import { API_VERSION } from "./wire.ts";

let running: Running;
let stripe: Stripe;
let hook: Hook;
let secret: string;
beforeEach(async () => {
	running = await run();
	stripe = running.stripe;
	hook = await listen();
	const endpoint = await stripe.webhookEndpoints.create({
		url: hook.url,
		enabled_events: ["*"],
		api_version: API_VERSION,
	});
	secret = endpoint.secret ?? "";
});
afterEach(async () => {
	await running.stop();
	await hook.close();
});

async function pay(amountYen = 5000): Promise<Stripe.Checkout.Session> {
	const session = await stripe.checkout.sessions.create(gift(amountYen));
	await running.act(session, "succeed");
	return session;
}

const PER_PAYMENT = 5;

it("delivers every event, signed so that the SDK accepts it", async () => {
	await pay();
	await until(() => hook.received.length === PER_PAYMENT);
	const event = stripe.webhooks.constructEvent(hook.received[0]?.body ?? "", hook.received[0]?.signature ?? "", secret);
	expect(event).toMatchObject({
		object: "event",
		api_version: API_VERSION,
		livemode: false,
		type: hook.received[0]?.type,
	});
	expect(event.account).toBeUndefined();
	expect(event.request).toEqual({ id: null, idempotency_key: null });
	const listed = await stripe.events.list();
	expect(new Set(hook.received.map((one) => one.id))).toEqual(new Set(listed.data.map((one) => one.id)));
	const same = await stripe.events.retrieve(event.id);
	expect(same.data.object).toEqual(event.data.object);
	await until(async () => (await stripe.events.retrieve(event.id)).pending_webhooks === 0);
	expect(() =>
		stripe.webhooks.constructEvent(`${hook.received[0]?.body} `, hook.received[0]?.signature ?? "", secret),
	).toThrow(Stripe.errors.StripeSignatureVerificationError);
});

it("names the request that caused an event", async () => {
	const customer = await stripe.customers.create({ name: "x" }, { idempotencyKey: "c1" });
	const [event] = (await stripe.events.list({ type: "customer.created" })).data;
	expect(event?.request).toEqual({ id: customer.lastResponse.requestId, idempotency_key: "c1" });
});

it("sends an endpoint what it asked for, and nothing once disabled or deleted", async () => {
	const picky = await listen();
	const endpoint = await stripe.webhookEndpoints.create({
		url: picky.url,
		enabled_events: ["checkout.session.completed"],
		metadata: { for: "test" },
		description: "picky",
	});
	expect(endpoint.secret).toMatch(/^whsec_/);
	expect((await stripe.webhookEndpoints.retrieve(endpoint.id)).secret).toBeUndefined();
	expect((await stripe.webhookEndpoints.list()).data.map((one) => one.id)).toContain(endpoint.id);
	await pay();
	await until(() => picky.received.length === 1 && hook.received.length === PER_PAYMENT);
	expect(picky.received[0]?.type).toBe("checkout.session.completed");
	expect((await stripe.webhookEndpoints.update(endpoint.id, { disabled: true })).status).toBe("disabled");
	await pay();
	expect((await stripe.webhookEndpoints.del(endpoint.id)).deleted).toBe(true);
	expect((await refusal(stripe.webhookEndpoints.retrieve(endpoint.id))).statusCode).toBe(404);
	await until(() => hook.received.length === 2 * PER_PAYMENT);
	expect(picky.received).toHaveLength(1);
	await picky.close();
});

it("tries again when the receiver fails", async () => {
	hook.answers = (nth) => (nth <= 2 ? 500 : 200);
	await stripe.customers.create({ name: "x" });
	await until(() => hook.received.length >= 3, 8_000);
	expect(new Set(hook.received.map((one) => one.id)).size).toBe(1);
	expect((hook.received[1]?.at ?? 0) - (hook.received[0]?.at ?? 0)).toBeGreaterThanOrEqual(450);
	await until(async () => (await running.sandboxState()).pendingDeliveries === 0);
});

it("delivers after a restart what it had not delivered before", async () => {
	const port = Number(new URL(hook.url).port);
	await hook.close();
	await stripe.customers.create({ name: "x" });
	await running.restart();
	hook = await listen(port);
	await until(() => hook.received.length === 1, 8_000);
	expect(hook.received[0]?.type).toBe("customer.created");
});

it("can deliver twice", async () => {
	await running.post("faults", { duplicate: 1 });
	await pay();
	await until(() => hook.received.length === 2 * PER_PAYMENT);
	expect(new Set(hook.received.map((one) => one.id)).size).toBe(PER_PAYMENT);
});

it("can deliver in another order", async () => {
	await running.post("faults", { reorder: true });
	await pay();
	await until(() => hook.received.length >= PER_PAYMENT - 1);
	const types = hook.received.map((one) => one.type);
	expect(types.indexOf("checkout.session.completed")).toBeLessThan(types.indexOf("payment_intent.created"));
});

it("can deliver late", async () => {
	await running.post("faults", { delayMs: 400 });
	const from = Date.now();
	await stripe.customers.create({ name: "x" });
	await until(() => hook.received.length === 1);
	expect((hook.received[0]?.at ?? 0) - from).toBeGreaterThanOrEqual(390);
});

it("can drop a share of the events, which are listed all the same", async () => {
	await running.post("faults", { drop: 0.5 });
	for (let nth = 0; nth < 10; nth++) await stripe.customers.create({ name: `c${nth}` });
	await until(async () => (await running.sandboxState()).pendingDeliveries === 0);
	expect(hook.received).toHaveLength(5);
	expect((await stripe.events.list({ type: "customer.created" })).data).toHaveLength(10);
	await running.post("faults", {});
	await stripe.customers.create({ name: "last" });
	await until(() => hook.received.length === 6);
});

it("can sign wrongly", async () => {
	await running.post("faults", { badSignature: true });
	await stripe.customers.create({ name: "x" });
	await until(() => hook.received.length === 1);
	const [one] = hook.received;
	expect(() => stripe.webhooks.constructEvent(one?.body ?? "", one?.signature ?? "", secret)).toThrow(
		Stripe.errors.StripeSignatureVerificationError,
	);
});

it("refuses faults it does not know", async () => {
	expect((await running.post("faults", { dupplicate: 1 })).status).toBe(400);
	expect((await running.post("faults", { drop: "half" })).status).toBe(400);
});

it("signs with wall time, however old the event", async () => {
	const { body } = await running.post("reset", { keepWebhookEndpoints: true });
	expect(body).toEqual({ ok: true });
	await running.post("clock", { startAt: "2022-04-01T00:00:00+09:00" });
	await stripe.customers.create({ name: "x" });
	await until(() => hook.received.length === 1);
	const event = stripe.webhooks.constructEvent(hook.received[0]?.body ?? "", hook.received[0]?.signature ?? "", secret);
	expect(new Date(event.created * 1000).toISOString()).toMatch(/^2022-03-31T15:00/);
});
