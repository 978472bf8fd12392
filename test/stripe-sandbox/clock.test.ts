import { afterEach, beforeEach, expect, it } from "vitest";
import { gift, type Running, run, until } from "./running.ts";

let running: Running;
beforeEach(async () => {
	running = await run();
});
afterEach(() => running.stop());

const DAY = 86_400;

it("expires open sessions after 24 hours, or when they were told to", async () => {
	const { stripe } = running;
	const whole = await stripe.checkout.sessions.create(gift(5000));
	const short = await stripe.checkout.sessions.create(
		gift(5000, { expires_at: Math.floor(Date.now() / 1000) + 31 * 60 }),
	);
	const paid = await stripe.checkout.sessions.create(gift(5000));
	await running.act(paid, "succeed");
	await running.post("clock", { advanceSeconds: 3600 });
	const statusOf = async (id: string) => (await stripe.checkout.sessions.retrieve(id)).status;
	expect([await statusOf(whole.id), await statusOf(short.id)]).toEqual(["open", "expired"]);
	await running.post("clock", { advanceSeconds: DAY });
	expect([await statusOf(whole.id), await statusOf(paid.id)]).toEqual(["expired", "complete"]);
	const { data } = await stripe.events.list({ type: "checkout.session.expired" });
	expect(data.map((event) => event.created)).toEqual([whole.expires_at, short.expires_at]);
});

it("may begin in the past, and then comes up to the present but not past it", async () => {
	const { stripe } = running;
	const started = await running.post("clock", { startAt: "2024-04-01T09:00:00+09:00" });
	expect(started.body.now).toMatch(/^2024-04-01T00:00:0/);
	const session = await stripe.checkout.sessions.create(gift(5000));
	await running.act(session, "succeed");
	await running.post("clock", { advanceSeconds: 30 * DAY });
	const intent = String((await stripe.checkout.sessions.retrieve(session.id)).payment_intent);
	const charge = (await stripe.charges.list({ payment_intent: intent, expand: ["data.balance_transaction"] })).data[0];
	expect(charge?.balance_transaction).toMatchObject({ fee: 180, status: "available", created: charge?.created });
	expect(new Date((charge?.created ?? 0) * 1000).toISOString()).toMatch(/^2024-04-01T00:00/);
	expect((await running.post("clock", { startAt: "2023-04-01T00:00:00Z" })).status).toBe(409);
	await running.restart();
	const later = await stripe.customers.create({ name: "x" });
	expect(new Date(later.created * 1000).toISOString()).toMatch(/^2024-05-01T00:00/);
	const { body } = await running.post("clock", { advanceSeconds: 10_000 * DAY });
	expect(Math.abs(Date.parse(body.now) - Date.now())).toBeLessThan(2_000);
	const beyond = await running.post("clock", { advanceSeconds: DAY });
	expect(Date.parse(beyond.body.now) - Date.now()).toBeGreaterThan(DAY * 1000 - 2_000);
});

it("refuses to begin in the future or to run backwards", async () => {
	expect((await running.post("clock", { startAt: new Date(Date.now() + 60_000).toISOString() })).status).toBe(400);
	expect((await running.post("clock", { startAt: "yesterday" })).status).toBe(400);
	expect((await running.post("clock", { advanceSeconds: -1 })).status).toBe(400);
});

it("starts anew on reset", async () => {
	const { stripe } = running;
	await stripe.customers.create({ name: "x" });
	await running.post("clock", { advanceSeconds: DAY });
	await running.post("faults", { duplicate: 3 });
	await running.post("reset");
	const state = await running.sandboxState();
	expect(state.counts).toMatchObject({ sessions: 0, customers: 0, events: 0 });
	expect(state.faults.duplicate).toBe(0);
	expect(Math.abs(Date.parse(state.now) - Date.now())).toBeLessThan(2_000);
	await running.restart();
	expect((await running.sandboxState()).counts.customers).toBe(0);
});

it("lists pages by cursor in both directions and by time", async () => {
	const { stripe } = running;
	await running.post("clock", { startAt: "2024-04-01T00:00:00Z" });
	const ids: string[] = [];
	const times: number[] = [];
	for (let nth = 0; nth < 7; nth++) {
		const customer = await stripe.customers.create({
			name: `c${nth}`,
			email: nth % 2 ? "odd@example.com" : "even@example.com",
		});
		ids.unshift(customer.id);
		times.push(customer.created);
		await running.post("clock", { advanceSeconds: 60 });
	}
	const page = async (params: object) => {
		const { data, has_more } = await stripe.customers.list(params);
		return [...data.map((customer) => ids.indexOf(customer.id)), has_more];
	};
	expect(await page({ limit: 3 })).toEqual([0, 1, 2, true]);
	expect(await page({ limit: 3, starting_after: ids[2] })).toEqual([3, 4, 5, true]);
	expect(await page({ limit: 3, starting_after: ids[5] })).toEqual([6, false]);
	expect(await page({ limit: 2, ending_before: ids[4] })).toEqual([2, 3, true]);
	expect(await page({ limit: 5, ending_before: ids[2] })).toEqual([0, 1, false]);
	expect(await page({ created: { gte: times[2], lt: times[5] } })).toEqual([2, 3, 4, false]);
	expect(await page({ created: { gt: times[5] } })).toEqual([0, false]);
	expect(await page({ created: times[3] })).toEqual([3, false]);
	expect(await page({ email: "odd@example.com" })).toEqual([1, 3, 5, false]);
	expect(await stripe.customers.list({ limit: 2 }).autoPagingToArray({ limit: 100 })).toHaveLength(7);
	await expect(stripe.customers.list({ starting_after: "cus_none" })).rejects.toMatchObject({
		code: "resource_missing",
	});
	await expect(stripe.customers.list({ limit: 101 })).rejects.toMatchObject({ param: "limit" });
	const types = await stripe.events.list({ types: ["customer.created"], created: { lte: times[1] ?? 0 }, limit: 1 });
	expect([types.data.length, types.has_more]).toEqual([1, true]);
});

it("updates and deletes customers", async () => {
	const { stripe } = running;
	const customer = await stripe.customers.create({
		name: "山田 花子",
		email: "hanako@example.com",
		address: { country: "JP", postal_code: "100-0001", state: "東京都", city: "千代田区", line1: "1-1" },
		metadata: { donor: "d1", old: "x" },
	});
	expect(customer.address?.city).toBe("千代田区");
	const updated = await stripe.customers.update(customer.id, { name: "", metadata: { old: "", new: "y" } });
	expect([updated.name, updated.metadata]).toEqual([null, { donor: "d1", new: "y" }]);
	expect((await stripe.customers.del(customer.id)).deleted).toBe(true);
	expect((await stripe.customers.retrieve(customer.id)).deleted).toBe(true);
	expect((await stripe.customers.list()).data).toEqual([]);
	await expect(stripe.customers.create({ email: "nobody" })).rejects.toMatchObject({ code: "email_invalid" });
	await until(async () => (await stripe.events.list({ type: "customer.*" })).data.length === 3);
});
