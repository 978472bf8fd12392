import { Clock } from "./clock.ts";
import { Deliveries } from "./deliveries.ts";
import { eventText } from "./event-text.ts";
import { Faults } from "./faults.ts";
import { Store } from "./store.ts";
import type { RequestMark, Transaction } from "./transaction.ts";
import { PLATFORM_ACCOUNT } from "./wire.ts";

/** Everything one sandbox consists of. */
export class World {
	readonly store: Store;
	readonly clock: Clock;
	readonly faults: Faults;
	readonly deliveries: Deliveries;

	constructor(dir: string) {
		this.store = new Store(dir);
		this.clock = new Clock(this.store);
		this.faults = new Faults(this.store);
		this.deliveries = new Deliveries(this.store, this.faults, (row) => eventText(this.store, row));
		this.store.beforeCommit = (tx) => this.deliveries.plan(tx);
	}

	start(): void {
		this.clock.start();
		this.deliveries.start();
	}

	stop(): void {
		this.clock.stop();
		this.deliveries.stop();
		this.store.close();
	}

	/** One change at sandbox time. `request` is named by the events it causes. */
	change<T>(work: (tx: Transaction) => T, request: RequestMark | null = null): T {
		return this.store.transaction(this.clock.nowMs(), (tx) => {
			tx.request = request;
			return work(tx);
		});
	}

	/** For reading at sandbox time; whatever is put into it is never written. */
	view(): Transaction {
		return this.store.view(this.clock.nowMs());
	}

	/** Forgets everything; webhook endpoints stay when asked to. */
	reset(keepWebhookEndpoints: boolean): void {
		const kept = keepWebhookEndpoints
			? this.store
					.rowsOf("webhook_endpoint")
					.map((row) => ({ account: row.account, endpoint: this.store.read<"webhook_endpoint">(row) }))
			: [];
		this.clock.reset();
		this.deliveries.reset();
		this.faults.reset();
		this.store.wipe();
		this.change((tx) => {
			for (const { account, endpoint } of kept) tx.put("webhook_endpoint", account, endpoint);
		});
	}

	get isFresh(): boolean {
		return this.store.isEmpty;
	}

	readonly platform = PLATFORM_ACCOUNT;
}
