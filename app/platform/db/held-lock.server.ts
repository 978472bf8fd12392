import type pg from "pg";
import { appPool } from "./pool.server";
import { type SqlTx, sqlTx } from "./sql-tx.server";

/** A lock that one process has, for as long as its connection lives. What is written through it is written under the lock. */
export type HeldLock = {
	/** One transaction at a time, on the connection that holds the lock: it cannot be kept after the lock is gone. */
	transaction<T>(work: (tx: SqlTx) => Promise<T>): Promise<T>;
	/** Aborted when the connection, and with it the lock, is lost. */
	lost: AbortSignal;
	release(): Promise<void>;
};

/** Of all our advisory locks of one number, ours are made of names. */
const SEED = 5_021;

/** @returns null while somebody else holds it */
export async function tryHoldLock(name: string): Promise<HeldLock | null> {
	const client = await (await appPool()).connect();
	const gone = new AbortController();
	const lose = () => gone.abort();
	client.once("error", lose);
	client.once("end", lose);
	let held = false;
	try {
		const { rows } = await client.query<{ held: boolean }>(
			"SELECT pg_try_advisory_lock(hashtextextended($1, $2)) AS held",
			[name, SEED],
		);
		held = rows[0]?.held ?? false;
	} finally {
		// After an error nobody knows whether the lock was given: the connection goes, and the lock with it.
		if (!held) letGo(client, lose, false);
	}
	if (!held) return null;
	return {
		transaction: (work) => inTransactionOn(client, work),
		lost: gone.signal,
		async release() {
			const unlocked = await client
				.query("SELECT pg_advisory_unlock(hashtextextended($1, $2))", [name, SEED])
				.then(() => true)
				.catch(() => false);
			letGo(client, lose, !unlocked);
		},
	};
}

function letGo(client: pg.PoolClient, lose: () => void, destroy: boolean): void {
	client.off("error", lose);
	client.off("end", lose);
	client.release(destroy);
}

async function inTransactionOn<T>(client: pg.PoolClient, work: (tx: SqlTx) => Promise<T>): Promise<T> {
	await client.query("BEGIN");
	try {
		const result = await work(sqlTx(client));
		await client.query("COMMIT");
		return result;
	} catch (error) {
		await client.query("ROLLBACK").catch(() => {});
		throw error;
	}
}
