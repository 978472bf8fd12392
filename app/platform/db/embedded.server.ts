import { type ChildProcess, execFileSync, spawn } from "node:child_process";
import { randomBytes } from "node:crypto";
import fs from "node:fs";
import net from "node:net";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import pg from "pg";
import { keepOnce } from "../keep-once.server";
import { guard, hold } from "./embedded-guard.server";
import { findPlace, type Place } from "./embedded-place.server";

export type EmbeddedServer = {
	/** Connects as the owner of every table. */
	url: string;
	port: number;
	postgresDir: string;
	/** Whether this process started it; only then does `stop` stop it. */
	startedHere: boolean;
	stop: () => Promise<void>;
};

export type EmbeddedOptions = {
	dataDir: string;
	database?: string;
	/** Several runs of the tests share one server: whoever leaves last stops it, whoever started it. */
	shared?: boolean;
	/** Server settings that replace the usual ones, such as `fsync: "off"` for tests. */
	settings?: Record<string, string>;
	say?: (line: string) => void;
};

type Running = { pid: number; port: number; ready: boolean };

export const EMBEDDED_OWNER = "izumi";
const START_LIMIT_MS = 90_000;

/** Sized for one small machine that also runs the web and the worker. */
const SETTINGS: Record<string, string> = {
	listen_addresses: "127.0.0.1",
	unix_socket_directories: "",
	max_connections: "200",
	shared_buffers: "256MB",
	synchronous_commit: "on",
	effective_cache_size: "1GB",
	maintenance_work_mem: "128MB",
	work_mem: "8MB",
	random_page_cost: "1.1",
	max_wal_size: "2GB",
	checkpoint_timeout: "15min",
	jit: "off",
	timezone: "UTC",
	log_timezone: "UTC",
	log_min_messages: "warning",
	log_checkpoints: "off",
};

/** Finds the server of a DATA_DIR by its pid file, or starts it, and makes sure that the database exists. */
export async function ensureEmbedded(options: EmbeddedOptions): Promise<EmbeddedServer> {
	const place = findPlace(options.dataDir);
	if (place.notice) options.say?.(place.notice);
	const password = keepOnce(path.join(options.dataDir, "postgres-password"), () =>
		randomBytes(24).toString("base64url"),
	);
	await initialise(place, password);
	const database = options.database ?? "izumi";
	const deadline = Date.now() + START_LIMIT_MS;
	for (;;) {
		const found = runningServer(place);
		const started = found ? null : await start(place, options);
		const running = found ?? started?.running;
		if (running?.ready && (await answers(running.port, password))) {
			const stop = options.shared ? hold(running.pid, place) : async () => started?.stop();
			await createDatabaseOnce(ownerUrl(running.port, password, "postgres"), database);
			return {
				url: ownerUrl(running.port, password, database),
				port: running.port,
				postgresDir: place.postgresDir,
				startedHere: started !== null,
				stop,
			};
		}
		if (Date.now() > deadline) {
			throw new Error(`The database in ${place.postgresDir} did not get ready. Its last words:\n${logTail(place)}`);
		}
		await sleep(100);
	}
}

function ownerUrl(port: number, password: string, database: string): string {
	return `postgresql://${EMBEDDED_OWNER}:${password}@127.0.0.1:${port}/${database}`;
}

/** Prepared aside and renamed into place: a crash halfway leaves nothing that looks finished. */
async function initialise(place: Place, password: string): Promise<void> {
	const version = path.join(place.postgresDir, "PG_VERSION");
	if (fs.existsSync(version)) {
		const binary = execFileSync(path.join(place.nativeDir, "bin", "postgres"), ["--version"], { encoding: "utf8" });
		const major = /\s(\d+)/.exec(binary)?.[1];
		const found = fs.readFileSync(version, "utf8").trim();
		if (found === major) return;
		throw new Error(
			`${place.postgresDir} was made by PostgreSQL ${found}, but ${major} is bundled now. ` +
				"Start the earlier release once more, dump the database, and load it into a new DATA_DIR.",
		);
	}
	const unfinished = `${place.postgresDir}.new-${process.pid}-${randomBytes(4).toString("hex")}`;
	const secret = `${unfinished}.password`;
	fs.mkdirSync(unfinished, { recursive: true, mode: 0o700 });
	fs.writeFileSync(secret, password, { mode: 0o600 });
	if (place.account) for (const made of [unfinished, secret]) fs.chownSync(made, place.account.uid, place.account.gid);
	try {
		const flags = ["--encoding=UTF8", "--locale=C", "--auth=scram-sha-256", "--no-instructions"];
		const child = spawn(
			path.join(place.nativeDir, "bin", "initdb"),
			[`--pgdata=${unfinished}`, `--username=${EMBEDDED_OWNER}`, `--pwfile=${secret}`, ...flags],
			{ ...asAccount(place), cwd: "/", stdio: ["ignore", "pipe", "pipe"] },
		);
		const said: string[] = [];
		for (const stream of [child.stdout, child.stderr]) stream?.on("data", (chunk) => said.push(String(chunk)));
		const code = await exitOf(child);
		if (code !== 0) throw new Error(`The database could not be prepared (initdb answered ${code}):\n${said.join("")}`);
		fs.renameSync(unfinished, place.postgresDir);
	} catch (error) {
		if (!fs.existsSync(version)) throw error; // else another process prepared it first
	} finally {
		fs.rmSync(secret, { force: true });
		fs.rmSync(unfinished, { recursive: true, force: true });
	}
}

function asAccount(place: Place) {
	const { PGDATA: _data, PGPORT: _port, PGHOST: _host, ...rest } = process.env;
	const env = { ...rest, LC_ALL: "C", LC_MESSAGES: "C", TZ: "UTC" };
	return place.account ? { uid: place.account.uid, gid: place.account.gid, env } : { env };
}

function exitOf(child: ChildProcess): Promise<number | null> {
	return new Promise((resolve, reject) => {
		child.once("error", reject);
		child.once("exit", (code) => resolve(code));
	});
}

/** postmaster.pid: line 1 is the pid, line 4 the port, line 8 the status. */
function runningServer(place: Place): Running | null {
	const file = path.join(place.postgresDir, "postmaster.pid");
	const text = readIfThere(file);
	if (text === null) return null;
	const lines = text.split("\n").map((line) => line.trim());
	const pid = Number(lines[0]);
	if (!Number.isInteger(pid) || pid <= 0) return null;
	if (serves(pid, place.postgresDir)) return { pid, port: Number(lines[3]), ready: lines[7] === "ready" };
	// The machine or the server died and its pid may now be another program's, which PostgreSQL would take for itself.
	if (readIfThere(file) === text) fs.rmSync(file, { force: true });
	return null;
}

function readIfThere(file: string): string | null {
	try {
		return fs.readFileSync(file, "utf8");
	} catch (error) {
		if ((error as NodeJS.ErrnoException).code === "ENOENT") return null;
		throw error;
	}
}

/** Whether that process is the server of this folder. A pid alone proves nothing: pids are used again, zombies linger. */
function serves(pid: number, postgresDir: string): boolean {
	try {
		process.kill(pid, 0);
	} catch (error) {
		if ((error as NodeJS.ErrnoException).code === "ESRCH") return false;
	}
	try {
		const command =
			process.platform === "linux"
				? fs.readFileSync(`/proc/${pid}/cmdline`, "utf8")
				: execFileSync("ps", ["-p", String(pid), "-o", "command="], { encoding: "utf8" });
		return command.includes(postgresDir);
	} catch {
		return process.platform === "win32";
	}
}

async function start(place: Place, options: EmbeddedOptions) {
	const port = await choosePort(options.dataDir);
	const log = fs.openSync(logFile(place), logSize(place) > 10_000_000 ? "w" : "a", 0o600);
	const settings = { ...SETTINGS, ...scarceSharedMemory(), ...options.settings };
	const child = spawn(
		path.join(place.nativeDir, "bin", "postgres"),
		[
			"-D",
			place.postgresDir,
			"-p",
			String(port),
			...Object.entries(settings).flatMap(([name, value]) => ["-c", `${name}=${value}`]),
		],
		// Detached, so that Ctrl-C in the terminal reaches us and we stop the server last.
		{ ...asAccount(place), cwd: "/", detached: true, stdio: ["ignore", log, log] },
	);
	fs.closeSync(log);
	let exited = false;
	const exit = exitOf(child).then(() => {
		exited = true;
	});
	const deadline = Date.now() + START_LIMIT_MS;
	while (!exited && Date.now() < deadline) {
		const running = runningServer(place);
		if (running?.ready && running.pid === child.pid) {
			child.unref();
			const guardian = options.shared ? null : guard(running.pid, place);
			return { running, stop: () => stopServer(child, exit, guardian) };
		}
		await Promise.race([sleep(25), exit]);
	}
	if (!exited) child.kill("SIGQUIT");
	await explainFailedStart(place);
	return null;
}

/** Returns when trying again may help; otherwise throws what the server said. */
async function explainFailedStart(place: Place): Promise<void> {
	const said = logTail(place);
	const last = said.slice(said.lastIndexOf("FATAL"));
	// Another process won the race, an old server's children are still leaving, or the port was taken meanwhile.
	if (/lock file|shared memory block|could not bind|could not create any TCP|starting up|shutting down/.test(last)) {
		await sleep(300);
		return;
	}
	throw new Error(`The database in ${place.postgresDir} did not start. Its last words:\n${said}`);
}

async function stopServer(child: ChildProcess, exit: Promise<void>, guardian: ChildProcess | null): Promise<void> {
	guardian?.kill("SIGKILL");
	child.ref();
	child.kill("SIGINT");
	const stopped = await Promise.race([exit.then(() => true), sleep(30_000, false, { ref: false })]);
	if (!stopped) {
		child.kill("SIGQUIT");
		await exit;
	}
}

/** The remembered port while it is free; outside the range systems hand out for outgoing connections. */
async function choosePort(dataDir: string): Promise<number> {
	const file = path.join(dataDir, "postgres-port");
	const remembered = Number(readIfThere(file) ?? 0);
	if (remembered > 0 && (await isFree(remembered))) return remembered;
	for (;;) {
		const port = 20_000 + (randomBytes(2).readUInt16BE() % 12_000);
		if (!(await isFree(port))) continue;
		fs.writeFileSync(file, String(port));
		return port;
	}
}

function isFree(port: number): Promise<boolean> {
	return new Promise((resolve) => {
		const probe = net.createServer();
		probe.once("error", () => resolve(false));
		probe.listen(port, "127.0.0.1", () => probe.close(() => resolve(true)));
	});
}

/** Containers often give /dev/shm only 64 MB, too little for a parallel query. */
function scarceSharedMemory(): Record<string, string> {
	if (process.platform !== "linux") return {};
	try {
		const { bavail, bsize } = fs.statfsSync("/dev/shm");
		return bavail * bsize < 512 * 1024 * 1024 ? { dynamic_shared_memory_type: "mmap" } : {};
	} catch {
		return { dynamic_shared_memory_type: "mmap" };
	}
}

const logFile = (place: Place) => `${place.postgresDir}.log`;
const logSize = (place: Place) => fs.statSync(logFile(place), { throwIfNoEntry: false })?.size ?? 0;
const logTail = (place: Place) => (readIfThere(logFile(place)) ?? "").split("\n").slice(-15).join("\n");

async function answers(port: number, password: string): Promise<boolean> {
	const client = new pg.Client({
		connectionString: ownerUrl(port, password, "postgres"),
		connectionTimeoutMillis: 5000,
	});
	client.on("error", () => {});
	try {
		await client.connect();
		await client.query("SELECT 1");
		return true;
	} catch (error) {
		if ((error as { code?: string }).code === "28P01") {
			throw new Error(
				"The database refuses the password kept in DATA_DIR/postgres-password. Restore that file, or move DATA_DIR away.",
			);
		}
		return false;
	} finally {
		await client.end().catch(() => {});
	}
}

async function createDatabaseOnce(serverUrl: string, database: string): Promise<void> {
	const client = new pg.Client({ connectionString: serverUrl });
	await client.connect();
	try {
		const there = await client.query("SELECT 1 FROM pg_database WHERE datname = $1", [database]);
		if (there.rowCount === 0) await client.query(`CREATE DATABASE ${client.escapeIdentifier(database)}`);
	} catch (error) {
		const code = (error as { code?: string }).code;
		if (code !== "42P04" && code !== "23505") throw error; // another process made it in the same moment
	} finally {
		await client.end();
	}
}
