import { setTimeout as sleep } from "node:timers/promises";
import { currentTime } from "~/platform/clock";
import { Prisma } from "~/platform/db/client.server";
import { inSqlTransaction, type SqlTx } from "~/platform/db/transaction.server";
import { log } from "~/platform/log.server";
import type { MailOutcome } from "~/platform/mail/transport.server";
import type { Ctx } from "../access/ctx.server";
import { noteSmtpBounce } from "../mail-care/note-bounce.server";

/** What came of one mail; `kept`: there is no mail server, its text stays with us (demo mode). */
export type MailResult = {
	id: string;
	result: MailOutcome | { outcome: "kept"; html: string; text: string } | { outcome: "not_begun" };
};

/** How long a mail the server put off waits, in minutes; then it is given up, about three days after the first time. */
const PAUSES_MIN = [1, 2, 5, 15, 30, 60, 120, 240, 480, 720, 1440, 1440];
const TRIES_TO_WRITE = 8;

/**
 * Writes what came of a batch of mails, all at once. An answer is not lost because the database was away for a moment: it is
 * written again; should that not help, the mails stay `sending` and end as uncertain.
 */
export async function settleMails(ctx: Ctx, results: readonly MailResult[]): Promise<void> {
	if (results.length === 0) return;
	for (let attempt = 1; ; attempt += 1) {
		try {
			return await inSqlTransaction(ctx, (tx) => writeResults(tx, { ...ctx, now: currentTime() }, results));
		} catch (error) {
			if (attempt >= TRIES_TO_WRITE) throw error;
			log.warn({ err: error, mails: results.length }, "what came of a batch of mails could not be written yet");
			await sleep(100 * 2 ** attempt);
		}
	}
}

async function writeResults(tx: SqlTx, ctx: Ctx, results: readonly MailResult[]): Promise<void> {
	const sent = results.filter(({ result }) => result.outcome === "sent").map(({ id }) => id);
	// Whoever saw it leave knows best: a mail that was called uncertain meanwhile did arrive.
	if (sent.length > 0) {
		await tx.$executeRaw`
			UPDATE mail SET status = 'sent', sent_at = ${ctx.now}, runner = NULL, error = NULL
			WHERE id = ANY(${sent}::uuid[]) AND status IN ('sending', 'uncertain')`;
	}
	for (const { id, result } of results) {
		if (result.outcome === "kept") {
			await tx.$executeRaw`
				UPDATE mail SET status = 'sent', sent_at = ${ctx.now}, runner = NULL, error = NULL, html = ${result.html}, text = ${result.text}
				WHERE id = ${id}::uuid AND status = 'sending'`;
		}
	}
	await writeBad(tx, ctx, results);
}

async function writeBad(tx: SqlTx, ctx: Ctx, results: readonly MailResult[]): Promise<void> {
	const bad = results.flatMap(({ id, result }) =>
		result.outcome === "sent" || result.outcome === "kept" ? [] : [{ id, ...result }],
	);
	const down = bad.filter((one) => one.outcome === "not_begun" || (one.outcome === "later" && !one.answered));
	if (down.length > 0) {
		await tx.$executeRaw`
			UPDATE mail SET status = 'queued', runner = NULL, error = NULL
			WHERE id = ANY(${down.map(({ id }) => id)}::uuid[]) AND status = 'sending'`;
	}
	for (const one of bad) {
		if (one.outcome === "later" && one.answered) await putOff(tx, ctx, one);
		else if (one.outcome === "refused") {
			await tx.$executeRaw`
				UPDATE mail SET status = 'bounced', runner = NULL, error = ${one.error}
				WHERE id = ${one.id}::uuid AND status IN ('sending', 'uncertain')`;
			await noteSmtpBounce(tx, ctx, { mailId: one.id, error: one.error });
		} else if (one.outcome === "uncertain") {
			await tx.$executeRaw`
				UPDATE mail SET status = 'uncertain', runner = NULL, error = ${one.error} WHERE id = ${one.id}::uuid AND status = 'sending'`;
		}
	}
}

/** The server wants one mail later: it waits longer each time, and the others go on. */
async function putOff(tx: SqlTx, ctx: Ctx, { id, error }: { id: string; error: string }): Promise<void> {
	await noteSmtpBounce(tx, ctx, { mailId: id, error });
	await tx.$executeRaw(Prisma.sql`
		UPDATE mail SET tries = tries + 1, runner = NULL, error = ${error},
			status = CASE WHEN tries + 1 > ${PAUSES_MIN.length} THEN 'bounced' ELSE 'queued' END,
			try_after = ${ctx.now}::timestamptz + make_interval(mins => (${PAUSES_MIN}::int[])[least(tries + 1, ${PAUSES_MIN.length})])
		WHERE id = ${id}::uuid AND status = 'sending'`);
}
