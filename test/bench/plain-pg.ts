import pg from "pg";
import { allAtOnce } from "./report";

/** Tables a booked gift writes, copied with their indexes and checks and without triggers or foreign keys. */
const TABLES = [
	"gift",
	"recurring_invoice",
	"checkout_attempt",
	"relationship",
	"stripe_event",
	"stripe_charge",
	"stripe_balance_transaction",
	"payment",
	"allocation",
	"ledger_transaction",
	"ledger_entry",
	"ledger_balance",
	"audit_event",
	"mail",
];

export async function copyTables(pool: pg.Pool): Promise<void> {
	await pool.query("CREATE SCHEMA IF NOT EXISTS plain");
	for (const table of TABLES) {
		await pool.query(`CREATE TABLE plain.${table} (LIKE public.${table} INCLUDING ALL)`);
	}
	await pool.query(
		"CREATE TABLE plain.job (id bigserial PRIMARY KEY, key text UNIQUE, payload json, run_at timestamptz DEFAULT now())",
	);
	await pool.query("INSERT INTO plain.gift SELECT * FROM public.gift");
	await pool.query("INSERT INTO plain.checkout_attempt SELECT * FROM public.checkout_attempt");
	await pool.query("INSERT INTO plain.relationship SELECT * FROM public.relationship");
}

export type Row = { table: string; values: Record<string, unknown> };
/** One commit: rows to insert, and statements that change rows. */
export type Commit = { rows: Row[]; updates?: { sql: string; values: unknown[] }[] };

/**
 * What a careful hand would write with `pg` alone: each row one prepared INSERT, the same commits, the same number at once.
 * @returns milliseconds
 */
export async function plainCommits(databaseUrl: string, atOnce: number, work: readonly Commit[][]): Promise<number> {
	const clients = await Promise.all(
		Array.from({ length: atOnce }, async () => {
			const client = new pg.Client({ connectionString: databaseUrl, options: "-c search_path=plain,public" });
			await client.connect();
			return client;
		}),
	);
	const free = [...clients];
	const ms = await allAtOnce(work, atOnce, async (commits) => {
		const client = free.pop();
		if (!client) throw new Error("more at once than connections");
		for (const { rows, updates = [] } of commits) {
			await client.query("BEGIN");
			for (const { table, values } of rows) {
				const columns = Object.keys(values);
				const text = `INSERT INTO ${table} ("${columns.join('", "')}") VALUES (${columns.map((_, index) => `$${index + 1}`).join(", ")})`;
				await client.query({ name: `${table}:${columns.length}`, text, values: Object.values(values) });
			}
			for (const { sql, values } of updates) await client.query({ name: sql.slice(0, 60), text: sql, values });
			await client.query("COMMIT");
		}
		free.push(client);
	});
	await Promise.all(clients.map((client) => client.end()));
	return ms;
}
