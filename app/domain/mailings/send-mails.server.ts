import { setMaxListeners } from "node:events";
import { setTimeout as sleep } from "node:timers/promises";
import { currentTime } from "~/platform/clock";
import type { HeldLock } from "~/platform/db/held-lock.server";
import { inSqlTransaction } from "~/platform/db/transaction.server";
import type { Ctx } from "../access/ctx.server";
import { senderOf } from "../mail-care/sender-of.server";
import type { BulkMail, BulkTemplate } from "./bulk-template";
import { claimMails, nextMails, nextTry, type WaitingMail } from "./claim-mails.server";
import { type Authors, deliverMails } from "./deliver-mails.server";
import type { MailingRow } from "./mailing-row.server";
import type { MakeTemplate } from "./mailing-template.server";
import { HAND_OVER_LIMIT_MS } from "./mark-lost-mails.server";
import { type Health, noteServer } from "./note-server.server";
import { type MailResult, settleMails } from "./settle-mails.server";

/** While one batch is handed over, another is claimed and what came of a third is written down. */
const BATCHES_AT_ONCE = 3;
/**
 * A batch is a quarter of a second's work and never many mails: so many may be uncertain after a crash, so soon is a pause
 * seen, and so long does a donor wait who withdraws.
 */
const BATCH = { first: 8, least: 8, most: 64, workMs: 250 };
/** Texts are written for several batches at once: what they say of their recipients is one question. */
const WRITTEN_AT_ONCE = 256;
const NAP_MS = 500;

export type Next =
	| { state: "again"; at: Date }
	/** nothing waits any more */
	| { state: "empty" }
	/** the mailing is not being sent any more */
	| { state: "changed" };

type Run = { mailingId: string; lock: HeldLock; runner: string };
type Work = { mailing: MailingRow; makeTemplate: MakeTemplate; untilMs: number };

/** Sends what waits, batch by batch, until nothing does, the time is over, or somebody says stop. */
export async function sendMails(ctx: Ctx, run: Run, { mailing, makeTemplate, untilMs }: Work): Promise<Next> {
	const sender = new Sender(ctx, run, mailing, await makeTemplate(ctx, mailing), await authorsOf(ctx, mailing));
	try {
		while (sender.next === null) {
			if (Date.now() >= untilMs || run.lock.lost.aborted) return { state: "again", at: currentTime() };
			await sender.step();
		}
	} finally {
		await sender.finish();
	}
	return sender.next;
}

async function authorsOf(ctx: Ctx, { institutionId }: MailingRow): Promise<Authors> {
	const [ja, en] = await Promise.all([
		senderOf({ ...ctx, lang: "ja" }, institutionId),
		senderOf({ ...ctx, lang: "en" }, institutionId),
	]);
	return { ja, en };
}

class Sender {
	next: Next | null = null;
	private readonly active = new Set<Promise<void>>();
	/** written, and not yet claimed */
	private written: (WaitingMail & { content: BulkMail | null })[] = [];
	private cursor: string | null = null;
	private size = BATCH.first;
	private failure: unknown = null;
	private readonly health: Health;

	constructor(
		private readonly ctx: Ctx,
		private readonly run: Run,
		private readonly mailing: MailingRow,
		private readonly template: BulkTemplate,
		private readonly authors: Authors,
	) {
		this.health = { tries: mailing.serverTries, refusedInARow: 0, away: false };
	}

	async step(): Promise<void> {
		if (this.written.length === 0) return this.write();
		if (this.active.size >= BATCHES_AT_ONCE) return void (await Promise.race(this.active));
		await this.claim();
	}

	private async write(): Promise<void> {
		const { ratePerMinute } = this.mailing;
		// No more than leave within seconds: what a text says should be true when it is sent.
		const limit = Math.max(1, Math.min(WRITTEN_AT_ONCE, Math.ceil(ratePerMinute / 20)));
		const waiting = await inSqlTransaction(this.ctx, (tx) => nextMails(tx, this.mailing, this.cursor, limit));
		const last = waiting.at(-1);
		if (!last) return this.atEnd();
		this.cursor = last.id;
		const contents = await this.template.renderBatch(
			{ ...this.ctx, now: currentTime() },
			waiting.map(({ id, ...mail }) => ({ mailId: id, hubSlug: this.mailing.hubSlug, ...mail })),
		);
		this.written = waiting.map((mail) => ({ ...mail, content: contents.get(mail.id) ?? null }));
	}

	/** Mails that were put back wait behind the cursor: it goes round once more before the end is believed. */
	private async atEnd(): Promise<void> {
		if (this.active.size > 0) return void (await Promise.all(this.active));
		if (this.cursor !== null) {
			this.cursor = null;
			return;
		}
		const at = await inSqlTransaction(this.ctx, (tx) => nextTry(tx, this.mailing.id));
		this.next ??= at === null ? { state: "empty" } : { state: "again", at };
	}

	private async claim(): Promise<void> {
		const turn = this.written.slice(0, this.size);
		const subjects = new Map(turn.map(({ id, content }) => [id, content?.subject ?? null]));
		const { mailing, claimed, taken, waitS } = await claimMails(this.run.lock, { ...this.run, subjects });
		if (mailing.status !== "sending") {
			this.next ??= { state: "changed" };
			return;
		}
		this.written = this.written.slice(taken);
		const claims = new Map(claimed.map((claim) => [claim.id, claim]));
		const mails = turn.flatMap(({ content, ...mail }) => {
			const claim = claims.get(mail.id);
			return claim && content ? [{ claim, written: { ...mail, content } }] : [];
		});
		if (mails.length > 0) this.begin(mails);
		// The rate gives the rest a moment later.
		if (taken < turn.length) await sleep(Math.min(NAP_MS, Math.max(5, waitS * 1000)));
	}

	private begin(mails: Parameters<typeof deliverMails>[1]): void {
		const batch = this.handOver(mails)
			.catch((error: unknown) => {
				this.failure ??= error;
				this.next ??= { state: "changed" };
			})
			.finally(() => this.active.delete(batch));
		this.active.add(batch);
	}

	private async handOver(mails: Parameters<typeof deliverMails>[1]): Promise<void> {
		const startedMs = Date.now();
		const signal = AbortSignal.any([this.run.lock.lost, AbortSignal.timeout(HAND_OVER_LIMIT_MS)]);
		setMaxListeners(0, signal);
		const results = await deliverMails(this.mailing, mails, { authors: this.authors, signal });
		this.size = nextSize(this.size, results, Date.now() - startedMs);
		await settleMails(this.ctx, results);
		const waits = await noteServer(this.ctx, this.mailing, this.health, results);
		if (waits !== null) this.next ??= waits;
	}

	/** Waits for what is in hand. @throws what kept a batch from being written down */
	async finish(): Promise<void> {
		await Promise.all(this.active);
		if (this.failure !== null) throw this.failure;
	}
}

/** Grows with the server's speed; while it takes nothing, few mails are tried. */
function nextSize(size: number, results: readonly MailResult[], ms: number): number {
	if (!results.some(({ result }) => result.outcome === "sent" || result.outcome === "kept")) return BATCH.least;
	const fitting = (BATCH.workMs / Math.max(1, ms)) * results.length;
	return Math.round(Math.min(BATCH.most, Math.max(BATCH.least, Math.min(size * 2, fitting))));
}
