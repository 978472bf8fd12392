import Stripe from "stripe";
import { afterEach, beforeEach, expect, it } from "vitest";
import { client, eventTypes, gift, type Hook, listen, type Running, refusal, run, until } from "./running.ts";

let running: Running;
let hook: Hook;
beforeEach(async () => {
	running = await run();
	hook = await listen();
});
afterEach(async () => {
	await running.stop();
	await hook.close();
});

const KANAZAWA = { stripeAccount: "acct_kanazawa" };

it("keeps every account's objects apart", async () => {
	const { stripe } = running;
	const session = await stripe.checkout.sessions.create(gift(5000), KANAZAWA);
	await running.act(session, "succeed");
	expect((await refusal(stripe.checkout.sessions.retrieve(session.id))).statusCode).toBe(404);
	expect((await stripe.charges.list()).data).toEqual([]);
	expect((await stripe.charges.list({}, KANAZAWA)).data).toHaveLength(1);
	expect(await eventTypes(stripe)).toEqual([]);
	const events = (await stripe.events.list({}, KANAZAWA)).data;
	expect(events.length).toBeGreaterThanOrEqual(4);
	expect(new Set(events.map((event) => event.account))).toEqual(new Set(["acct_kanazawa"]));
	expect((await running.sandboxState()).charges[0]).toMatchObject({ account: "acct_kanazawa", amount: 5000 });
	await until(async () => (await stripe.balance.retrieve({}, KANAZAWA)).pending[0]?.amount === 4820);
	expect((await stripe.balance.retrieve()).pending[0]?.amount).toBe(0);
});

it("tells a Connect endpoint about connected accounts, and only them", async () => {
	const { stripe } = running;
	const connect = await stripe.webhookEndpoints.create({
		url: hook.url,
		enabled_events: ["customer.created"],
		connect: true,
	});
	await stripe.customers.create({ name: "platform" });
	await stripe.customers.create({ name: "connected" }, KANAZAWA);
	await until(async () => (await running.sandboxState()).pendingDeliveries === 0 && hook.received.length > 0);
	expect(hook.received).toHaveLength(1);
	const event = stripe.webhooks.constructEvent(
		hook.received[0]?.body ?? "",
		hook.received[0]?.signature ?? "",
		connect.secret ?? "",
	);
	expect(event.account).toBe("acct_kanazawa");
});

it("lets one address hear everything with a chosen secret, however often it asks", async () => {
	const { stripe } = running;
	const secret = "whsec_chosen_for_this_test";
	const first = await running.post("webhook", { url: hook.url, secret });
	expect((await running.post("webhook", { url: hook.url, secret })).body).toEqual(first.body);
	expect((await running.post("webhook", { url: hook.url, secret: "short" })).status).toBe(400);
	await stripe.customers.create({ name: "platform" });
	await stripe.customers.create({ name: "connected" }, KANAZAWA);
	await until(() => hook.received.length === 2);
	const accounts = hook.received.map((one) => stripe.webhooks.constructEvent(one.body, one.signature, secret).account);
	expect(new Set(accounts)).toEqual(new Set([undefined, "acct_kanazawa"]));
});

it("lets an account use a key of its own, but no other account's", async () => {
	const own = client(running.sandbox.port, {}, "sk_test_sandbox_kyoto");
	await own.customers.create({ name: "x" });
	expect((await own.customers.list()).data).toHaveLength(1);
	expect((await running.stripe.customers.list()).data).toHaveLength(0);
	expect((await running.stripe.customers.list({}, { stripeAccount: "acct_kyoto" })).data).toHaveLength(1);
	const refused = await refusal(own.customers.list({}, KANAZAWA));
	expect(refused).toBeInstanceOf(Stripe.errors.StripePermissionError);
	expect([refused.statusCode, refused.code]).toEqual([403, "account_invalid"]);
});
