import { createHmac } from "node:crypto";
import http from "node:http";
import type pg from "pg";
import type { Ctx } from "~/domain/access/ctx.server";
import { startGiftSchema } from "~/domain/gifts/start-gift.schema";
import { startGift } from "~/domain/gifts/start-gift.server";
import { applyPaymentTruth } from "~/domain/payments/apply-payment-truth.server";
import type { PaymentTruth } from "~/domain/payments/payment-truth";
import { receiveStripeEvent } from "~/domain/payments/receive-stripe-event.server";
import { settleEvents } from "~/domain/payments/sync-stripe-object.server";
import { PLATFORM_ACCOUNT } from "~/domain/stripe-accounts/stripe-account.server";
import { currentTime } from "~/platform/clock";
import { makePool } from "~/platform/db/pool.server";
import { env } from "~/platform/env.server";
import { getStripe, pointAtStripe } from "~/platform/stripe/stripe.server";
import { DONOR } from "../factories/donor";
import { answers, freePort, TestProcess } from "../factories/processes";
import { bulkDonors, bulkGifts, prepareBulk } from "./bulk";
import { webSettings } from "./pages";
import { bookingCommit, inboxCommit, settleCommit } from "./plain-booking";
import { copyTables, plainCommits } from "./plain-pg";
import { allAtOnce, type Measured, perSecond, rate } from "./report";
import { peakMemoryMb, type Stage } from "./stage";

const AT_ONCE = 16;
const GIFTS = Number(process.env.BENCH_BOOKED ?? 1600);
const WHOLE_WAY = 400;

/** A webhook until its gift is booked, against `pg` alone writing the same rows in the same commits with as many at once. */
export async function benchBooking(stage: Stage): Promise<Measured[]> {
	const pool = makePool(stage.databaseUrl, 4, "izumi bench");
	try {
		await prepareBulk(pool);
		await bulkDonors(pool, 0, GIFTS);
		await bulkGifts(pool, 0, 4 * GIFTS, GIFTS);
		await copyTables(pool);
		await pool.query("VACUUM ANALYZE");
		const rows = [await benchTransaction(stage, pool), await benchDatabaseWork(stage, pool)];
		rows.push(...(await benchWholeWay(stage, pool)));
		return rows;
	} finally {
		await pool.end();
	}
}

/** The context with the clock read again, as each request and each job has its own. */
export const later = (ctx: Ctx): Ctx => ({ ...ctx, now: currentTime() });

const numbers = (from: number) => Array.from({ length: GIFTS }, (_, index) => from + index);

/** The booking transaction alone, with what Stripe would have said. */
async function benchTransaction(stage: Stage, pool: pg.Pool): Promise<Measured> {
	// The first few warm both up.
	await allAtOnce(numbers(0).slice(0, 100), AT_ONCE, (n) => book(stage, n));
	const ours = await allAtOnce(numbers(0).slice(100), AT_ONCE, (n) => book(stage, n));
	const gifts = await giftsOf(pool, 0);
	const plain = await plainCommits(
		stage.databaseUrl,
		AT_ONCE,
		gifts.slice(100).map((gift) => [bookingCommit(gift)]),
	);
	return compared(
		"booking transaction",
		GIFTS - 100,
		ours,
		plain,
		"the database work of one paid gift, Stripe's answer given",
	);
}

/** All database work of a webhook: kept in the inbox with its job, booked, events settled. */
async function benchDatabaseWork(stage: Stage, pool: pg.Pool): Promise<Measured> {
	const ours = await allAtOnce(numbers(GIFTS), AT_ONCE, async (n) => {
		const { body, signature } = webhook(`pi_${n}`);
		await receiveStripeEvent(later(stage.ctx), { body: Buffer.from(body), signature });
		await book(stage, n);
		const ctx = later(stage.ctx);
		await settleEvents(ctx, { stripeAccountId: PLATFORM_ACCOUNT, rootId: `pi_${n}` }, "done", null);
	});
	const gifts = await giftsOf(pool, GIFTS);
	const commits = gifts.map((gift) => [inboxCommit(gift), bookingCommit(gift), settleCommit(gift)]);
	const plain = await plainCommits(stage.databaseUrl, AT_ONCE, commits);
	await pool.query("DELETE FROM graphile_worker._private_jobs");
	return compared(
		"webhook to booked, without the read",
		GIFTS,
		ours,
		plain,
		"signature checked, inbox, booking, settling",
	);
}

const book = (stage: Stage, n: number) => applyPaymentTruth(later(stage.ctx), PLATFORM_ACCOUNT, truthOf(n));

/** Over HTTP to a web process, taken by a worker process, read again from the sandbox's process, booked. */
async function benchWholeWay(stage: Stage, pool: pg.Pool): Promise<Measured[]> {
	const [webPort, sandboxPort] = [await freePort(), await freePort()];
	const settings = {
		...webSettings(stage, webPort),
		SANDBOX_STRIPE_PORT: String(sandboxPort),
		STRIPE_WEBHOOK_SECRET: env.STRIPE_WEBHOOK_SECRET,
	};
	const sandbox = new TestProcess("test/stripe-sandbox/main.ts", settings, [
		"--quiet",
		"--dir",
		`${stage.dataDir}/sandbox-${process.pid}`,
	]);
	const web = new TestProcess("app/server.ts", settings);
	const worker = new TestProcess("app/worker.ts", settings);
	try {
		for (const each of [sandbox, web]) each.start();
		await answers(`http://127.0.0.1:${sandboxPort}/_sandbox/state`, 60_000);
		await answers(`http://127.0.0.1:${webPort}/readyz`, 60_000);
		pointAtStripe({ host: "127.0.0.1", port: sandboxPort, protocol: "http" });
		const intents = await paidIntents(stage, sandboxPort);
		const agent = new http.Agent({ keepAlive: true, maxSockets: AT_ONCE });
		worker.start();
		// The worker stands when it has done something.
		await post(agent, webPort, webhook(intents.pop() ?? ""));
		await untilBooked(pool, 1);
		const startedMs = performance.now();
		await allAtOnce(intents, AT_ONCE, (intent) => post(agent, webPort, webhook(intent)));
		const keptMs = performance.now() - startedMs;
		await untilBooked(pool, WHOLE_WAY);
		const ms = performance.now() - startedMs;
		agent.destroy();
		const gifts = await giftsOf(pool, 2 * GIFTS);
		const commits = gifts
			.slice(0, intents.length)
			.map((gift) => [inboxCommit(gift), bookingCommit(gift), settleCommit(gift)]);
		const plain = await plainCommits(stage.databaseUrl, AT_ONCE, commits);
		return [
			compared(
				"webhook to booked, the whole way",
				intents.length,
				ms,
				plain,
				"web, worker and sandbox are processes of their own on this machine; thanks mails are written too",
				false,
			),
			{
				what: "webhook answered",
				izumi: rate(perSecond(intents.length, keptMs)),
				beside: "",
				note: "HTTP, signature, inbox row and job",
			},
			{
				what: "web, worker: peak memory",
				izumi: `${peakMemoryMb(web.pid)} MB, ${peakMemoryMb(worker.pid)} MB`,
				beside: "",
			},
		];
	} finally {
		await Promise.all([web, worker, sandbox].map((each) => each.end("SIGTERM")));
	}
}

/** Gifts by the product's own form function, paid at the sandbox; nothing is delivered by itself. */
async function paidIntents(stage: Stage, sandboxPort: number): Promise<string[]> {
	const fund = await stage.ctx.db.fund.findUniqueOrThrow({ where: { slug: "nanolsi-bench" } });
	const schema = startGiftSchema({
		minYen: 500n,
		maxYen: 10_000_000n,
		offeredMethods: ["card"],
		offeredFrequencies: ["once"],
	});
	await allAtOnce(numbers(0).slice(0, WHOLE_WAY), AT_ONCE, async (n) => {
		const fields = schema.parse({
			...DONOR,
			fundId: fund.id,
			amountYen: String(1000 + n),
			email: `whole${n}@example.jp`,
		});
		const { checkoutUrl } = await startGift(later(stage.ctx), {
			hubSlug: "nanolsi",
			fields,
			query: new URLSearchParams(),
		});
		const session = /cs_\w+/.exec(checkoutUrl)?.[0];
		const url = `http://127.0.0.1:${sandboxPort}/_sandbox/checkout/${session}`;
		const answer = await fetch(url, { method: "POST", body: JSON.stringify({ outcome: "succeed" }) });
		if (!answer.ok) throw new Error(await answer.text());
		await answer.arrayBuffer();
	});
	const intents = await getStripe().paymentIntents.list({ limit: 100 }).autoPagingToArray({ limit: WHOLE_WAY });
	return intents.map(({ id }) => id);
}

async function untilBooked(pool: pg.Pool, count: number): Promise<void> {
	for (;;) {
		const { rows } = await pool.query(
			"SELECT count(*)::int AS n FROM gift WHERE payment_status = 'received' AND form_key NOT LIKE 'bench-%'",
		);
		if ((rows[0] as { n: number }).n >= count) return;
		await new Promise((resolve) => setTimeout(resolve, 10));
	}
}

export function compared(
	what: string,
	count: number,
	oursMs: number,
	plainMs: number,
	note: string,
	aimed = true,
): Measured {
	const [ours, plain] = [perSecond(count, oursMs), perSecond(count, plainMs)];
	return {
		what,
		izumi: rate(ours),
		beside: `pg ${rate(plain)}`,
		ratio: ours / plain,
		aim: aimed ? { atLeast: 0.5 } : undefined,
		note: `${AT_ONCE} at once; ${note}`,
	};
}

function webhook(intentId: string): { body: string; signature: string } {
	const at = Math.floor(Date.now() / 1000);
	const object = { id: intentId, object: "payment_intent" };
	const body = JSON.stringify({
		id: `evt_${intentId}`,
		object: "event",
		type: "payment_intent.succeeded",
		created: at,
		data: { object },
	});
	const hmac = createHmac("sha256", env.STRIPE_WEBHOOK_SECRET).update(`${at}.${body}`).digest("hex");
	return { body, signature: `t=${at},v1=${hmac}` };
}

function post(
	agent: http.Agent,
	port: number,
	{ body, signature }: { body: string; signature: string },
): Promise<void> {
	return new Promise((resolve, reject) => {
		const headers = {
			"content-type": "application/json",
			"stripe-signature": signature,
			"content-length": Buffer.byteLength(body),
		};
		const request = http.request(
			{ agent, port, host: "127.0.0.1", path: "/webhooks/stripe", method: "POST", headers },
			(response) => {
				response.resume();
				response.on("end", () =>
					response.statusCode === 200 ? resolve() : reject(new Error(`webhook: ${response.statusCode}`)),
				);
			},
		);
		request.on("error", reject);
		request.end(body);
	});
}

export type BenchGift = {
	n: number;
	id: string;
	attemptId: string;
	amountYen: bigint;
	hubId: string;
	fundId: string;
	institutionId: string;
	donorId: string;
};

async function giftsOf(pool: pg.Pool, from: number): Promise<BenchGift[]> {
	const { rows } = await pool.query(
		`SELECT n::int, g.id, bench_id('a', n) AS "attemptId", g.amount_yen AS "amountYen", g.hub_id AS "hubId", g.fund_id AS "fundId",
			g.institution_id AS "institutionId", g.donor_id AS "donorId"
		FROM generate_series($1::bigint, $2::bigint) AS n JOIN gift g ON g.id = bench_id('g', n) ORDER BY n`,
		[from, from + GIFTS - 1],
	);
	return rows.map((row: BenchGift) => ({ ...row, amountYen: BigInt(row.amountYen) }));
}

export const hex = (noun: string, n: number) =>
	`01900000-${noun.charCodeAt(0).toString(16).padStart(4, "0")}-7000-8000-${n.toString(16).padStart(12, "0")}`;

export function truthOf(n: number): PaymentTruth {
	const amountYen = BigInt(1000 + (n % 90_000));
	const createdAt = new Date();
	const feeYen = (amountYen * 36n) / 1000n;
	return {
		paymentIntentId: `pi_${n}`,
		attemptId: hex("a", n),
		currency: "jpy",
		amountYen,
		state: "paid",
		failureCode: null,
		needsPerson: false,
		instructions: null,
		charge: {
			id: `ch_${n}`,
			amountYen,
			amountRefundedYen: 0n,
			channel: "card",
			createdAt,
			refunds: [],
			balanceTransaction: {
				id: `txn_${n}`,
				type: "charge",
				amountYen,
				feeYen,
				netYen: amountYen - feeYen,
				sourceId: `ch_${n}`,
				availableOn: createdAt,
				createdAt,
			},
		},
	};
}
