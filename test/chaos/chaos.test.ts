import { mkdtempSync, rmSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import fc from "fast-check";
import { afterAll, beforeAll, expect, test } from "vitest";
import { jobContext } from "~/domain/access/ctx.server";
import { brokenPromises, checkLedger } from "~/domain/ledger/check-ledger.server";
import { listTotals } from "~/domain/ledger/list-totals.server";
import { sweepStripeEvents } from "~/domain/payments/sweep-stripe-events.server";
import { env } from "~/platform/env.server";
import { pointAtStripe } from "~/platform/stripe/stripe.server";
import { seedProgramme } from "../../prisma/seed/programme";
import { DONOR } from "../factories/donor";
import { answers, freePort, TestProcess } from "../factories/processes";
import { makeFund, type SandboxState } from "../factories/world";
import { freshDatabase } from "../setup/database";
import { until } from "../stripe-sandbox/running";

const GIFTS = Number(process.env.CHAOS_GIFTS ?? 45);
const KILLS = Number(process.env.CHAOS_KILLS ?? 3);
const DONORS_AT_ONCE = 6;
const SEED = Number(process.env.CHAOS_SEED ?? 20261122);

const database = freshDatabase();
const dir = mkdtempSync(path.join(os.tmpdir(), "izumi-chaos-"));
let sandboxUrl = "";
let webUrl = "";
let fundId = "";
let sandbox: TestProcess;
let web: TestProcess;
let worker: TestProcess;

beforeAll(async () => {
	const { prepare } = (await import("../../bin/prepare.mjs")) as { prepare: (o: { build: boolean }) => Promise<void> };
	await prepare({ build: true });
	const [webPort, sandboxPort] = [await freePort(), await freePort()];
	webUrl = `http://127.0.0.1:${webPort}`;
	sandboxUrl = `http://127.0.0.1:${sandboxPort}`;
	const settings = {
		NODE_ENV: "production",
		PORT: String(webPort),
		APP_URL: `http://localhost:${webPort}`,
		DATABASE_URL: database.ownerUrl,
		DATA_DIR: dir,
		DEMO: "1",
		SANDBOX_STRIPE_PORT: String(sandboxPort),
		RATE_LIMIT_SCALE: "100000",
		LOG_LEVEL: "fatal",
		STRIPE_SUPPRESS_NOTICES: "true",
	};
	sandbox = new TestProcess("test/stripe-sandbox/main.ts", settings, ["--quiet", "--dir", path.join(dir, "sandbox")]);
	web = new TestProcess("app/server.ts", settings);
	worker = new TestProcess("app/worker.ts", settings);
	for (const each of [sandbox, web, worker]) each.start();
	pointAtStripe({ host: "127.0.0.1", port: sandboxPort, protocol: "http" });
	const ctx = await jobContext("chaos");
	await seedProgramme(ctx);
	fundId = await makeFund(ctx, { overheadBasisPoints: 1000 });
	await answers(`${sandboxUrl}/_sandbox/state`, 30_000);
	await answers(`${webUrl}/readyz`, 60_000);
	await control("webhook", { url: `${webUrl}/webhooks/stripe`, secret: env.STRIPE_WEBHOOK_SECRET });
});

afterAll(async () => {
	await Promise.all([web, worker, sandbox].map((each) => each?.end("SIGTERM")));
	rmSync(dir, { recursive: true, force: true });
});

async function control(what: string, body: object): Promise<void> {
	const answer = await fetch(`${sandboxUrl}/_sandbox/${what}`, { method: "POST", body: JSON.stringify(body) });
	if (!answer.ok) throw new Error(`${what}: ${answer.status} ${await answer.text()}`);
	await answer.arrayBuffer();
}

async function sandboxState(): Promise<SandboxState> {
	return (await (await fetch(`${sandboxUrl}/_sandbox/state`)).json()) as SandboxState;
}

/** A donor who sends the form again, unchanged, until it leads to Checkout; then pays. */
async function give(number: number): Promise<void> {
	const fields = { ...DONOR, fundId, amountYen: String(1000 + number), email: `chaos${number}@example.jp` };
	const form = new URLSearchParams(fields as Record<string, string>);
	const checkout = await until(async () => {
		const answer = await fetch(`${webUrl}/ja/hubs/nanolsi/give`, {
			method: "POST",
			body: form,
			redirect: "manual",
			signal: AbortSignal.timeout(10_000),
		}).catch(() => null);
		await answer?.arrayBuffer().catch(() => null);
		if (answer && answer.status >= 400 && answer.status < 500)
			throw new Error(`the form was refused: ${answer.status}`);
		const session = /cs_\w+/.exec(answer?.headers.get("location") ?? "")?.[0];
		if (!session) await sleep(150);
		return session;
	}, 60_000);
	await control(`checkout/${checkout}`, { outcome: "succeed" });
}

test(`${GIFTS} gifts while web and worker are killed: each is in the ledger once (seed ${SEED})`, async () => {
	console.log(`chaos: seed ${SEED}; another with CHAOS_SEED`);
	await control("faults", { duplicate: 1, reorder: true, delayMs: 120, drop: 0.05 });
	let giving = true;
	const killed = killNow(() => giving);
	const queue = Array.from({ length: GIFTS }, (_, number) => number);
	await Promise.all(
		Array.from({ length: DONORS_AT_ONCE }, async () => {
			for (let next = queue.shift(); next !== undefined; next = queue.shift()) await give(next);
		}),
	);
	giving = false;
	const kills = await killed;
	await control("faults", {});
	expect(kills).toBeGreaterThanOrEqual(KILLS);
	await sweepStripeEvents(await jobContext("chaos"));
	await until(async () => (await received()) === GIFTS && (await waiting()) === 0, 30_000).catch(
		async (error: Error) => {
			const gifts = await received();
			throw new Error(`${error.message}: ${gifts} gifts booked, ${await waiting()} jobs wait\n${worker.lastWords}`);
		},
	);
	await expectOnce();
	console.log(`chaos: ${kills} kills, web started ${web.starts} times, worker ${worker.starts} times`);
});

const received = () => database.prisma.gift.count({ where: { paymentStatus: "received", settledOn: { not: null } } });

async function waiting(): Promise<number> {
	const events = await database.prisma.stripeEvent.count({ where: { status: { in: ["stored", "failed"] } } });
	return events + (await database.prisma.mail.count({ where: { status: "queued" } }));
}

/** Kills one of the two, at moments and in an order that follow from the seed, until the donors are done. */
async function killNow(goOn: () => boolean): Promise<number> {
	const moments = fc.sample(
		fc.record({ victim: fc.constantFrom("web", "worker", "worker"), pauseMs: fc.integer({ min: 200, max: 1500 }) }),
		{
			seed: SEED,
			numRuns: KILLS,
		},
	);
	let kills = 0;
	for (const { victim, pauseMs } of moments) {
		await sleep(pauseMs);
		if (!goOn()) break;
		const process = victim === "web" ? web : worker;
		await process.end("SIGKILL");
		process.start();
		kills += 1;
		// Killed again before it stands it would never stand.
		if (victim === "web") await answers(`${webUrl}/readyz`, 60_000);
	}
	await answers(`${webUrl}/readyz`, 60_000);
	return kills;
}

async function expectOnce(): Promise<void> {
	const state = await sandboxState();
	const paid = state.charges.filter(({ status }) => status === "succeeded");
	expect(paid).toHaveLength(GIFTS);
	const payments = await database.prisma.payment.findMany({ include: { allocations: true } });
	expect(payments.map(({ chargeId }) => chargeId).sort()).toEqual(paid.map(({ id }) => id).sort());
	const fees = new Map(state.balanceTransactions.map(({ source, fee }) => [source, BigInt(fee)]));
	expect(payments.filter(({ chargeId, feeYen }) => feeYen !== fees.get(chargeId ?? ""))).toEqual([]);
	expect(new Set(payments.flatMap(({ allocations }) => allocations.map(({ giftId }) => giftId))).size).toBe(GIFTS);
	const [total] = (await listTotals(await jobContext("chaos"))).filter(({ category }) => category === "gift");
	expect(total).toMatchObject({
		count: GIFTS,
		grossYen: BigInt(paid.reduce((sum, { amount }) => sum + amount, 0)),
		feeYen: [...fees.values()].reduce((sum, fee) => sum + fee, 0n),
	});
	expect(brokenPromises(await checkLedger())).toEqual([]);
	// A crash before the answer was written left a gift behind at most, never a second one that was paid.
	expect(await database.prisma.gift.count({ where: { paymentStatus: "received" } })).toBe(GIFTS);
	const mails = await database.prisma.mail.findMany({ where: { kind: "gift-thanks" } });
	expect(mails).toHaveLength(GIFTS);
	const ids = mails.flatMap(({ messageId }) => messageId ?? []);
	expect(new Set(ids).size).toBe(ids.length);
	expect(new Set(mails.map(({ giftId }) => giftId)).size).toBe(GIFTS);
	// A mail that was being sent when the worker died is never sent again by itself.
	const statuses = new Set(mails.map(({ status }) => status));
	expect([...statuses].filter((status) => !["sent", "sending", "uncertain"].includes(status))).toEqual([]);
}
