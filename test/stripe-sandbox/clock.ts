import type { Store } from "./store.ts";
import type { Transaction } from "./transaction.ts";
import { PLATFORM_ACCOUNT } from "./wire.ts";

export type TimerName =
	| "expire_session"
	| "expire_voucher"
	| "settle_charge"
	| "settle_refund"
	| "renew_subscription"
	| "upcoming_invoice"
	| "trial_warning"
	| "resume_collection"
	| "expire_incomplete"
	| "finalize_invoice"
	| "retry_invoice"
	| "dispute_due"
	| "pay_out"
	| "send_payout"
	| "land_payout";
type TimerWork = (tx: Transaction, account: string, objectId: string) => void;

interface Due {
	dueMs: number;
	id: string;
}

/**
 * Sandbox time: wall time plus an offset. It may start in the past and be moved up to now, and from now it may be moved
 * on, so that a test can let a session expire; it never runs backwards. Timers run in order of their due time, and what
 * they cause happens at that time.
 */
export class Clock {
	private offsetMs: number;
	private frozenMs: number | null = null;
	private readonly heap: Due[] = [];
	private wake: NodeJS.Timeout | null = null;
	private readonly works = new Map<TimerName, TimerWork>();
	onError: (error: unknown) => void = () => {};

	constructor(private readonly store: Store) {
		this.offsetMs = Number(store.row("setting", "clock")?.keys.offsetMs ?? 0);
	}

	nowMs(): number {
		return this.frozenMs ?? Date.now() + this.offsetMs;
	}

	on(name: TimerName, work: TimerWork): void {
		this.works.set(name, work);
	}

	/** Loads what is outstanding and runs what fell due while the process was down. */
	start(): void {
		for (const row of this.store.rowsOf("timer")) this.push({ dueMs: Number(row.keys.due), id: row.id });
		this.runDue();
	}

	stop(): void {
		if (this.wake) clearTimeout(this.wake);
		this.wake = null;
	}

	set(tx: Transaction, name: TimerName, account: string, objectId: string, dueMs: number): void {
		const id = `${name}:${objectId}`;
		tx.mark("timer", account, id, { due: dueMs });
		tx.afterCommit.push(() => this.push({ dueMs, id }));
	}

	cancel(tx: Transaction, name: TimerName, objectId: string): void {
		tx.remove("timer", `${name}:${objectId}`);
	}

	/** Runs a timer's work before its time, as part of the change at hand. */
	runEarly(tx: Transaction, name: TimerName, account: string, objectId: string): void {
		if (!this.store.row("timer", `${name}:${objectId}`)) return;
		this.cancel(tx, name, objectId);
		this.works.get(name)?.(tx, account, objectId);
	}

	/** Sets the beginning of a history. Only for an empty sandbox: time never runs backwards for anything that exists. */
	startAt(startMs: number): void {
		this.store.lastMs = startMs;
		this.setOffset(startMs - Date.now(), startMs);
	}

	/** Moves time forward. From the past it stops at the present; from the present it goes on as far as asked. */
	advance(seconds: number): void {
		const wall = Date.now();
		const from = wall + this.offsetMs;
		const reaches = from + seconds * 1000;
		const wasBehind = this.offsetMs < 0;
		this.setOffset(wasBehind && reaches >= wall ? 0 : reaches - wall, from);
		this.runDue();
	}

	reset(): void {
		this.stop();
		this.offsetMs = 0;
		this.heap.length = 0;
	}

	private setOffset(offsetMs: number, atMs: number): void {
		this.store.transaction(atMs, (tx) => tx.mark("setting", PLATFORM_ACCOUNT, "clock", { offsetMs }));
		this.offsetMs = offsetMs;
	}

	private runDue(): void {
		const until = Date.now() + this.offsetMs;
		for (let next = this.heap[0]; next && next.dueMs <= until; next = this.heap[0]) {
			this.pop();
			const row = this.store.row("timer", next.id);
			if (!row || Number(row.keys.due) !== next.dueMs) continue;
			const [name, objectId] = next.id.split(":") as [TimerName, string];
			const atMs = Math.max(next.dueMs, this.store.lastMs);
			this.frozenMs = atMs;
			try {
				this.store.transaction(atMs, (tx) => {
					tx.remove("timer", row.id);
					this.works.get(name)?.(tx, row.account, objectId);
				});
			} catch (error) {
				this.onError(error);
			} finally {
				this.frozenMs = null;
			}
		}
		this.sleep();
	}

	private sleep(): void {
		if (this.wake) clearTimeout(this.wake);
		this.wake = null;
		const next = this.heap[0];
		if (!next) return;
		const waitMs = Math.min(Math.max(next.dueMs - (Date.now() + this.offsetMs), 1), 3_600_000);
		this.wake = setTimeout(() => this.runDue(), waitMs);
		this.wake.unref();
	}

	private push(due: Due): void {
		const heap = this.heap;
		let at = heap.push(due) - 1;
		while (at > 0) {
			const parent = (at - 1) >> 1;
			const above = heap[parent];
			if (!above || above.dueMs <= due.dueMs) break;
			heap[at] = above;
			heap[parent] = due;
			at = parent;
		}
		if (heap[0] === due && this.frozenMs === null) this.sleep();
	}

	private pop(): void {
		const heap = this.heap;
		const last = heap.pop();
		if (!last || heap.length === 0) return;
		let at = 0;
		for (;;) {
			const left = 2 * at + 1;
			const right = left + 1;
			let least = left;
			if ((heap[right]?.dueMs ?? Number.POSITIVE_INFINITY) < (heap[left]?.dueMs ?? Number.POSITIVE_INFINITY))
				least = right;
			const child = heap[least];
			if (!child || child.dueMs >= last.dueMs) break;
			heap[at] = child;
			at = least;
		}
		heap[at] = last;
	}
}
