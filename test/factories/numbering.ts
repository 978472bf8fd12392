import type { ChildProcess } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import fc from "fast-check";
import pg from "pg";
import { expect } from "vitest";
import { jobContext } from "~/domain/access/ctx.server";
import { jstDayString } from "~/domain/calendar/fiscal-year";
import { fillReceiptBatch } from "~/domain/receipts/fill-receipt-batch.server";
import { issueReceiptBatch } from "~/domain/receipts/issue-receipt-batch.server";
import { prepareReceiptBatch } from "~/domain/receipts/prepare-receipt-batch.server";
import { reviseReceipts } from "~/domain/receipts/revise-receipts.server";
import { seedProgramme } from "../../prisma/seed/programme";
import { bulkDonors, bulkGifts, bulkReceive, prepareBulk } from "../bench/bulk";
import type { TestDatabase } from "../setup/database";
import { TestProcess } from "./processes";
import { makeIssuer } from "./receipts";
import { makeFund } from "./world";

const TAX_YEAR = 2025;
const WORKERS = 4;

type Given = { database: TestDatabase; receipts: number; kills: number; seed: number };

/**
 * Half of the receipts for one gift each, half for a donor's two gifts of a year: numbered by four processes at once, some of
 * which are killed at moments that follow from the seed. No number is missing or there twice, and the receipts are the gifts.
 */
export async function numberUnderKills({ database, receipts, kills, seed }: Given): Promise<void> {
	const owner = new pg.Pool({ connectionString: database.ownerUrl, max: 2 });
	owner.on("error", () => {});
	try {
		const donors = receipts / 2;
		const issuerId = await makeGifts(database, owner, donors);
		const ctx = await jobContext("numbering");
		const batch = await prepareReceiptBatch(ctx, { issuerId, taxYear: TAX_YEAR });
		await fillReceiptBatch(ctx, batch);
		await issueReceiptBatch(ctx, { ...batch, issueOn: jstDayString(ctx.now) });
		const killed = await runWorkers(database, batch.batchId, { kills, seed });
		expect(killed).toBe(kills);
		await expectWhole(owner, receipts);
		expect(await database.prisma.receiptBatch.findUnique({ where: { id: batch.batchId } })).toMatchObject({
			status: "issued",
			leftOut: 0,
		});
		await expectOrder(owner, batch.batchId);
		await refundTwo(database);
		await expectWhole(owner, receipts + 1);
	} finally {
		await owner.end();
	}
}

/** Gift n is of donor n modulo all; the first of each donor is receipted by itself, the other two together. */
async function makeGifts(database: TestDatabase, owner: pg.Pool, donors: number): Promise<string> {
	const ctx = await jobContext("numbering");
	await seedProgramme(ctx);
	await makeFund(ctx, {});
	await prepareBulk(owner);
	await bulkDonors(owner, 0, donors);
	await bulkGifts(owner, 0, donors * 3, donors);
	const client = await owner.connect();
	await client.query("BEGIN");
	await bulkReceive(client, 0, donors * 3);
	await client.query(
		`UPDATE gift SET arrived_on = date '2025-01-01' + ('x' || right(id::text, 6))::bit(24)::int % 365,
			receipt_rhythm = CASE WHEN id < bench_id('g', $1) THEN 'each' ELSE 'annual' END`,
		[donors],
	);
	await client.query("COMMIT");
	client.release();
	await owner.query("ANALYZE");
	return makeIssuer(database.prisma, "kanazawa-u");
}

async function runWorkers(database: TestDatabase, batchId: string, { kills, seed }: { kills: number; seed: number }) {
	const dir = mkdtempSync(path.join(os.tmpdir(), "izumi-numbering-"));
	const env = {
		DATABASE_URL: database.ownerUrl,
		DATA_DIR: dir,
		DEMO: "1",
		LOG_LEVEL: "fatal",
		NODE_ENV: "production",
	};
	const moments = fc.sample(fc.integer({ min: 5, max: 150 }), { seed, numRuns: kills });
	const workers = Array.from(
		{ length: WORKERS },
		() => new TestProcess("test/factories/number-receipts.ts", env, [batchId]),
	);
	let killed = 0;
	try {
		// All begin at once; each later one takes the place of one that was killed.
		const children = workers.map((worker) => worker.start());
		await Promise.all(children.map((child) => told(child, "ready")));
		await Promise.all(
			workers.map(async (worker, index) => {
				let child = children[index] as ChildProcess;
				for (;;) {
					const done = told(child, "done");
					child.send("go");
					const pauseMs = moments.pop();
					if (pauseMs === undefined) return done.catch((error: Error) => failed(error, worker));
					// Whether it is done before its moment comes or not, it is killed and another goes on.
					await sleep(pauseMs);
					done.catch(() => {});
					await worker.end("SIGKILL");
					killed += 1;
					child = worker.start();
					await told(child, "ready").catch((error: Error) => failed(error, worker));
				}
			}),
		);
	} finally {
		await Promise.all(workers.map((worker) => worker.end("SIGKILL")));
		rmSync(dir, { recursive: true, force: true });
	}
	return killed;
}

function failed(error: Error, worker: TestProcess): never {
	throw new Error(`${error.message}\n${worker.lastWords}`);
}

function told(child: ChildProcess, word: string): Promise<void> {
	return new Promise((resolve, reject) => {
		const listen = (message: unknown) => {
			if (message !== word) return;
			child.off("message", listen);
			resolve();
		};
		child.on("message", listen);
		child.once("exit", (code) => reject(new Error(`a process ended with ${code} before it was ${word}`)));
	});
}

/** Numbers from 1 without gap or double, each gift once, and the sum of what counts is the sum of the gifts less refunds. */
async function expectWhole(owner: pg.Pool, receipts: number): Promise<void> {
	const one = async (sql: string) => (await owner.query(sql)).rows[0];
	expect(
		await one(`SELECT count(*)::int AS receipts, count(DISTINCT number)::int AS numbers, min(number) AS first, max(number) AS last,
			(SELECT last_number FROM receipt_register) AS register FROM receipt`),
	).toEqual({ receipts, numbers: receipts, first: 1, last: receipts, register: receipts });
	const sums = await one(`SELECT
		(SELECT sum(amount_yen) FROM receipt WHERE status = 'issued')::text AS receipts,
		(SELECT sum(rg.amount_yen) FROM receipt_gift rg WHERE active)::text AS lines,
		(SELECT sum(a.amount_yen) - (SELECT coalesce(sum(amount_yen), 0) FROM refund) FROM allocation a)::text AS gifts`);
	expect(sums.receipts).toBe(sums.gifts);
	expect(sums.lines).toBe(sums.gifts);
	expect(
		await one(
			"SELECT count(*)::int AS twice FROM (SELECT gift_id FROM receipt_gift WHERE active GROUP BY 1 HAVING count(*) > 1) t",
		),
	).toEqual({
		twice: 0,
	});
	// Each has its job, and each its line in the trail.
	expect(
		await one(`SELECT (SELECT count(*)::int FROM graphile_worker.jobs WHERE task_identifier = 'renderReceipt') AS jobs,
			(SELECT count(*)::int FROM audit_event WHERE action = 'receipt.issued') AS events`),
	).toEqual({ jobs: receipts, events: receipts });
}

/** Whoever numbered which chunk: numbers follow the order the batch was prepared in. */
async function expectOrder(owner: pg.Pool, batchId: string): Promise<void> {
	const { rows } = await owner.query(
		`SELECT count(*)::int AS wrong FROM (
			SELECT number, lag(number) OVER (ORDER BY id) AS before FROM receipt WHERE batch_id = $1) t WHERE number < before`,
		[batchId],
	);
	expect(rows).toEqual([{ wrong: 0 }]);
}

/** A part of one annual receipt and the whole of one single gift go back; a gift moves to another donor, as a merge moves it. */
async function refundTwo({ prisma }: TestDatabase): Promise<void> {
	const ctx = await jobContext("numbering");
	const annual = await prisma.receipt.findFirstOrThrow({ where: { kind: "annual" }, include: { gifts: true } });
	const each = await prisma.receipt.findFirstOrThrow({ where: { kind: "each" }, include: { gifts: true } });
	const [part, whole] = [annual.gifts[0]?.giftId ?? "", each.gifts[0]?.giftId ?? ""];
	for (const [giftId, yen] of [
		[part, 100n],
		[whole, each.amountYen],
	] as const) {
		const { paymentId } = await prisma.allocation.findFirstOrThrow({ where: { giftId } });
		await prisma.refund.create({
			data: {
				paymentId,
				stripeAccountId: "platform",
				stripeRefundId: `re_${giftId}`,
				amountYen: yen,
				status: "succeeded",
			},
		});
		await reviseReceipts(ctx, { giftId });
		await reviseReceipts(ctx, { giftId });
	}
	const before = await prisma.receipt.findFirstOrThrow({ where: { status: "issued" }, include: { gifts: true } });
	const elsewhere = await prisma.donor.findFirstOrThrow({ where: { NOT: { id: before.donorId } } });
	const movedId = before.gifts[0]?.giftId ?? "";
	await prisma.gift.update({ where: { id: movedId }, data: { donorId: elsewhere.id } });
	await reviseReceipts(ctx, { giftId: movedId });
	expect(await prisma.receipt.findFirstOrThrow({ where: { id: before.id }, include: { gifts: true } })).toEqual(before);
	const asItWas = ({ amountYen, number, content, fileKey }: typeof annual) => ({ amountYen, number, content, fileKey });
	const [annualNow, eachNow] = [annual, each].map(({ id }) =>
		prisma.receipt.findUniqueOrThrow({ where: { id }, include: { gifts: true } }),
	);
	expect(await annualNow).toMatchObject({ status: "void", ...asItWas(annual) });
	expect(await eachNow).toMatchObject({ status: "void", ...asItWas(each) });
	expect(await prisma.receipt.findUnique({ where: { replacesId: annual.id } })).toMatchObject({
		status: "issued",
		amountYen: annual.amountYen - 100n,
	});
	expect(await prisma.receipt.findUnique({ where: { replacesId: each.id } })).toBeNull();
}
