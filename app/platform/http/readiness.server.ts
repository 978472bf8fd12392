import type pg from "pg";
import { readMigrations } from "../../../prisma/migrate.ts";

export interface Readiness {
	ready: boolean;
	/** Why not; names no secret. */
	reason: "ok" | "closing" | "database_unreachable" | "not_migrated";
}

const LIMIT_MS = 3_000;

/** Reachable, and every migration this build knows is applied. */
export async function checkDatabase(pool: () => Promise<pg.Pool>, wanted = readMigrations()): Promise<Readiness> {
	let timer: NodeJS.Timeout | undefined;
	const late = new Promise<never>((_resolve, reject) => {
		timer = setTimeout(() => reject(new Error("the database did not answer in time")), LIMIT_MS);
	});
	try {
		const applied = await Promise.race([late, appliedMigrations(await pool())]);
		const missing = wanted.some((migration) => !applied.has(migration.name));
		return missing ? { ready: false, reason: "not_migrated" } : { ready: true, reason: "ok" };
	} catch {
		return { ready: false, reason: "database_unreachable" };
	} finally {
		clearTimeout(timer);
	}
}

async function appliedMigrations(pool: pg.Pool): Promise<Set<string>> {
	const there = await pool.query<{ there: boolean }>("SELECT to_regclass('_prisma_migrations') IS NOT NULL AS there");
	if (!there.rows[0]?.there) return new Set();
	const { rows } = await pool.query<{ migration_name: string }>(
		"SELECT migration_name FROM _prisma_migrations WHERE finished_at IS NOT NULL AND rolled_back_at IS NULL",
	);
	return new Set(rows.map((row) => row.migration_name));
}
