import type pg from "pg";
import { readMigrations } from "../../../prisma/migrate.ts";
import { APP_ROLE } from "../db/database-url.server.ts";

export interface Readiness {
	ready: boolean;
	/** Why not; names no secret. */
	reason: "ok" | "closing" | "database_unreachable" | "not_migrated" | "not_as_app_role";
}

const LIMIT_MS = 3_000;

/** Reachable, every migration this build knows is applied, and we are the role that the ledger's rules bind. */
export async function checkDatabase(pool: () => Promise<pg.Pool>, wanted = readMigrations()): Promise<Readiness> {
	let timer: NodeJS.Timeout | undefined;
	const late = new Promise<never>((_resolve, reject) => {
		timer = setTimeout(() => reject(new Error("the database did not answer in time")), LIMIT_MS);
	});
	try {
		const { role, applied } = await Promise.race([late, stateOf(await pool())]);
		if (wanted.some((migration) => !applied.has(migration.name))) return { ready: false, reason: "not_migrated" };
		// A pooler may drop the connection option that sets the role, and we would run as the owner of the tables.
		return role === APP_ROLE ? { ready: true, reason: "ok" } : { ready: false, reason: "not_as_app_role" };
	} catch {
		return { ready: false, reason: "database_unreachable" };
	} finally {
		clearTimeout(timer);
	}
}

async function stateOf(pool: pg.Pool): Promise<{ role: string; applied: Set<string> }> {
	const { rows } = await pool.query<{ role: string; there: boolean }>(
		"SELECT current_user AS role, to_regclass('_prisma_migrations') IS NOT NULL AS there",
	);
	const role = rows[0]?.role ?? "";
	if (!rows[0]?.there) return { role, applied: new Set() };
	const applied = await pool.query<{ migration_name: string }>(
		"SELECT migration_name FROM _prisma_migrations WHERE finished_at IS NOT NULL AND rolled_back_at IS NULL",
	);
	return { role, applied: new Set(applied.rows.map((row) => row.migration_name)) };
}
