/**
 * Applies prisma/migrations. Prisma's own engine is a download at run time; this needs only PostgreSQL and keeps the same
 * records, so `prisma migrate deploy` agrees about what is applied.
 */
import { createHash, randomUUID } from "node:crypto";
import fs from "node:fs";
import path from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { Logger, runMigrations } from "graphile-worker";
import pg from "pg";
import { ownerUrl, stopDatabase } from "~/platform/db/database-url.server";
import { waitForDatabase } from "~/platform/db/wait-for-database.server";

export const MIGRATIONS_DIR = fileURLToPath(new URL("./migrations", import.meta.url));

/** The lock Prisma's engine takes too, so that the two never run at once. */
const LOCK = 72_707_369;

export type Migration = { name: string; sql: string; checksum: string };
export type MigrateResult = { applied: string[]; alreadyThere: number };
type Recorded = { migration_name: string; checksum: string; finished_at: Date | null };

const RECORDS_TABLE = `CREATE TABLE IF NOT EXISTS _prisma_migrations (
	id VARCHAR(36) PRIMARY KEY NOT NULL,
	checksum VARCHAR(64) NOT NULL,
	finished_at TIMESTAMPTZ,
	migration_name VARCHAR(255) NOT NULL,
	logs TEXT,
	rolled_back_at TIMESTAMPTZ,
	started_at TIMESTAMPTZ NOT NULL DEFAULT now(),
	applied_steps_count INTEGER NOT NULL DEFAULT 0
)`;

/** In the order of their names. */
export function readMigrations(folder: string = MIGRATIONS_DIR): Migration[] {
	if (!fs.existsSync(folder)) return [];
	return fs
		.readdirSync(folder, { withFileTypes: true })
		.filter((entry) => entry.isDirectory())
		.map((entry) => entry.name)
		.sort()
		.map((name) => {
			const sql = fs.readFileSync(path.join(folder, name, "migration.sql"), "utf8");
			return { name, sql, checksum: createHash("sha256").update(sql).digest("hex") };
		});
}

/**
 * Brings the database to the newest migration. Safe to run at once from several machines: one works, the others wait.
 * @param url  connects as the owner of the tables
 * @throws when an applied migration was changed afterwards, or one failed halfway
 */
export async function migrate(url: string, { folder = MIGRATIONS_DIR, say = (_line: string) => {} } = {}) {
	const client = new pg.Client({ connectionString: url, application_name: "izumi migrate" });
	await client.connect();
	try {
		await client.query("SELECT pg_advisory_lock($1)", [LOCK]);
		// The queue's tables first: ours name them in functions and grants.
		await installQueue(url);
		await client.query(RECORDS_TABLE);
		const result: MigrateResult = { applied: [], alreadyThere: 0 };
		const recorded = await readRecorded(client);
		for (const migration of readMigrations(folder)) {
			if (isApplied(migration, recorded.get(migration.name))) {
				result.alreadyThere += 1;
				continue;
			}
			await apply(client, migration);
			say(`Applied migration ${migration.name}`);
			result.applied.push(migration.name);
		}
		return result;
	} finally {
		await client.end();
	}
}

/** graphile-worker's own tables, in their own schema. */
export async function installQueue(url: string): Promise<void> {
	const pool = new pg.Pool({ connectionString: url, max: 2 });
	pool.on("error", () => {});
	try {
		await runMigrations({ pgPool: pool, logger: new Logger(() => () => {}) });
	} finally {
		await pool.end();
	}
}

async function readRecorded(client: pg.Client): Promise<Map<string, Recorded>> {
	const { rows } = await client.query<Recorded>(
		"SELECT migration_name, checksum, finished_at FROM _prisma_migrations WHERE rolled_back_at IS NULL",
	);
	return new Map(rows.map((row) => [row.migration_name, row]));
}

function isApplied(migration: Migration, recorded: Recorded | undefined): boolean {
	if (!recorded) return false;
	if (!recorded.finished_at) {
		throw new Error(`Migration ${migration.name} began and did not finish. Repair the database, then its record.`);
	}
	if (recorded.checksum === migration.checksum) return true;
	throw new Error(
		`Migration ${migration.name} was changed after it was applied. Put its file back as it was, and write a new migration.`,
	);
}

/** The script and its record in one transaction: a failure leaves the database as it was. */
async function apply(client: pg.Client, migration: Migration): Promise<void> {
	const startedAt = new Date();
	try {
		await client.query("BEGIN");
		await client.query(migration.sql);
		await client.query(
			`INSERT INTO _prisma_migrations (id, checksum, migration_name, started_at, finished_at, applied_steps_count)
			VALUES ($1, $2, $3, $4, clock_timestamp(), 1)`,
			[randomUUID(), migration.checksum, migration.name, startedAt],
		);
		await client.query("COMMIT");
	} catch (error) {
		await client.query("ROLLBACK");
		throw new Error(`Migration ${migration.name} failed${lineOf(migration.sql, error)}: ${(error as Error).message}`, {
			cause: error,
		});
	}
}

function lineOf(sql: string, error: unknown): string {
	const position = Number((error as { position?: string }).position);
	return position > 0 ? ` at line ${sql.slice(0, position).split("\n").length}` : "";
}

async function main(): Promise<void> {
	const say = (line: string) => console.log(line);
	const url = await ownerUrl(say);
	try {
		await waitForDatabase(url, { say });
		const { applied, alreadyThere } = await migrate(url, { say });
		say(applied.length > 0 ? "The database is up to date." : `Nothing to do: ${alreadyThere} migrations are applied.`);
	} finally {
		await stopDatabase();
	}
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) {
	main().catch((error: Error) => {
		console.error(error.message);
		process.exitCode = 1;
	});
}
