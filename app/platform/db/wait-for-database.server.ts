import { setTimeout as sleep } from "node:timers/promises";
import pg from "pg";

const MINIMUM_VERSION = 150_000;
/** A server on its way up answers like this; anything else will not heal by waiting. */
const PASSING = new Set(["ECONNREFUSED", "ECONNRESET", "ENOTFOUND", "EAI_AGAIN", "ETIMEDOUT", "57P03", "53300"]);

const REASONS: Record<string, string> = {
	"28P01": "the server refuses the user or password in DATABASE_URL",
	"28000": "the server does not let this user connect from here (pg_hba.conf)",
	"3D000": "the database named in DATABASE_URL does not exist: create it, empty, with this user as its owner",
};

/** Waits until the server answers, saying why it waits; fails at once when waiting cannot help. */
export async function waitForDatabase(
	url: string,
	{ limitMs = 60_000, say = (_line: string) => {} } = {},
): Promise<void> {
	const deadline = Date.now() + limitMs;
	const where = describe(url);
	let said = false;
	for (;;) {
		const trouble = await tryOnce(url);
		if (!trouble) return;
		if (!trouble.passing || Date.now() > deadline) {
			throw new Error(`The database at ${where} cannot be used: ${trouble.reason}.`);
		}
		if (!said) say(`Waiting for the database at ${where} (${trouble.reason}) …`);
		said = true;
		await sleep(1000);
	}
}

async function tryOnce(url: string): Promise<{ reason: string; passing: boolean } | null> {
	const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 5000 });
	client.on("error", () => {});
	try {
		await client.connect();
		const { rows } = await client.query<{ version: number }>(
			"SELECT current_setting('server_version_num')::int AS version",
		);
		const version = rows[0]?.version ?? 0;
		if (version >= MINIMUM_VERSION) return null;
		return { reason: `it is PostgreSQL ${Math.floor(version / 10_000)}, and 15 or newer is needed`, passing: false };
	} catch (error) {
		const { code = "", message } = error as { code?: string; message: string };
		const passing = PASSING.has(code) || /timeout|terminated unexpectedly/i.test(message);
		return { reason: REASONS[code] ?? (message || code), passing };
	} finally {
		await client.end().catch(() => {});
	}
}

/** The address without its password. */
function describe(url: string): string {
	const { host, pathname } = new URL(url);
	return `${host}${pathname}`;
}
