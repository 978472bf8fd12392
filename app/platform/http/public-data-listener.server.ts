import { randomBytes } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import pg from "pg";

/** Triggers on everything the public sees send this notification; the payload is free. */
export const PUBLIC_DATA_CHANNEL = "public_data";

const BEAT_EVERY_MS = 10_000;
const BEAT_LIMIT_MS = 5_000;
const RETRY_FIRST_MS = 250;
const RETRY_MAX_MS = 10_000;

export interface PublicDataEvents {
	/** Changes are heard from now on. */
	up(): void;
	/** Changes are not heard; said once until `up`. */
	down(reason: string): void;
	changed(): void;
}

export interface PublicDataListener {
	stop(): Promise<void>;
}

/**
 * Keeps one connection of its own that hears of changes to public data, and reconnects for ever.
 *
 * A connection can look alive and be dead (a firewall dropped it) or deaf (a pooler in transaction mode takes LISTEN and
 * delivers nothing), so the process sends itself a notification regularly and counts as down when it does not arrive.
 */
export function listenForPublicData(
	url: () => Promise<string>,
	events: PublicDataEvents,
	{ beatEveryMs = BEAT_EVERY_MS, beatLimitMs = BEAT_LIMIT_MS } = {},
): PublicDataListener {
	const stopping = new AbortController();
	const running = (async () => {
		let retryMs = RETRY_FIRST_MS;
		let saidDown = false;
		while (!stopping.signal.aborted) {
			const reason = await holdConnection(url, events, stopping.signal, { beatEveryMs, beatLimitMs }, () => {
				retryMs = RETRY_FIRST_MS;
				saidDown = false;
			});
			if (stopping.signal.aborted) return;
			if (!saidDown) events.down(reason);
			saidDown = true;
			await sleep(retryMs, undefined, { signal: stopping.signal }).catch(() => {});
			retryMs = Math.min(retryMs * 2, RETRY_MAX_MS);
		}
	})();
	return {
		async stop() {
			stopping.abort();
			await running;
		},
	};
}

interface Beat {
	beatEveryMs: number;
	beatLimitMs: number;
}

/** Listens until the connection fails; answers why. */
async function holdConnection(
	url: () => Promise<string>,
	events: PublicDataEvents,
	stopping: AbortSignal,
	{ beatEveryMs, beatLimitMs }: Beat,
	wasUp: () => void,
): Promise<string> {
	const beatChannel = `izumi_beat_${randomBytes(8).toString("hex")}`;
	let client: pg.Client | undefined;
	try {
		client = new pg.Client({
			connectionString: await url(),
			application_name: "izumi public data",
			connectionTimeoutMillis: beatLimitMs,
			query_timeout: beatLimitMs,
			keepAlive: true,
		});
		const lost = new AbortController();
		let beatArrived = () => {};
		client.on("error", (error) => lost.abort(error.message));
		client.on("end", () => lost.abort("connection ended"));
		client.on("notification", ({ channel }) => {
			if (channel === PUBLIC_DATA_CHANNEL) events.changed();
			else beatArrived();
		});
		await client.connect();
		await client.query(`LISTEN ${PUBLIC_DATA_CHANNEL}`);
		await client.query(`LISTEN ${beatChannel}`);
		const ending = AbortSignal.any([lost.signal, stopping]);
		for (let first = true; !ending.aborted; first = false) {
			const arrived = new Promise<true>((resolve) => {
				beatArrived = () => resolve(true);
			});
			await client.query(`NOTIFY ${beatChannel}`);
			const limit = sleep(beatLimitMs, false as const, { signal: ending, ref: false }).catch(() => false as const);
			if (!(await Promise.race([arrived, limit])))
				return lost.signal.aborted ? String(lost.signal.reason) : "notifications do not arrive";
			if (first) {
				wasUp();
				events.up();
			}
			await sleep(beatEveryMs, undefined, { signal: ending }).catch(() => {});
		}
		return String(ending.reason);
	} catch (error) {
		return error instanceof Error ? error.message : String(error);
	} finally {
		await Promise.race([client?.end().catch(() => {}), sleep(1000, undefined, { ref: false })]);
	}
}
