import pg from "pg";
import { processWide } from "../process-wide";
import { appUrl, ownerUrl } from "./database-url.server";

type Pools = { app: Promise<pg.Pool> | null; owner: Promise<pg.Pool> | null };

const pools = processWide<Pools>("pools", () => ({ app: null, owner: null }));

/** For raw SQL outside Prisma (streams, bulk reads, the job worker), as the app's role. */
export function appPool(): Promise<pg.Pool> {
	pools.app ??= appUrl().then((url) => makePool(url, 20, "izumi app"));
	return pools.app;
}

/** As the owner of the tables: for migrations and their checks, never for the product. */
export function ownerPool(): Promise<pg.Pool> {
	pools.owner ??= ownerUrl().then((url) => makePool(url, 4, "izumi owner"));
	return pools.owner;
}

export function makePool(connectionString: string, max: number, name: string): pg.Pool {
	const pool = new pg.Pool({
		connectionString,
		max,
		application_name: name,
		connectionTimeoutMillis: 15_000,
		idleTimeoutMillis: 30_000,
		keepAlive: true,
	});
	// An idle connection may die with the server; the pool replaces it, and the next query reports a lasting trouble.
	pool.on("error", () => {});
	return pool;
}

export async function closePools(): Promise<void> {
	const open = [pools.app, pools.owner];
	pools.app = null;
	pools.owner = null;
	for (const pool of open) await (await pool?.catch(() => null))?.end();
}
