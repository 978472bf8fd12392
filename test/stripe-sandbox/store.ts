import { Journal, type JournalRecord, type Ref } from "./journal.ts";
import { indexedKeys } from "./row-keys.ts";
import { Transaction } from "./transaction.ts";
import { type Kind, type Objects, PLATFORM_ACCOUNT } from "./wire.ts";

/** Keys live as long as Stripe promises, in sandbox time; then they are forgotten. */
export const KEY_LIFE_SECONDS = 24 * 60 * 60;

export type Keys = Record<string, string | number>;
export type RowKind = Kind | "idempotency" | "timer" | "delivery" | "setting";

/** What is held in memory of a stored thing: enough to find, order and filter it. Its body stays on disk. */
export interface Row {
	kind: RowKind;
	account: string;
	id: string;
	seq: number;
	created: number;
	keys: Keys;
	ref: Ref | null;
	object?: Ref;
}

/** Kinds that may exist before any history does. */
const SETUP: ReadonlySet<RowKind> = new Set(["setting", "webhook_endpoint", "idempotency"]);

const FEW: ReadonlySet<RowKind> = new Set(["webhook_endpoint", "timer", "delivery"]);

const UNLISTED: ReadonlySet<RowKind> = new Set([
	"idempotency",
	"timer",
	"delivery",
	"setting",
	"session_plan",
	"cash_account",
	"renewal_order",
	"account_link",
	"portal_session",
]);

export class Store {
	private readonly journal: Journal;
	private readonly byId = new Map<string, Row>();
	private readonly lists = new Map<string, Row[]>();
	private readonly roster = new Map<RowKind, Set<Row>>();
	private readonly accountNames = new Set<string>([PLATFORM_ACCOUNT]);
	private seq = 0;
	/** The latest moment anything was written, so that creation times never run backwards. */
	lastMs = 0;
	/** Adds to a change what must be written with it. */
	beforeCommit: (tx: Transaction) => void = () => {};

	constructor(dir: string) {
		this.journal = new Journal(dir);
		let records = 0;
		for (const change of this.journal.replay()) {
			records += change.length;
			for (const record of change) this.apply(record);
		}
		this.forgetOldKeys();
		if (records > 5_000 && records > this.byId.size * 2) this.compact();
	}

	get isEmpty(): boolean {
		for (const row of this.byId.values()) if (!SETUP.has(row.kind)) return false;
		return true;
	}

	row(kind: RowKind, id: string): Row | undefined {
		return this.byId.get(`${kind}:${id}`);
	}

	/** All rows of a kind that stays few, over all accounts. */
	rowsOf(kind: "webhook_endpoint" | "timer" | "delivery"): Row[] {
		return [...(this.roster.get(kind) ?? [])];
	}

	/** Rows of one account in order of creation, or only those whose indexed key has this value. */
	rows(kind: RowKind, account: string, key?: string, value?: string): readonly Row[] {
		return this.lists.get(listName(kind, account, key, value)) ?? [];
	}

	accounts(): string[] {
		return [...this.accountNames];
	}

	bodyText(ref: Ref): string {
		return this.journal.read(ref);
	}

	read<K extends Kind>(row: Row & { kind: K | RowKind }): Objects[K] {
		if (!row.ref) throw new Error(`${row.kind} ${row.id} has no body`);
		return JSON.parse(this.journal.read(row.ref)) as Objects[K];
	}

	get<K extends Kind>(kind: K, account: string, id: string): Objects[K] | undefined {
		const row = this.row(kind, id);
		return row && row.account === account ? this.read<K>(row) : undefined;
	}

	/** Runs `work` and writes everything it put, emitted and removed as one change, or nothing when it throws. */
	transaction<T>(nowMs: number, work: (tx: Transaction) => T): T {
		const tx = new Transaction(this, Math.floor(nowMs / 1000), nowMs);
		const result = work(tx);
		this.beforeCommit(tx);
		tx.seal();
		this.lastMs = Math.max(this.lastMs, nowMs);
		const records = this.journal.append(tx.bodies, (refs) => tx.records(refs));
		for (const record of records) this.apply(record);
		for (const notify of tx.afterCommit) notify();
		return result;
	}

	/** A change that is never written: for reading. */
	view(nowMs: number): Transaction {
		return new Transaction(this, Math.floor(nowMs / 1000), nowMs);
	}

	wipe(): void {
		this.journal.wipe();
		this.byId.clear();
		this.lists.clear();
		this.roster.clear();
		this.seq = 0;
		this.lastMs = 0;
	}

	close(): void {
		this.journal.close();
	}

	private apply(record: JournalRecord): void {
		if (record[0] === "d") {
			const row = this.byId.get(`${record[1]}:${record[2]}`);
			if (!row) return;
			this.byId.delete(`${record[1]}:${record[2]}`);
			this.roster.get(row.kind)?.delete(row);
			for (const name of this.listNames(row)) {
				const list = this.lists.get(name);
				const at = list?.indexOf(row) ?? -1;
				if (at >= 0) list?.splice(at, 1);
				if (list?.length === 0) this.lists.delete(name);
			}
			return;
		}
		const [, kind, account, id, created, keys, ref, object] = record;
		if (!SETUP.has(kind as RowKind)) this.lastMs = Math.max(this.lastMs, created * 1000);
		const known = this.byId.get(`${kind}:${id}`);
		if (known) {
			const before = new Set(this.listNames(known));
			known.keys = keys;
			known.created = created;
			known.ref = ref;
			for (const name of this.listNames(known)) if (!before.has(name)) this.addTo(name, known);
			return;
		}
		const row: Row = { kind: kind as RowKind, account, id, seq: ++this.seq, created, keys, ref };
		if (object) row.object = object;
		this.byId.set(`${kind}:${id}`, row);
		this.accountNames.add(account);
		if (FEW.has(row.kind)) this.roster.set(row.kind, (this.roster.get(row.kind) ?? new Set()).add(row));
		for (const name of this.listNames(row)) this.addTo(name, row);
	}

	private addTo(name: string, row: Row): void {
		const list = this.lists.get(name);
		if (!list) {
			this.lists.set(name, [row]);
			return;
		}
		// Lists are in order of creation, also when a row gets the key that puts it there only later.
		let at = list.length;
		while (at > 0 && (list[at - 1]?.seq ?? 0) > row.seq) at--;
		list.splice(at, 0, row);
	}

	private *listNames(row: Row): Generator<string> {
		if (!UNLISTED.has(row.kind)) yield listName(row.kind, row.account);
		for (const key of indexedKeys(row.kind)) {
			const value = row.keys[key];
			if (value !== undefined && value !== "") yield listName(row.kind, row.account, key, String(value));
		}
	}

	/** Idempotency keys past their life need not be carried on. */
	private forgetOldKeys(): void {
		const oldest = this.lastMs / 1000 - KEY_LIFE_SECONDS;
		for (const [name, row] of this.byId) {
			if (row.kind === "idempotency" && row.created < oldest) this.byId.delete(name);
		}
	}

	private compact(): void {
		const rows = [...this.byId.values()].sort((a, b) => a.seq - b.seq);
		this.journal.compact(
			rows.map((row) =>
				row.object
					? ["p", row.kind, row.account, row.id, row.created, row.keys, row.ref, row.object]
					: ["p", row.kind, row.account, row.id, row.created, row.keys, row.ref],
			),
		);
	}
}

const listName = (kind: RowKind, account: string, key?: string, value?: string): string =>
	key === undefined ? `${kind}\n${account}` : `${kind}\n${account}\n${key}\n${value}`;
