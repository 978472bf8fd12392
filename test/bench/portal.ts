import autocannon from "autocannon";
import pg from "pg";
import { startDonorSession } from "~/domain/access/donor-session.server";
import { makePool } from "~/platform/db/pool.server";
import { inTransaction } from "~/platform/db/transaction.server";
import { answers, freePort, TestProcess } from "../factories/processes";
import { bulkDonors, bulkGifts, bulkReceive, prepareBulk } from "./bulk";
import { webSettings } from "./pages";
import { type Measured, milliseconds, rate } from "./report";
import { peakMemoryMb, type Stage } from "./stage";

const GIFTS = 10_000;
/** So that each has forty gifts: two pages of the list, and sums over all of them. */
const DONORS = 250;
const SECONDS = 6;
const CONNECTIONS = 16;

/** A signed-in donor's own page, rendered anew for each visit: session, gifts of the page, sums of the ledger by year. */
export async function benchPortal(stage: Stage): Promise<Measured[]> {
	const pool = makePool(stage.databaseUrl, 4, "izumi bench bulk");
	const port = await freePort();
	const web = new TestProcess("app/server.ts", webSettings(stage, port));
	try {
		await fill(stage, pool);
		const found = await pool.query<{ email: string }>("SELECT email_key AS email FROM donor ORDER BY id LIMIT 1");
		const email = found.rows[0]?.email ?? "";
		const { cookie } = await inTransaction(stage.ctx, (tx) => startDonorSession(tx, { email, now: new Date() }));
		web.start();
		await answers(`http://127.0.0.1:${port}/readyz`, 60_000);
		const asked = { url: `http://127.0.0.1:${port}/portal`, headers: { cookie: cookie.split(";", 1)[0] ?? "" } };
		await autocannon({ ...asked, connections: 4, duration: 2 });
		const result = await autocannon({ ...asked, connections: CONNECTIONS, duration: SECONDS });
		if (result.non2xx > 0 || result.errors > 0) throw new Error(`/portal: ${result.non2xx} other answers`);
		const note = `${CONNECTIONS} connections, ${GIFTS / DONORS} gifts a donor, ${GIFTS.toLocaleString("en")} in all`;
		return [
			{ what: "portal: pages", izumi: rate(result.requests.average), beside: "", note },
			{ what: "portal: 99 of 100 within", izumi: milliseconds(result.latency.p99), beside: "", note },
			{ what: "portal: peak memory", izumi: `${peakMemoryMb(web.pid)} MB`, beside: "" },
		];
	} finally {
		await web.end("SIGTERM");
		await pool.end();
	}
}

async function fill(stage: Stage, pool: pg.Pool): Promise<void> {
	await prepareBulk(pool);
	await bulkDonors(pool, 0, DONORS);
	await bulkGifts(pool, 0, GIFTS, DONORS);
	const client = new pg.Client({ connectionString: stage.databaseUrl });
	await client.connect();
	try {
		await client.query("BEGIN");
		await bulkReceive(client, 0, GIFTS);
		await client.query("COMMIT");
	} finally {
		await client.end();
	}
	await pool.query("VACUUM ANALYZE");
}
