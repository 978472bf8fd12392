import { AsyncLocalStorage } from "node:async_hooks";
import { setTimeout as sleep } from "node:timers/promises";
import type pg from "pg";
import type { z } from "zod";
import { log } from "../log.server";
import { processWide } from "../process-wide";
import { getPrisma, type Prisma, TRANSACTION_LIMIT_MS, TRANSACTION_WAIT_MS } from "./client.server";
import { appPool } from "./pool.server";
import { type SqlTx, sqlTx } from "./sql-tx.server";

export type { SqlTx };

export type Tx = Prisma.TransactionClient;

type TransactionOptions = {
	isolationLevel?: Prisma.TransactionIsolationLevel;
	/** How long it may run, for the rare bulk work; the usual limit is a minute. */
	timeoutMs?: number;
};

type Open = { open: boolean; isReading?: boolean; afterwards: Map<string, () => Promise<unknown>> } & (
	| { kind: "prisma"; tx: Tx }
	| { kind: "sql"; tx: SqlTx }
);
type Starter = {
	$transaction<T>(
		work: (tx: Tx) => Promise<T>,
		options: { maxWait: number; timeout: number; isolationLevel?: Prisma.TransactionIsolationLevel },
	): Promise<T>;
};

const current = processWide("transaction", () => new AsyncLocalStorage<Open>());
const ATTEMPTS = 5;

/**
 * Runs the work in one transaction: all of it is kept, or nothing.
 *
 * Unlike `ctx.db` it sees every row: a use case asks the actor's ability before it changes something. Called inside
 * another one, it joins it. Runs the work again only after a deadlock or serialization failure, so the work
 * must have no effect outside the database. Never catch a database error inside the work: PostgreSQL has rolled everything
 * back by then, and the call would still report success. Insert-once is ON CONFLICT DO NOTHING RETURNING.
 */
export async function inTransaction<T>(
	_ctx: { requestId: string },
	work: (tx: Tx) => Promise<T>,
	options: TransactionOptions = {},
): Promise<T> {
	const outer = current.getStore();
	if (outer?.open) {
		if (outer.kind === "sql") throw new Error("inTransaction cannot join a transaction of plain SQL");
		return work(outer.tx);
	}
	const db: Starter = await getPrisma();
	return untilKept(() => runOnce(db, work, options));
}

/**
 * Reads as of one moment (REPEATABLE READ), on a connection of its own even inside another transaction: what that one has
 * written and not committed is not seen. Raw reads inside go through it.
 */
export async function inOneReading<T>(work: (tx: Tx) => Promise<T>, options: { timeoutMs?: number } = {}): Promise<T> {
	const db: Starter = await getPrisma();
	return db.$transaction(
		async (tx) => {
			const entry: Open = { kind: "prisma", tx, open: true, isReading: true, afterwards: new Map() };
			try {
				return await current.run(entry, () => work(tx));
			} finally {
				entry.open = false;
			}
		},
		{
			maxWait: TRANSACTION_WAIT_MS,
			timeout: options.timeoutMs ?? TRANSACTION_LIMIT_MS,
			isolationLevel: "RepeatableRead",
		},
	);
}

/** The reading around the caller, when there is one. */
export function currentReading(): Tx | null {
	const entry = current.getStore();
	return entry?.open && entry.isReading && entry.kind === "prisma" ? entry.tx : null;
}

/**
 * The same promises for a use case whose statements are all SQL, on a connection of `pg` itself: booking a gift costs half
 * as much without the client between. Joins a transaction it is called in.
 */
export async function inSqlTransaction<T>(_ctx: { requestId: string }, work: (tx: SqlTx) => Promise<T>): Promise<T> {
	const outer = current.getStore();
	if (outer?.open) return work(outer.tx);
	const pool = await appPool();
	return untilKept(() => runSqlOnce(pool, work));
}

async function untilKept<T>(run: () => Promise<T>): Promise<T> {
	for (let attempt = 1; ; attempt += 1) {
		try {
			return await run();
		} catch (error) {
			if (attempt >= ATTEMPTS || !isRetryable(error)) throw error;
			await sleep(Math.random() * 25 * 2 ** attempt);
		}
	}
}

async function runSqlOnce<T>(pool: pg.Pool, work: (tx: SqlTx) => Promise<T>): Promise<T> {
	const client = await pool.connect();
	// A connection that dies between two statements says so here; the next statement fails.
	const dies = () => {};
	client.on("error", dies);
	const release = (failure?: Error) => {
		client.off("error", dies);
		client.release(failure);
	};
	const entry: Open = { kind: "sql", tx: sqlTx(client), open: true, afterwards: new Map() };
	let broken: Error | undefined;
	try {
		await client.query("BEGIN");
		const result = await current.run(entry, () => work(entry.tx));
		entry.open = false;
		await client.query("COMMIT");
		release();
		await runAfterwards(entry);
		return result;
	} catch (error) {
		entry.open = false;
		// A connection that cannot roll back is thrown away, and the server rolls back what it held.
		await client.query("ROLLBACK").catch((failure: Error) => {
			broken = failure;
		});
		release(broken);
		throw error;
	}
}

async function runOnce<T>(db: Starter, work: (tx: Tx) => Promise<T>, options: TransactionOptions): Promise<T> {
	const state: { entry: Open | null } = { entry: null };
	try {
		const result = await db.$transaction(
			(tx) => {
				state.entry = { kind: "prisma", tx, open: true, afterwards: new Map() };
				return current.run(state.entry, () => work(tx));
			},
			{
				maxWait: TRANSACTION_WAIT_MS,
				timeout: options.timeoutMs ?? TRANSACTION_LIMIT_MS,
				...(options.isolationLevel ? { isolationLevel: options.isolationLevel } : {}),
			},
		);
		if (state.entry) await runAfterwards(state.entry);
		return result;
	} finally {
		// Something started inside but not awaited must not write into a transaction that is over.
		if (state.entry) state.entry.open = false;
	}
}

/**
 * Runs once after the transaction around the caller has committed, and never if it rolls back. A process killed in between
 * does not run it: only for what is made up for elsewhere. What must happen is a job.
 * @param name  asked for twice under one name, it runs once
 */
export function afterCommit(name: string, work: () => Promise<unknown>): void {
	const entry = current.getStore();
	if (!entry?.open) throw new Error(`afterCommit(${name}) needs a transaction around it`);
	entry.afterwards.set(name, work);
}

async function runAfterwards(entry: Open): Promise<void> {
	entry.open = false;
	for (const [name, work] of entry.afterwards) {
		await work().catch((error: unknown) => log.warn({ err: error, name }, "what follows a commit failed"));
	}
}

function isRetryable(error: unknown): boolean {
	const code = databaseErrorCode(error);
	return code === "40001" || code === "40P01" || code === "P2034";
}

/** PostgreSQL's code of an error when it can be found (23505, 40001 …), else Prisma's (P2034 …), else null. */
export function databaseErrorCode(error: unknown): string | null {
	let fallback: string | null = null;
	for (const part of parts(error)) {
		const code = part.originalCode ?? part.code;
		if (typeof code !== "string") continue;
		if (/^[0-9A-Z]{5}$/.test(code) && !code.startsWith("P20")) return code;
		fallback ??= code;
	}
	return fallback;
}

/** The server's own words for an error, such as the text a trigger or CHECK refused with. */
export function databaseErrorMessage(error: unknown): string {
	let message = error instanceof Error ? error.message : String(error);
	for (const part of parts(error)) {
		const words = part.originalMessage ?? (part.kind ? part.message : undefined);
		if (typeof words === "string") message = words;
	}
	return message;
}

/** Prisma wraps what the driver said in one of several places. */
function* parts(error: unknown, depth = 0): Generator<Record<string, unknown>> {
	if (typeof error !== "object" || error === null || depth > 5) return;
	const part = error as Record<string, unknown>;
	yield part;
	yield* parts(part.cause, depth + 1);
	const meta = part.meta as Record<string, unknown> | undefined;
	if (meta) {
		yield* parts(meta.driverAdapterError, depth + 1);
		if (typeof meta.code === "string") yield meta;
	}
}

type Queryable = { $queryRaw(sql: Prisma.Sql): Promise<unknown> };

/**
 * Raw SQL whose rows are checked. A sum of BIGINT is NUMERIC in PostgreSQL: cast it `::bigint`.
 * @throws when a row does not have the promised shape, naming the column
 */
export async function queryRows<S extends z.ZodType>(
	db: Queryable,
	schema: S,
	sql: Prisma.Sql,
): Promise<z.output<S>[]> {
	const rows = (await db.$queryRaw(sql)) as unknown[];
	return rows.map((row, index) => {
		const parsed = schema.safeParse(row);
		if (parsed.success) return parsed.data;
		const issues = parsed.error.issues.map((issue) => `column "${issue.path.join(".")}": ${issue.message}`);
		const start = sql.text.replace(/\s+/g, " ").trim().slice(0, 120);
		throw new Error(`Row ${index + 1} of "${start}…" is not as promised: ${issues.join("; ")}`);
	});
}

/**
 * A write that is one statement is a transaction by itself: no BEGIN and COMMIT to wait for. Inside a transaction it joins it.
 * @throws as queryRows
 */
export async function inOneStatement<S extends z.ZodType>(schema: S, sql: Prisma.Sql): Promise<z.output<S>[]> {
	const outer = current.getStore();
	return queryRows(outer?.open ? outer.tx : sqlTx(await appPool()), schema, sql);
}

/** One row exactly. */
export async function queryRow<S extends z.ZodType>(db: Queryable, schema: S, sql: Prisma.Sql): Promise<z.output<S>> {
	const [row, ...more] = await queryRows(db, schema, sql);
	if (row === undefined || more.length > 0) {
		throw new Error(`Expected one row and got ${row === undefined ? 0 : more.length + 1}: ${sql.text.slice(0, 120)}`);
	}
	return row;
}
