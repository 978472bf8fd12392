import { setMaxListeners } from "node:events";
import { setTimeout as sleep } from "node:timers/promises";
import { currentTime } from "~/platform/clock";
import type { HeldLock } from "~/platform/db/held-lock.server";
import { inSqlTransaction } from "~/platform/db/transaction.server";
import type { Ctx } from "../access/ctx.server";
import { senderOf } from "../mail-care/sender-of.server";
import type { BulkTemplate } from "./bulk-template";
import { claimMails, nextMails, nextTry, readAllowance } from "./claim-mails.server";
import { type Authors, deliverMails, type WrittenMail } from "./deliver-mails.server";
import type { MailingRow } from "./mailing-row.server";
import type { MakeTemplate } from "./mailing-template.server";
import { HAND_OVER_LIMIT_MS } from "./mark-lost-mails.server";
import { type Health, noteServer } from "./note-server.server";
import { settleMails } from "./settle-mails.server";

/** While one batch is handed over, the next is written. */
const BATCHES_AT_ONCE = 2;
/** A batch is about a second's work, so that a pause is soon seen and a donor who withdraws does not wait long. */
const BATCH = { first: 16, least: 8, most: 250 };
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
		this.health = { tries: mailing.serverTries, refusedInARow: 0 };
	}

	async step(): Promise<void> {
		if (this.active.size >= BATCHES_AT_ONCE) return void (await Promise.race(this.active));
		const { ratePerMinute } = this.mailing;
		const wanted = Math.min(this.size, Math.max(1, Math.floor(ratePerMinute / 240)));
		const { mails, waitS, waiting } = await inSqlTransaction(this.ctx, async (tx) => {
			const allowed = await readAllowance(tx, this.mailing, wanted);
			const limit = Math.min(this.size, allowed.mails);
			return { ...allowed, waiting: limit < 1 ? [] : await nextMails(tx, this.mailing, this.cursor, limit) };
		});
		if (mails < wanted && waiting.length === mails)
			return void (await sleep(Math.min(NAP_MS, Math.max(5, waitS * 1000))));
		if (waiting.length === 0) return this.atEnd();
		await this.sendBatch(waiting);
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

	private async sendBatch(waiting: Awaited<ReturnType<typeof nextMails>>): Promise<void> {
		const ctx = { ...this.ctx, now: currentTime() };
		const { hubSlug } = this.mailing;
		const contents = await this.template.renderBatch(
			ctx,
			waiting.map(({ id, ...mail }) => ({ mailId: id, hubSlug, ...mail })),
		);
		const subjects = new Map(waiting.map(({ id }) => [id, contents.get(id)?.subject ?? null]));
		const { mailing, claimed, tooMany } = await claimMails(this.run.lock, { ...this.run, subjects });
		if (mailing.status !== "sending") {
			this.next ??= { state: "changed" };
			return;
		}
		// The rate had less to give than was thought: the rest is asked for again.
		const last = waiting[waiting.length - 1 - tooMany.length];
		if (last) this.cursor = last.id;
		const claims = new Map(claimed.map((claim) => [claim.id, claim]));
		const mails = waiting.flatMap((mail) => {
			const claim = claims.get(mail.id);
			const content = contents.get(mail.id);
			return claim && content ? [{ claim, written: { ...mail, content } satisfies WrittenMail }] : [];
		});
		if (mails.length > 0) this.begin(mails);
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
		const perMailMs = (Date.now() - startedMs) / mails.length;
		this.size = Math.round(Math.min(BATCH.most, Math.max(BATCH.least, Math.min(this.size * 2, 1000 / perMailMs))));
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
