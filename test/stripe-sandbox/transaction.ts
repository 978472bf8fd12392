import { newId } from "./ids.ts";
import type { JournalRecord, Ref } from "./journal.ts";
import { keysOf } from "./row-keys.ts";
import type { Keys, RowKind, Store } from "./store.ts";
import { API_VERSION, type EventEnvelope, type Kind, type Objects, PLATFORM_ACCOUNT } from "./wire.ts";

export interface RequestMark {
	id: string | null;
	idempotency_key: string | null;
}

interface Put {
	kind: RowKind;
	account: string;
	id: string;
	created: number;
	keys: Keys;
	body: number | null;
	object?: number;
}

/** One change in the making. What it reads includes what it has put; nothing is visible outside until it commits. */
export class Transaction {
	readonly bodies: string[] = [];
	readonly afterCommit: (() => void)[] = [];
	readonly events: EventEnvelope[] = [];
	private readonly bodyAt = new Map<string, number>();
	private readonly objects = new Map<string, { kind: Kind; account: string; value: Objects[Kind] }>();
	private readonly loaded = new Map<string, { account: string; value: Objects[Kind] | undefined }>();
	private readonly plain: (Put | { removed: true; kind: RowKind; id: string })[] = [];
	request: RequestMark | null = null;

	constructor(
		readonly store: Store,
		readonly now: number,
		readonly nowMs: number,
	) {}

	get<K extends Kind>(kind: K, account: string, id: string): Objects[K] | undefined {
		const name = `${kind}:${id}`;
		const mine = this.objects.get(name) ?? this.loaded.get(name);
		if (mine) return mine.account === account ? (mine.value as Objects[K]) : undefined;
		const value = this.store.get(kind, account, id);
		// One instance per change: whoever asks again sees what was changed, put or not.
		if (value) this.loaded.set(name, { account, value });
		return value;
	}

	put<K extends Kind>(kind: K, account: string, value: Objects[K]): Objects[K] {
		this.objects.set(`${kind}:${value.id}`, { kind, account, value });
		return value;
	}

	/** A row without a body: timers, deliveries, settings. */
	mark(kind: RowKind, account: string, id: string, keys: Keys, body?: string): void {
		this.plain.push({
			kind,
			account,
			id,
			created: this.now,
			keys,
			body: body === undefined ? null : this.addBody(body),
		});
	}

	remove(kind: RowKind, id: string): void {
		this.objects.delete(`${kind}:${id}`);
		this.loaded.delete(`${kind}:${id}`);
		this.plain.push({ removed: true, kind, id });
	}

	/** Records an event with the object as it is at this moment. */
	emit(type: string, account: string, object: object, previous?: Record<string, unknown>): void {
		const envelope: EventEnvelope = {
			id: newId("evt_"),
			object: "event",
			api_version: API_VERSION,
			created: this.now,
			livemode: false,
			request: this.request ?? { id: null, idempotency_key: null },
			type,
		};
		if (account !== PLATFORM_ACCOUNT) envelope.account = account;
		if (previous) envelope.previous_attributes = previous;
		this.events.push(envelope);
		this.plain.push({
			kind: "event",
			account,
			id: envelope.id,
			created: this.now,
			keys: { type, object: "id" in object ? String(object.id) : "" },
			body: this.addBody(JSON.stringify(envelope)),
			object: this.addBody(JSON.stringify(object)),
		});
	}

	/** Bodies equal to one already in this change are written once: an object, its event and the answer share their bytes. */
	addBody(body: string): number {
		const known = this.bodyAt.get(body);
		if (known !== undefined) return known;
		this.bodies.push(body);
		this.bodyAt.set(body, this.bodies.length - 1);
		return this.bodies.length - 1;
	}

	/** Turns everything put into bodies. Called once, before the bodies are written. */
	seal(): void {
		const puts: Put[] = [];
		for (const { kind, account, value } of this.objects.values()) {
			const created = "created" in value && typeof value.created === "number" ? value.created : this.now;
			puts.push({
				kind,
				account,
				id: value.id,
				created,
				keys: keysOf(kind, value),
				body: this.addBody(JSON.stringify(value)),
			});
		}
		this.objects.clear();
		this.plain.unshift(...puts);
	}

	records(refs: Ref[]): JournalRecord[] {
		const at = (index: number | null): Ref | null => (index === null ? null : (refs[index] ?? null));
		return this.plain.map((put): JournalRecord => {
			if ("removed" in put) return ["d", put.kind, put.id];
			const object = put.object === undefined ? null : at(put.object);
			if (object) return ["p", put.kind, put.account, put.id, put.created, put.keys, at(put.body), object];
			return ["p", put.kind, put.account, put.id, put.created, put.keys, at(put.body)];
		});
	}
}
