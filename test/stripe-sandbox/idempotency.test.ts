import { request } from "node:http";
import Stripe from "stripe";
import { afterEach, beforeEach, expect, it } from "vitest";
import { client, gift, type Running, refusal, run, until } from "./running.ts";

let running: Running;
let stripe: Stripe;
beforeEach(async () => {
	running = await run();
	stripe = running.stripe;
});
afterEach(() => running.stop());

const count = async (): Promise<number> => (await stripe.checkout.sessions.list({ limit: 100 })).data.length;

it("answers the same key with the first answer, also after a restart", async () => {
	const first = await stripe.checkout.sessions.create(gift(5000), { idempotencyKey: "attempt-1" });
	expect(first.lastResponse.headers["idempotent-replayed"]).toBeUndefined();
	await running.act(first, "succeed");
	const again = await stripe.checkout.sessions.create(gift(5000), { idempotencyKey: "attempt-1" });
	expect(again).toEqual(first);
	expect(again.lastResponse.headers["idempotent-replayed"]).toBe("true");
	await running.restart();
	expect(await stripe.checkout.sessions.create(gift(5000), { idempotencyKey: "attempt-1" })).toEqual(first);
	expect(await count()).toBe(1);
});

it("refuses the key with other parameters", async () => {
	await stripe.checkout.sessions.create(gift(5000), { idempotencyKey: "attempt-1" });
	const changed = await refusal(stripe.checkout.sessions.create(gift(6000), { idempotencyKey: "attempt-1" }));
	expect(changed).toBeInstanceOf(Stripe.errors.StripeIdempotencyError);
	expect(changed.statusCode).toBe(400);
	expect((await refusal(stripe.customers.create({ name: "x" }, { idempotencyKey: "attempt-1" }))).rawType).toBe(
		"idempotency_error",
	);
	const elsewhere = await stripe.checkout.sessions.create(gift(6000), {
		idempotencyKey: "attempt-1",
		stripeAccount: "acct_other",
	});
	expect(elsewhere.amount_total).toBe(6000);
});

it("does not remember what failed its checks", async () => {
	await refusal(stripe.checkout.sessions.create(gift(10), { idempotencyKey: "attempt-1" }));
	const session = await stripe.checkout.sessions.create(gift(5000), { idempotencyKey: "attempt-1" });
	expect(session.amount_total).toBe(5000);
});

it("answers 409 while the first is under way, and the SDK's retry then gets its answer", async () => {
	await running.post("faults", { apiDelayMs: 300 });
	const first = stripe.checkout.sessions.create(gift(5000), { idempotencyKey: "attempt-1" });
	await until(async () => (await running.sandboxState()).counts.sessions === 1);
	const second = await refusal(stripe.checkout.sessions.create(gift(5000), { idempotencyKey: "attempt-1" }));
	expect([second.statusCode, second.code]).toEqual([409, "idempotency_key_in_use"]);
	const patient = client(running.sandbox.port, { maxNetworkRetries: 3 });
	expect((await patient.checkout.sessions.create(gift(5000), { idempotencyKey: "attempt-1" })).id).toBe(
		(await first).id,
	);
});

it("holds the key from the first byte of a request", async () => {
	const form = "name=Slow";
	const slow = request({
		host: "127.0.0.1",
		port: running.sandbox.port,
		path: "/v1/customers",
		method: "POST",
		headers: {
			authorization: "Bearer sk_test_sandbox",
			"content-type": "application/x-www-form-urlencoded",
			"content-length": form.length,
			"idempotency-key": "slow-1",
		},
	});
	slow.write(form.slice(0, 4));
	const blocked = await until(async () => {
		try {
			await stripe.customers.create({ name: "Slow" }, { idempotencyKey: "slow-1" });
			throw new Error("the key was free");
		} catch (error) {
			return error instanceof Stripe.errors.StripeError && error.statusCode === 409;
		}
	});
	expect(blocked).toBe(true);
	const done = new Promise((resolve) => slow.on("response", (response) => response.resume().on("end", resolve)));
	slow.end(form.slice(4));
	await done;
	expect((await stripe.customers.list()).data.map((customer) => customer.name)).toEqual(["Slow"]);
});

it("forgets keys after 24 hours of sandbox time", async () => {
	const first = await stripe.customers.create({ name: "x" }, { idempotencyKey: "old" });
	await running.post("clock", { advanceSeconds: 23 * 3600 });
	expect((await stripe.customers.create({ name: "x" }, { idempotencyKey: "old" })).id).toBe(first.id);
	await running.post("clock", { advanceSeconds: 2 * 3600 });
	const second = await stripe.customers.create({ name: "x" }, { idempotencyKey: "old" });
	expect(second.id).not.toBe(first.id);
	expect((await stripe.customers.create({ name: "x" }, { idempotencyKey: "old" })).id).toBe(second.id);
});

it("loses answers by turns before and after the work; retries with the key never double it", async () => {
	await running.post("faults", { http500: 0.5 });
	let lost = 0;
	for (let nth = 0; nth < 8; nth++) {
		await until(async () => {
			try {
				return await stripe.checkout.sessions.create(gift(1000 + nth), { idempotencyKey: `k${nth}` });
			} catch (error) {
				expect(error).toBeInstanceOf(Stripe.errors.StripeAPIError);
				lost += 1;
				return null;
			}
		});
	}
	expect(lost).toBeGreaterThanOrEqual(7);
	await running.post("faults", {});
	expect(await count()).toBe(8);
});
