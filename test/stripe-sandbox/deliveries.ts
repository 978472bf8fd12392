import { createHmac } from "node:crypto";
import { Agent as HttpAgent, request as httpRequest } from "node:http";
import { Agent as HttpsAgent, request as httpsRequest } from "node:https";
import type { Faults } from "./faults.ts";
import type { Row, Store } from "./store.ts";
import type { Transaction } from "./transaction.ts";
import { PLATFORM_ACCOUNT, type StoredEndpoint } from "./wire.ts";

/** Wait before each further try, in wall time. After the last one Stripe's sandbox gives up, and so do we. */
const RETRY_DELAYS_MS = [500, 2_000, 5_000, 15_000, 60_000];
const AT_ONCE = 8;
/** Marks an endpoint made with `connect: true`. */
export const CONNECT_APPLICATION = "ca_sandbox";
const REORDER_WINDOW_MS = 150;
const ANSWER_WITHIN_MS = 10_000;

interface Waiting {
	id: string;
	dueMs: number;
	rank: number;
}

/**
 * Delivers events to webhook endpoints. Every delivery is a row until it is answered 2xx or given up, so one that was
 * under way when the process died is tried again after the next start.
 */
export class Deliveries {
	private queue: Waiting[] = [];
	private sorted = true;
	private active = 0;
	private rank = 0;
	private wake: NodeJS.Timeout | null = null;
	private stopped = false;
	private windowEndMs = 0;
	private readonly http = new HttpAgent({ keepAlive: true, maxSockets: AT_ONCE });
	private readonly https = new HttpsAgent({ keepAlive: true, maxSockets: AT_ONCE });

	constructor(
		private readonly store: Store,
		private readonly faults: Faults,
		private readonly eventBody: (row: Row) => string,
	) {}

	start(): void {
		for (const row of this.store.rowsOf("delivery")) {
			this.queue.push({ id: row.id, dueMs: Number(row.keys.due), rank: row.seq });
			this.rank = Math.max(this.rank, row.seq);
		}
		this.sorted = false;
		this.pump();
	}

	stop(): void {
		this.stopped = true;
		if (this.wake) clearTimeout(this.wake);
		this.http.destroy();
		this.https.destroy();
	}

	reset(): void {
		this.queue = [];
	}

	get outstanding(): number {
		return this.queue.length + this.active;
	}

	/** Adds the deliveries of this change's events to the change itself: no event is lost between the two. */
	plan(tx: Transaction): void {
		if (tx.events.length === 0) return;
		const endpoints = this.store
			.rowsOf("webhook_endpoint")
			.map((row) => ({ row, endpoint: this.store.read<"webhook_endpoint">(row) }));
		if (endpoints.length === 0) return;
		const { duplicate, delayMs, reorder } = this.faults.current;
		const planned: Waiting[] = [];
		for (const event of tx.events) {
			const account = event.account ?? PLATFORM_ACCOUNT;
			const wanting = endpoints.filter(({ row, endpoint }) => wants(row, endpoint, account, event.type));
			if (wanting.length === 0 || this.faults.dropsThisEvent()) continue;
			for (const { row } of wanting) {
				for (let copy = 0; copy <= duplicate; copy++) {
					const id = `${event.id}/${row.id}/${copy}`;
					const dueMs = reorder ? this.windowEnd() + delayMs : Date.now() + delayMs;
					this.rank += 1;
					planned.push({ id, dueMs, rank: reorder ? -this.rank : this.rank });
					tx.mark("delivery", account, id, { event: event.id, endpoint: row.id, tries: 0, due: dueMs });
				}
			}
		}
		tx.afterCommit.push(() => {
			this.queue.push(...planned);
			this.sorted = false;
			setImmediate(() => this.pump());
		});
	}

	private windowEnd(): number {
		if (this.windowEndMs < Date.now()) this.windowEndMs = Date.now() + REORDER_WINDOW_MS;
		return this.windowEndMs;
	}

	private pump(): void {
		if (this.stopped) return;
		if (!this.sorted) {
			this.queue.sort((a, b) => b.dueMs - a.dueMs || b.rank - a.rank);
			this.sorted = true;
		}
		for (
			let next = this.queue.at(-1);
			next && this.active < AT_ONCE && next.dueMs <= Date.now();
			next = this.queue.at(-1)
		) {
			this.queue.pop();
			void this.deliver(next);
		}
		const next = this.queue.at(-1);
		if (this.wake) clearTimeout(this.wake);
		this.wake = null;
		if (!next || this.active >= AT_ONCE) return;
		this.wake = setTimeout(() => this.pump(), Math.max(next.dueMs - Date.now(), 1));
		this.wake.unref();
	}

	private async deliver(waiting: Waiting): Promise<void> {
		const row = this.store.row("delivery", waiting.id);
		const event = row && this.store.row("event", String(row.keys.event));
		const endpointRow = row && this.store.row("webhook_endpoint", String(row.keys.endpoint));
		if (!row) return;
		if (!event || !endpointRow) {
			this.store.transaction(this.store.lastMs, (tx) => tx.remove("delivery", row.id));
			return;
		}
		this.active += 1;
		try {
			const endpoint = this.store.read<"webhook_endpoint">(endpointRow);
			const accepted = endpoint.status === "enabled" ? await this.send(endpoint, this.eventBody(event)) : true;
			if (!this.stopped && this.store.row("delivery", waiting.id) === row) this.settle(row, waiting, accepted);
		} finally {
			this.active -= 1;
			this.pump();
		}
	}

	private settle(row: Row, waiting: Waiting, accepted: boolean): void {
		const tries = Number(row.keys.tries) + 1;
		const delayMs = RETRY_DELAYS_MS[tries - 1];
		this.store.transaction(this.store.lastMs, (tx) => {
			if (accepted || delayMs === undefined) {
				tx.remove("delivery", row.id);
				return;
			}
			const dueMs = Date.now() + delayMs;
			tx.mark("delivery", row.account, row.id, { ...row.keys, tries, due: dueMs });
			this.queue.push({ id: row.id, dueMs, rank: waiting.rank });
			this.sorted = false;
		});
	}

	private send(endpoint: StoredEndpoint, body: string): Promise<boolean> {
		const secret = this.faults.current.badSignature ? `${endpoint.secret}-wrong` : endpoint.secret;
		const url = new URL(endpoint.url);
		const secure = url.protocol === "https:";
		return new Promise((resolve) => {
			const request = (secure ? httpsRequest : httpRequest)(
				url,
				{
					method: "POST",
					agent: secure ? this.https : this.http,
					timeout: ANSWER_WITHIN_MS,
					headers: {
						"content-type": "application/json; charset=utf-8",
						"content-length": Buffer.byteLength(body),
						"user-agent": "Stripe/1.0 (+izumi sandbox)",
						"stripe-signature": signatureHeader(secret, body, Math.floor(Date.now() / 1000)),
					},
				},
				(response) => {
					response.resume();
					response.on("end", () => resolve((response.statusCode ?? 500) >= 200 && (response.statusCode ?? 500) < 300));
					response.on("error", () => resolve(false));
				},
			);
			request.on("timeout", () => request.destroy(new Error("no answer in time")));
			request.on("error", () => resolve(false));
			request.end(body);
		});
	}
}

/** Always wall time: receivers refuse signatures that are too old, whatever the sandbox clock says. */
function signatureHeader(secret: string, body: string, atSeconds: number): string {
	const signature = createHmac("sha256", secret).update(`${atSeconds}.${body}`, "utf8").digest("hex");
	return `t=${atSeconds},v1=${signature}`;
}

/** An endpoint hears its own account, or, when made for Connect, every account but its own. */
function wants(row: Row, endpoint: StoredEndpoint, account: string, type: string): boolean {
	if (endpoint.status !== "enabled") return false;
	const forConnect = endpoint.application === CONNECT_APPLICATION;
	if (forConnect ? row.account === account : row.account !== account) return false;
	return endpoint.enabled_events.some((wanted) => wanted === "*" || wanted === type);
}
