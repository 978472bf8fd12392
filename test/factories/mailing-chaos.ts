import { setTimeout as sleep } from "node:timers/promises";
import fc from "fast-check";
import { expect } from "vitest";
import { jobContext } from "~/domain/access/ctx.server";
import { sweepMailings } from "~/domain/mailings/sweep-mailings.server";
import { ownerPool } from "~/platform/db/pool.server";
import { seedProgramme } from "../../prisma/seed/programme";
import type { TestDatabase } from "../setup/database";
import { until } from "../stripe-sandbox/running";
import { bulkRecipients, nanolsi, plannedMailing, takenBy } from "./mailings";
import { freePort, TestProcess } from "./processes";

type Chaos = {
	database: TestDatabase;
	/** a folder of its own */
	dir: string;
	recipients: number;
	kills: number;
	seed: number;
	withinMs: number;
};

/**
 * A report to many while its workers are killed and the mail server is away for a while. Three workers share the work; each kill
 * takes the one that is at it, in the midst of handing mails over.
 */
export async function sendThroughChaos({ database, dir, recipients, kills, seed, withinMs }: Chaos): Promise<string> {
	const ctx = await jobContext("chaos");
	await seedProgramme(ctx);
	const place = await nanolsi(ctx);
	await bulkRecipients(
		await ownerPool(),
		place,
		recipients,
		"CASE WHEN n % 100 = 0 THEN 'nobody' ELSE 'reader' END || n || '@example.jp'",
	);
	const file = `${dir}/taken`;
	const port = await freePort();
	const settings = {
		NODE_ENV: "production",
		APP_URL: "http://localhost:3000",
		DATABASE_URL: database.ownerUrl,
		DATA_DIR: dir,
		DEMO: "1",
		SMTP_URL: `smtp://127.0.0.1:${port}`,
		LOG_LEVEL: "fatal",
	};
	const sink = new TestProcess("test/factories/smtp-sink-main.ts", {}, [String(port), file]);
	const workers = [0, 1, 2].map(() => new TestProcess("test/factories/mailing-worker.ts", settings));
	sink.start();
	for (const worker of workers) worker.start();
	try {
		const mailingId = await plannedMailing(place);
		const startedMs = performance.now();
		const taken = () => takenCount(file);
		const moments = fc.sample(
			fc.record({ share: fc.double({ min: 0.02, max: 0.8 / kills, noNaN: true }), pauseMs: fc.nat(60) }),
			{
				seed,
				numRuns: kills,
			},
		);
		const over = async () => ["sent", "cancelled"].includes((await mailingOf(database, mailingId)).status);
		let killed = 0;
		for (const [index, { share, pauseMs }] of moments.entries()) {
			const goal = taken() + Math.ceil(share * recipients);
			await until(async () => taken() >= goal || (await over()), withinMs);
			await sleep(pauseMs);
			if (await over()) break;
			const victim = await workerAt(database, mailingId, workers);
			await victim.end("SIGKILL");
			// The last two need not stand again: one is left.
			if (index < kills - 2) victim.start();
			// As the job of every ten minutes does it: another worker goes on before this one stands again.
			await sweepMailings(ctx);
			killed += 1;
			if (process.env.CHAOS_TRACE)
				console.log(`${Math.round(performance.now() - startedMs)} ms: kill ${killed}, ${taken()} taken`);
			if (index === Math.floor(kills / 2)) {
				await sink.end("SIGKILL");
				await sleep(700);
				sink.start();
			}
		}
		await until(over, withinMs).catch(async (error: Error) => {
			const states = await countsOf(database, mailingId);
			throw new Error(
				`${error.message}: ${JSON.stringify(states)}\n${workers.map(({ lastWords }) => lastWords).join("\n")}`,
			);
		});
		if (process.env.CHAOS_TRACE) console.log(`${Math.round(performance.now() - startedMs)} ms: over`);
		expect(killed).toBe(kills);
		return await expectNoneTwice(database, mailingId, { file, recipients });
	} finally {
		await Promise.all([sink, ...workers].map((each) => each.end("SIGKILL")));
	}
}

const takenCount = (file: string) => {
	try {
		return takenBy(file).length;
	} catch {
		return 0;
	}
};

const mailingOf = (database: TestDatabase, id: string) => database.prisma.mailing.findUniqueOrThrow({ where: { id } });

async function countsOf(database: TestDatabase, mailingId: string): Promise<Record<string, number>> {
	const rows = await database.prisma.mail.groupBy({ by: ["status"], where: { mailingId }, _count: true });
	return Object.fromEntries(rows.map((row) => [row.status, row._count]));
}

/** The worker that has mails in hand; any, when none has right now. */
async function workerAt(database: TestDatabase, mailingId: string, workers: TestProcess[]): Promise<TestProcess> {
	const mail = await database.prisma.mail.findFirst({ where: { mailingId, status: "sending" } });
	const found = workers.find(({ pid }) => pid !== undefined && mail?.runner?.includes(`/${pid}/`));
	return found ?? (workers[0] as TestProcess);
}

/** None twice, and every recipient who has none is on the uncertain list, or the row says why. */
async function expectNoneTwice(
	database: TestDatabase,
	mailingId: string,
	{ file, recipients }: { file: string; recipients: number },
): Promise<string> {
	const taken = takenBy(file);
	const arrived = new Set(taken.map(({ messageId }) => messageId));
	expect(taken.length).toBe(arrived.size);
	const mails = await database.prisma.mail.findMany({
		where: { mailingId },
		select: { status: true, messageId: true, donorId: true, toAddress: true, error: true },
	});
	expect(mails).toHaveLength(recipients);
	expect(new Set(mails.map(({ donorId }) => donorId)).size).toBe(recipients);
	const has = (messageId: string | null) => messageId !== null && arrived.has(messageId);
	expect(mails.filter(({ status, messageId }) => status === "sent" && !has(messageId))).toEqual([]);
	expect(mails.filter(({ status, messageId }) => !["sent", "uncertain"].includes(status) && has(messageId))).toEqual(
		[],
	);
	expect(
		mails.filter(
			({ status, error }) => !(status === "sent" || (["uncertain", "bounced", "dropped"].includes(status) && error)),
		),
	).toEqual([]);
	const bounced = mails.filter(({ status }) => status === "bounced");
	expect(bounced.every(({ toAddress }) => toAddress.startsWith("nobody"))).toBe(true);
	const mailing = await database.prisma.mailing.findUniqueOrThrow({
		where: { id: mailingId },
		include: { report: true },
	});
	expect(mailing).toMatchObject({ status: "sent", recipientCount: recipients, report: { status: "sent" } });
	const uncertain = mails.filter(({ status }) => status === "uncertain");
	const there = uncertain.filter(({ messageId }) => has(messageId)).length;
	return `${arrived.size} arrived once, ${bounced.length} bounced, ${uncertain.length} uncertain (${there} of them arrived)`;
}
