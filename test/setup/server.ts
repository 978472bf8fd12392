import { createHash } from "node:crypto";
import path from "node:path";
import pg from "pg";
import { type EmbeddedServer, ensureEmbedded } from "~/platform/db/embedded.server";
import { migrate, readMigrations } from "../../prisma/migrate";

/** Advisory locks hold within one database, so everything that takes this one connects to `postgres`. */
const LOCK = 4_120_381;
const KEPT_TEMPLATES = 4;

export type TestServer = { serverUrl: string; template: string; stop: () => Promise<void> };

/** The server all test runs of this folder share, with one migrated template per state of the migrations. */
export async function startTestServer(dataDir = path.resolve(".test-data")): Promise<TestServer> {
	const server: EmbeddedServer = await ensureEmbedded({
		dataDir,
		database: "postgres",
		shared: true,
		// Test data need not outlive a power cut.
		settings: { fsync: "off", synchronous_commit: "off", full_page_writes: "off", shared_buffers: "128MB" },
		say: (line) => console.log(line),
	});
	const serverUrl = server.url;
	const template = `izumi_template_${stateOfMigrations()}`;
	await onServer(serverUrl, async (client) => {
		await dropLeftovers(client, template);
		const there = await client.query("SELECT 1 FROM pg_database WHERE datname = $1", [template]);
		if (there.rowCount) return;
		// Under another name until it is whole, so that a run cut short leaves no half template.
		const unfinished = `izumi_test_${process.pid}_template`;
		await client.query(`CREATE DATABASE ${unfinished} TEMPLATE template0`);
		await migrate(databaseUrl(serverUrl, unfinished));
		await client.query(`ALTER DATABASE ${unfinished} RENAME TO ${template}`);
	});
	return { serverUrl, template, stop: server.stop };
}

export async function cloneTemplate(serverUrl: string, template: string, name: string): Promise<string> {
	await onServer(serverUrl, (client) =>
		client.query(`CREATE DATABASE ${name} TEMPLATE ${template} STRATEGY FILE_COPY`),
	);
	return databaseUrl(serverUrl, name);
}

export async function dropDatabase(serverUrl: string, name: string): Promise<void> {
	await onServer(serverUrl, (client) => client.query(`DROP DATABASE IF EXISTS ${name} WITH (FORCE)`));
}

function databaseUrl(serverUrl: string, name: string): string {
	const url = new URL(serverUrl);
	url.pathname = `/${name}`;
	return url.href;
}

/** One at a time: a template cannot be copied while anything else is connected to it. */
async function onServer(serverUrl: string, work: (client: pg.Client) => Promise<unknown>): Promise<void> {
	const client = new pg.Client({ connectionString: serverUrl });
	await client.connect();
	try {
		await client.query("SELECT pg_advisory_lock($1)", [LOCK]);
		await work(client);
	} finally {
		await client.end();
	}
}

function stateOfMigrations(): string {
	const hash = createHash("sha256");
	for (const { name, checksum } of readMigrations()) hash.update(`${name} ${checksum}\n`);
	return hash.digest("hex").slice(0, 12);
}

/**
 * Databases are named by the run's pid: drops those of runs that died. Of the templates of earlier migrations the last few
 * stay, since another run may have begun with one.
 */
async function dropLeftovers(client: pg.Client, template: string): Promise<void> {
	const { rows } = await client.query<{ name: string }>(
		"SELECT datname AS name FROM pg_database WHERE datname ~ '^izumi_(test|template)_' ORDER BY oid DESC",
	);
	const templates = rows.map(({ name }) => name).filter((name) => name.startsWith("izumi_template_"));
	const dead = rows
		.map(({ name }) => name)
		.filter((name) => {
			const pid = Number(/^izumi_test_(\d+)_/.exec(name)?.[1] ?? 0);
			return pid > 0 && !isAlive(pid);
		});
	for (const name of [...dead, ...templates.slice(KEPT_TEMPLATES).filter((other) => other !== template)]) {
		await client.query(`DROP DATABASE IF EXISTS ${name} WITH (FORCE)`);
	}
}

function isAlive(pid: number): boolean {
	try {
		process.kill(pid, 0);
		return true;
	} catch {
		return false;
	}
}
