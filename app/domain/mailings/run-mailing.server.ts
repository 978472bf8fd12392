import { setTimeout as sleep } from "node:timers/promises";
import { currentTime } from "~/platform/clock";
import { type HeldLock, tryHoldLock } from "~/platform/db/held-lock.server";
import { inTransaction } from "~/platform/db/transaction.server";
import { enqueue } from "~/platform/queue.server";
import type { Ctx } from "../access/ctx.server";
import { beginMailing } from "./begin-mailing.server";
import { dropQueued, endMailing } from "./end-mailing.server";
import { lockMailing, mailingJobKey } from "./mailing-row.server";
import type { MakeTemplate } from "./mailing-template.server";
import { beginRun, markLostMails } from "./mark-lost-mails.server";
import { prepareSlice } from "./prepare-mailing.server";
import { sendMails } from "./send-mails.server";

/** One run of the job. Then the next is asked for, so that other jobs have their turn and a worker can be stopped. */
const SLICE_MS = 15_000;
const LOCKED_MS = 1000;

type RunOptions = {
	/** who writes its mails */
	makeTemplate: MakeTemplate;
	sliceMs?: number;
};

/**
 * Works on a mailing for a while: begins it when its hour has come, writes its mails, sends them at its rate, ends it. Killed
 * anywhere and run again, it goes on where it stopped, and no mail leaves twice. One runs at a time, whoever asks.
 * @returns when it must run again; null when there is nothing left to do
 */
export async function runMailing(
	ctx: Ctx,
	{ mailingId }: { mailingId: string },
	options: RunOptions,
): Promise<Date | null> {
	const again = await runOnce(ctx, mailingId, options);
	if (again !== null) {
		await inTransaction(ctx, (tx) =>
			enqueue(tx, "runMailing", { mailingId }, { jobKey: mailingJobKey(mailingId), runAt: again, priority: 5 }),
		);
	}
	return again;
}

async function runOnce(ctx: Ctx, mailingId: string, options: RunOptions): Promise<Date | null> {
	const lock = await tryHoldLock(mailingJobKey(mailingId));
	// Somebody works on it, or their connection has not been missed yet.
	if (lock === null) return after(LOCKED_MS);
	const run = beginRun();
	try {
		return await work(ctx, { mailingId, lock, runner: run.runner }, options);
	} finally {
		run.end();
		await lock.release();
	}
}

type Run = { mailingId: string; lock: HeldLock; runner: string };

async function work(ctx: Ctx, run: Run, { makeTemplate, sliceMs = SLICE_MS }: RunOptions): Promise<Date | null> {
	const { mailingId, lock } = run;
	const untilMs = Date.now() + sliceMs;
	let { inHands } = await markLostMails(ctx, run);
	for (;;) {
		if (Date.now() >= untilMs || lock.lost.aborted) return currentTime();
		const mailing = await lock.transaction((tx) => lockMailing(tx, mailingId));
		switch (mailing.status) {
			case "scheduled": {
				if (mailing.scheduledAt > currentTime()) return mailing.scheduledAt;
				await beginMailing(ctx, mailingId);
				break;
			}
			case "preparing":
				await prepareSlice({ ...ctx, now: currentTime() }, mailingId);
				break;
			case "sending": {
				if (mailing.waitsUntil !== null && mailing.waitsUntil > currentTime()) return mailing.waitsUntil;
				const next = await sendMails(ctx, run, { mailing, makeTemplate, untilMs });
				if (next.state === "again") return next.at;
				({ inHands } = await markLostMails(ctx, run));
				if (inHands) return after(LOCKED_MS);
				if (next.state === "empty") await endMailing(ctx, mailingId);
				break;
			}
			case "cancelled": {
				if ((await dropQueued(ctx, mailingId)) === "more") break;
				({ inHands } = await markLostMails(ctx, run));
				if (inHands) return after(LOCKED_MS);
				await endMailing(ctx, mailingId);
				return null;
			}
			case "paused":
			case "sent":
				return null;
		}
	}
}

const after = (ms: number) => new Date(currentTime().getTime() + ms);

/** For tests: runs until nothing is left to do now. */
export async function runMailingWhole(ctx: Ctx, input: { mailingId: string }, options: RunOptions): Promise<void> {
	for (;;) {
		const again = await runMailing({ ...ctx, now: currentTime() }, input, options);
		if (again === null) return;
		const pauseMs = again.getTime() - currentTime().getTime();
		if (pauseMs > 0) await sleep(pauseMs);
	}
}
