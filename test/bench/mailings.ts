import { mkdtempSync, rmSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { performance } from "node:perf_hooks";
import nodemailer from "nodemailer";
import { jobContext } from "~/domain/access/ctx.server";
import type { BulkMail } from "~/domain/mailings/bulk-template";
import { type MakeTemplate, templateOf } from "~/domain/mailings/mailing-template.server";
import { runMailing } from "~/domain/mailings/run-mailing.server";
import { makePool } from "~/platform/db/pool.server";
import { MAIL_LINES, pointAtMailServer } from "~/platform/mail/transport.server";
import { bulkGiving, bulkRecipients, nanolsi, plannedMailing } from "../factories/mailings";
import { freePort, TestProcess } from "../factories/processes";
import { allAtOnce, type Measured, perSecond, rate } from "./report";
import type { Stage } from "./stage";

const RECIPIENTS = Number(process.env.BENCH_RECIPIENTS ?? 100_000);
/** The fixed message is sent in parts, before and after: the machine is as warm, or as busy, for one as for the other. */
const FIXED = Number(process.env.BENCH_FIXED ?? Math.max(1000, RECIPIENTS / 5));

/**
 * A real report to many, each with their own name, gifts and links, rendered and sent to a sink of its own; beside it
 * nodemailer's pooled transport sending one such mail again and again to the same sink, with as many lines.
 */
export async function benchMailings(stage: Stage): Promise<Measured[]> {
	const dir = mkdtempSync(path.join(os.tmpdir(), "izumi-bench-mail-"));
	const port = await freePort();
	const sink = new TestProcess("test/factories/smtp-sink-main.ts", {}, [String(port), path.join(dir, "taken")]);
	const pool = makePool(stage.databaseUrl, 2, "izumi bench");
	const child = sink.start();
	try {
		await new Promise((resolve) => child.once("message", resolve));
		const place = await nanolsi(stage.ctx);
		await bulkRecipients(pool, place, RECIPIENTS);
		await bulkGiving(pool, place);
		await pool.query("VACUUM ANALYZE");
		const url = `smtp://127.0.0.1:${port}`;
		pointAtMailServer(url);
		const mailingId = await plannedMailing(place);
		const preparedMs = await prepare(mailingId);
		const sample = await sampleOf(mailingId);
		const before = await sendFixed(url, sample, FIXED / 2);
		const ours = await send(mailingId);
		const after = await sendFixed(url, sample, FIXED / 2);
		const plain = perSecond(FIXED, before + after);
		const own = perSecond(ours.mails, ours.ms);
		const size = `${Math.round((sample.html.length + sample.text.length) / 1024)} kB`;
		return [
			{
				what: "report rendered and sent",
				izumi: rate(own),
				beside: `nodemailer's pool: ${rate(plain)}`,
				ratio: own / plain,
				aim: { atLeast: 0.6 },
				note: `${ours.mails.toLocaleString("en")} recipients, ${size} each, ${MAIL_LINES} lines; one fixed message beside it`,
			},
			{ what: "mails prepared", izumi: rate(perSecond(RECIPIENTS, preparedMs)), beside: "" },
		];
	} finally {
		pointAtMailServer(null);
		await pool.end();
		await sink.end("SIGTERM");
		rmSync(dir, { recursive: true, force: true });
	}
}

/** Begins the mailing and writes its mails; sending waits for a template that this run does not have. */
async function prepare(mailingId: string): Promise<number> {
	const stop = new Error("prepared");
	const startedMs = performance.now();
	const makeTemplate: MakeTemplate = () => Promise.reject(stop);
	await runMailing(await jobContext("bench"), { mailingId }, { makeTemplate, sliceMs: 3_600_000 }).catch(
		(error: unknown) => {
			if (error !== stop) throw error;
		},
	);
	return performance.now() - startedMs;
}

async function send(mailingId: string): Promise<{ mails: number; ms: number }> {
	const ctx = await jobContext("bench");
	const startedMs = performance.now();
	while ((await runMailing(ctx, { mailingId }, { makeTemplate: templateOf })) !== null);
	const ms = performance.now() - startedMs;
	const mails = await ctx.db.mail.count({ where: { mailingId, status: "sent" } });
	if (mails !== RECIPIENTS) throw new Error(`${mails} of ${RECIPIENTS} were sent`);
	return { mails, ms };
}

/** One mail as a recipient gets it. */
async function sampleOf(mailingId: string): Promise<BulkMail> {
	const ctx = await jobContext("bench");
	const mailing = await ctx.db.mailing.findUniqueOrThrow({ where: { id: mailingId } });
	const mail = await ctx.db.mail.findFirstOrThrow({ where: { mailingId, lang: "ja" }, include: { donor: true } });
	const recipient = {
		mailId: mail.id,
		donorId: mail.donorId ?? "",
		lang: "ja" as const,
		pageToken: mail.pageToken ?? "",
		mailToken: mail.donor?.mailToken ?? "",
		hubSlug: "nanolsi",
		countsClicks: false,
	};
	const rendered = await (await templateOf(ctx, mailing)).renderBatch(ctx, [recipient]);
	const content = rendered.get(mail.id);
	if (!content) throw new Error("the sample has nothing to tell");
	return content;
}

async function sendFixed(url: string, { subject, html, text }: BulkMail, count: number): Promise<number> {
	const transport = nodemailer.createTransport({
		url,
		pool: true,
		maxConnections: MAIL_LINES,
		maxMessages: 1000,
	} as Parameters<typeof nodemailer.createTransport>[0]);
	const mail = { from: "Izumi <izumi@izumi.example>", to: "reader@example.jp", subject, html, text };
	try {
		await allAtOnce(numbers(200), MAIL_LINES * 2, () => transport.sendMail(mail));
		return await allAtOnce(numbers(count), MAIL_LINES * 2, () => transport.sendMail(mail));
	} finally {
		transport.close();
	}
}

const numbers = (count: number) => Array.from({ length: count }, (_, number) => number);
