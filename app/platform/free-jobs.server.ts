import { EventEmitter } from "node:events";
import type { WorkerEvents } from "graphile-worker";
import type pg from "pg";
import { log } from "./log.server";

/** Of all our advisory locks, those that say "this worker lives". */
const LIVES = 7_302_011;
const LOOK_EVERY_MS = 30_000;
const TRY_AGAIN_MS = 1000;

/**
 * A worker that was killed leaves its jobs locked, and the queue waits four hours before it gives them to another. Here
 * each worker holds an advisory lock of its name for as long as its process has its connection; jobs locked under a name
 * that nobody holds are given back at once. Should a living worker lose that connection for a moment, a job of it may run
 * twice: every job of ours may.
 * @param pool  as the owner of the queue
 * @returns the emitter to start the workers with, and what ends the watch
 */
export async function freeJobsOfDeadWorkers(pool: pg.Pool): Promise<{ events: WorkerEvents; stop: () => void }> {
	const events: WorkerEvents = new EventEmitter();
	const names: string[] = [];
	let stopped = false;
	let client: pg.PoolClient | null = null;
	// One connection takes one question at a time.
	let turn: Promise<void> = Promise.resolve();

	async function connect(): Promise<void> {
		const made = await pool.connect();
		made.once("error", () => {
			client = null;
			made.release(true);
			if (!stopped) setTimeout(() => connect().catch(reconnectLater), TRY_AGAIN_MS).unref();
		});
		for (const name of names) await holdLock(made, name);
		client = made;
	}
	const reconnectLater = () => {
		if (!stopped) setTimeout(() => connect().catch(reconnectLater), TRY_AGAIN_MS).unref();
	};
	const look = () => free(pool).catch((error: Error) => log.warn({ err: error }, "could not look for dead workers"));

	await connect();
	events.on("worker:create", ({ worker }) => {
		names.push(worker.workerId);
		const holder = client;
		if (holder) turn = turn.then(() => holdLock(holder, worker.workerId)).catch(() => {});
	});
	await look();
	const timer = setInterval(look, LOOK_EVERY_MS);
	timer.unref();
	return {
		events,
		stop() {
			stopped = true;
			clearInterval(timer);
			client?.release(true);
		},
	};
}

async function holdLock(client: pg.PoolClient, name: string): Promise<void> {
	await client.query("SELECT pg_advisory_lock_shared($1, hashtext($2))", [LIVES, name]);
}

async function free(pool: pg.Pool): Promise<void> {
	// The lock of a name is free when its process is gone; it is let go again as the statement ends.
	const { rows } = await pool.query<{ workers: number }>(
		`WITH holders AS MATERIALIZED (
			SELECT DISTINCT locked_by FROM graphile_worker.jobs WHERE locked_by IS NOT NULL
		), dead AS MATERIALIZED (
			SELECT locked_by FROM holders WHERE pg_try_advisory_xact_lock($1, hashtext(locked_by))
		)
		SELECT count(*)::int AS workers, graphile_worker.force_unlock_workers(array_agg(locked_by)) FROM dead HAVING count(*) > 0`,
		[LIVES],
	);
	const workers = rows[0]?.workers ?? 0;
	if (workers > 0) log.warn({ workers }, "workers had died at their work: their jobs are free again");
}
