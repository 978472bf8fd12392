import { type ChildProcess, fork } from "node:child_process";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import pg from "pg";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type EmbeddedServer, ensureEmbedded } from "./embedded.server";

let dataDir = "";
const settings = { shared_buffers: "16MB" };

beforeAll(() => {
	dataDir = fs.mkdtempSync(path.join(os.tmpdir(), "izumi-embedded-"));
	fs.chmodSync(dataDir, 0o755);
});
afterAll(() => fs.rmSync(dataDir, { recursive: true, force: true }));

async function query<T extends object>(url: string, sql: string): Promise<T[]> {
	const client = new pg.Client({ connectionString: url });
	await client.connect();
	try {
		return (await client.query<T>(sql)).rows;
	} finally {
		await client.end();
	}
}

function serverPid(server: EmbeddedServer): number {
	return Number(fs.readFileSync(path.join(server.postgresDir, "postmaster.pid"), "utf8").split("\n")[0]);
}

async function isGone(pid: number): Promise<boolean> {
	for (let tries = 0; tries < 200; tries += 1) {
		try {
			process.kill(pid, 0);
			if (fs.existsSync(`/proc/${pid}/cmdline`) && fs.readFileSync(`/proc/${pid}/cmdline`, "utf8") === "") return true;
		} catch {
			return true;
		}
		await sleep(50);
	}
	return false;
}

/** A process of its own that starts the server and waits. */
async function startElsewhere(): Promise<{ child: ChildProcess; server: EmbeddedServer }> {
	const script = path.resolve("test/setup/hold-embedded.ts");
	const child = fork(script, [dataDir], { execArgv: ["--import", "tsx"], stdio: "inherit" });
	const server = await new Promise<EmbeddedServer>((resolve, reject) => {
		child.once("message", (message) => resolve(message as EmbeddedServer));
		child.once("exit", (code) => reject(new Error(`exited with ${code}`)));
	});
	return { child, server };
}

describe("the embedded server", { timeout: 60_000 }, () => {
	it("starts, is found by others, and is stopped only by its starter", async () => {
		const starter = await ensureEmbedded({ dataDir, settings });
		const finder = await ensureEmbedded({ dataDir });
		expect(finder).toMatchObject({ startedHere: false, url: starter.url });
		await finder.stop();
		const rows = await query(
			starter.url,
			"SELECT pg_encoding_to_char(encoding) AS encoding, datcollate AS collate FROM pg_database WHERE datname = 'izumi'",
		);
		expect(rows).toEqual([{ encoding: "UTF8", collate: "C" }]);
		const pid = serverPid(starter);
		await starter.stop();
		expect(await isGone(pid)).toBe(true);
		expect(fs.statSync(path.join(dataDir, "postgres-password")).mode & 0o777).toBe(0o600);
	});

	it("starts again on the same port with what was committed, after it was killed", async () => {
		const first = await ensureEmbedded({ dataDir, settings });
		await query(first.url, "CREATE TABLE kept (id int); INSERT INTO kept VALUES (1)");
		process.kill(serverPid(first), "SIGKILL");
		const second = await ensureEmbedded({ dataDir, settings });
		expect(second).toMatchObject({ startedHere: true, port: first.port });
		expect(await query(second.url, "SELECT id FROM kept")).toEqual([{ id: 1 }]);
		await second.stop();
		await first.stop();
	});

	it("is not fooled by a pid file that names another living program", async () => {
		const server = await ensureEmbedded({ dataDir, settings });
		const file = path.join(server.postgresDir, "postmaster.pid");
		const lines = fs.readFileSync(file, "utf8").split("\n");
		await server.stop();
		fs.writeFileSync(file, [String(process.pid), ...lines.slice(1)].join("\n"), { mode: 0o666 });
		const again = await ensureEmbedded({ dataDir, settings });
		expect(again.startedHere).toBe(true);
		await again.stop();
	});

	it("survives two processes that start together", async () => {
		const both = await Promise.all([ensureEmbedded({ dataDir, settings }), startElsewhere()]);
		const [here, elsewhere] = both;
		expect(here.port).toBe(elsewhere.server.port);
		expect([here.startedHere, elsewhere.server.startedHere].filter(Boolean)).toHaveLength(1);
		elsewhere.child.kill("SIGTERM");
		await new Promise((resolve) => elsewhere.child.once("exit", resolve));
		await here.stop();
	});

	it("leaves no server behind when its starter is killed", async () => {
		const { child, server } = await startElsewhere();
		const pid = serverPid(server);
		child.kill("SIGKILL");
		expect(await isGone(pid)).toBe(true);
	});
});
