import { type ChildProcess, fork } from "node:child_process";
import { appendFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import type Stripe from "stripe";
import { afterEach, expect, it } from "vitest";
import { client, gift, listen, post, stateOf, temporaryDir } from "./running.ts";

const children: ChildProcess[] = [];
const dirs: string[] = [];

afterEach(() => {
	for (const child of children.splice(0)) child.kill("SIGKILL");
	for (const dir of dirs.splice(0)) rmSync(dir, { recursive: true, force: true });
});

interface Started {
	child: ChildProcess;
	port: number;
	url: string;
	stripe: Stripe;
}

async function start(dir: string): Promise<Started> {
	const child = fork(join(import.meta.dirname, "main.ts"), ["--port", "0", "--dir", dir, "--quiet"], {
		execArgv: ["--import", "tsx"],
		stdio: "ignore",
	});
	children.push(child);
	const { port } = await new Promise<{ port: number }>((resolve, reject) => {
		child.once("message", (message) => resolve(message as { port: number }));
		child.once("exit", (code) => reject(new Error(`the sandbox ended with ${code}`)));
	});
	return { child, port, url: `http://127.0.0.1:${port}`, stripe: client(port) };
}

const ended = (child: ChildProcess): Promise<number | null> =>
	new Promise((resolve) => child.once("exit", (code) => resolve(code)));

function newDir(): string {
	const dir = temporaryDir();
	dirs.push(dir);
	return dir;
}

it("loses nothing and doubles nothing when killed in the middle of its work", async () => {
	const dir = newDir();
	const answered = new Map<string, string>();
	const paid = new Set<string>();
	for (let round = 0; round < 3; round++) {
		const { child, url, stripe } = await start(dir);
		const exit = ended(child);
		const work = Array.from({ length: 8 }, async (_, lane) => {
			for (let nth = 0; ; nth++) {
				const key = `gift-${round}-${lane}-${nth}`;
				const session = await stripe.checkout.sessions.create(gift(1000 + nth, { metadata: { key } }), {
					idempotencyKey: key,
				});
				answered.set(key, session.id);
				const done = await post(url, `checkout/${session.id}`, { outcome: "succeed" });
				if (done.status === 200) paid.add(session.id);
			}
		});
		setTimeout(() => child.kill("SIGKILL"), 350);
		await Promise.allSettled(work);
		await exit;
	}
	expect(answered.size).toBeGreaterThan(20);

	const { url, stripe, child } = await start(dir);
	const state = await stateOf(url);
	const byKey = new Map<string, string[]>();
	for (const session of state.sessions)
		byKey.set(session.metadata.key, [...(byKey.get(session.metadata.key) ?? []), session.id]);
	for (const [key, id] of answered) expect(byKey.get(key)).toEqual([id]);
	const chargesOf = new Map<string, number>();
	for (const charge of state.charges)
		chargesOf.set(charge.payment_intent, (chargesOf.get(charge.payment_intent) ?? 0) + 1);
	for (const session of state.sessions) {
		const isPaid = session.payment_status === "paid";
		if (paid.has(session.id)) expect(isPaid).toBe(true);
		expect(session.payment_intent !== null).toBe(isPaid);
		if (isPaid) expect(chargesOf.get(session.payment_intent)).toBe(1);
	}
	await new Promise((resolve) => setTimeout(resolve, 400));
	const settled = await stateOf(url);
	expect(settled.balanceTransactions).toHaveLength(settled.charges.length);
	expect(settled.counts.events).toBe(settled.charges.length * 5);
	const [key = "", id] = [...answered][0] ?? [];
	const { data } = await stripe.checkout.sessions.list({ limit: 100 });
	expect(data.length).toBeGreaterThan(0);
	const first = await stripe.checkout.sessions.create(gift(1000, { metadata: { key } }), { idempotencyKey: key });
	expect(first.id).toBe(id);
	const exit = ended(child);
	child.kill("SIGTERM");
	expect(await exit).toBe(0);
}, 60_000);

it("forgets a torn last line and goes on", async () => {
	const dir = newDir();
	const first = await start(dir);
	await first.stripe.customers.create({ name: "kept" });
	const exit = ended(first.child);
	first.child.kill("SIGKILL");
	await exit;
	appendFileSync(join(dir, "journal.jsonl"), '[["p","customer","acct_sandbox","cus_torn",1,{}');
	const second = await start(dir);
	await second.stripe.customers.create({ name: "after" });
	second.child.kill("SIGKILL");
	const third = await start(dir);
	expect((await third.stripe.customers.list()).data.map((customer) => customer.name)).toEqual(["after", "kept"]);
}, 30_000);

it("delivers after being killed what nobody had acknowledged", async () => {
	const dir = newDir();
	const hook = await listen();
	const first = await start(dir);
	hook.answers = () => 503;
	await first.stripe.webhookEndpoints.create({ url: hook.url, enabled_events: ["*"] });
	await first.stripe.customers.create({ name: "x" });
	const exit = ended(first.child);
	first.child.kill("SIGKILL");
	await exit;
	hook.answers = () => 200;
	hook.received.length = 0;
	await start(dir);
	for (let waited = 0; hook.received.length === 0 && waited < 100; waited++)
		await new Promise((resolve) => setTimeout(resolve, 100));
	expect(hook.received.map((one) => one.type)).toEqual(["customer.created"]);
	await hook.close();
}, 30_000);
