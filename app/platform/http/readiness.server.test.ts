import pg from "pg";
import { afterAll, expect, it } from "vitest";
import { readMigrations } from "../../../prisma/migrate.ts";
import { freshDatabase } from "../../../test/setup/database.ts";
import { checkDatabase } from "./readiness.server.ts";

const database = freshDatabase();
const pools: pg.Pool[] = [];
const poolFor = (connectionString: string) => {
	const pool = new pg.Pool({ connectionString, max: 1 });
	pools.push(pool);
	return pool;
};
afterAll(async () => {
	for (const pool of pools) await pool.end();
});

it("is ready on a migrated database as the app's role, not as the owner, before the newest migration or without a database", async () => {
	const pool = poolFor(database.appUrl);
	expect(await checkDatabase(async () => pool)).toEqual({ ready: true, reason: "ok" });
	const newer = [...readMigrations(), { name: "99990101000000_later", sql: "", checksum: "" }];
	expect(await checkDatabase(async () => pool, newer)).toEqual({ ready: false, reason: "not_migrated" });
	const owner = poolFor(database.ownerUrl);
	expect(await checkDatabase(async () => owner)).toEqual({ ready: false, reason: "not_as_app_role" });
	const away = poolFor("postgresql://nobody@127.0.0.1:1/none");
	expect(await checkDatabase(async () => away)).toEqual({ ready: false, reason: "database_unreachable" });
});
