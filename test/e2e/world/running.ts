/** Runs a small Izumi for the browser: seeds the database it is given, then sandbox, web and worker, until its parent goes. */
import "~/platform/node-env";
import { type ChildProcess, spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import net, { type AddressInfo } from "node:net";
import os from "node:os";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { startSandbox } from "../../stripe-sandbox/server";

const ROOT = fileURLToPath(new URL("../../..", import.meta.url));
const READY_LIMIT_MS = 120_000;
const children: ChildProcess[] = [];
let stopping = false;

const dataDir = mkdtempSync(path.join(os.tmpdir(), "izumi-e2e-"));
const sandbox = await startSandbox({ port: 0, dir: path.join(dataDir, "stripe-sandbox"), quiet: true });
const port = await freePort();
const appUrl = `http://localhost:${port}`;
Object.assign(process.env, {
	DEMO: "1",
	PORT: String(port),
	APP_URL: appUrl,
	DATA_DIR: dataDir,
	SANDBOX_STRIPE_PORT: String(sandbox.port),
	RATE_LIMIT_SCALE: "1000",
	LOG_LEVEL: "warn",
	NODE_ENV: "production",
});
for (const signal of ["SIGTERM", "SIGINT"] as const) process.on(signal, () => void stop());
process.on("disconnect", () => void stop());

// Only now: the environment is read once.
const { seedSmallWorld } = await import("./seed");
const { env } = await import("~/platform/env.server");
const { closePrisma } = await import("~/platform/db/client.server");
const { closePools } = await import("~/platform/db/pool.server");
await seedSmallWorld();
await closePrisma();
await closePools();
await post(`${sandbox.url}/_sandbox/webhook`, {
	url: `http://127.0.0.1:${port}/webhooks/stripe`,
	secret: env.STRIPE_WEBHOOK_SECRET,
});
start("app/server.ts");
start("app/worker.ts");
await ready();
process.send?.({ appUrl, sandboxUrl: `http://localhost:${sandbox.port}` });

function start(script: string): void {
	const flags = ["--import", path.join(ROOT, "bin/exit-with-parent.mjs"), "--import", "tsx", script];
	const child = spawn(process.execPath, flags, { cwd: ROOT, stdio: ["ignore", "inherit", "inherit", "ipc"] });
	child.once("exit", (code) => {
		if (!stopping) process.stderr.write(`${script} ended by itself (${code})\n`);
	});
	children.push(child);
}

async function ready(): Promise<void> {
	const deadline = Date.now() + READY_LIMIT_MS;
	for (;;) {
		const answer = await fetch(`${appUrl}/readyz`).catch(() => null);
		if (answer?.ok) return;
		if (Date.now() > deadline || children.some(({ exitCode }) => exitCode !== null)) {
			process.stderr.write("Izumi did not start for the browser tests\n");
			await stop(1);
		}
		await sleep(100);
	}
}

async function post(url: string, body: object): Promise<void> {
	const answer = await fetch(url, { method: "POST", body: JSON.stringify(body) });
	if (!answer.ok) throw new Error(`${url} answered ${answer.status}`);
}

async function freePort(): Promise<number> {
	const probe = net.createServer();
	await new Promise<void>((resolve) => probe.listen(0, resolve));
	const { port: free } = probe.address() as AddressInfo;
	await new Promise((resolve) => probe.close(resolve));
	return free;
}

async function stop(code = 0): Promise<void> {
	if (stopping) return;
	stopping = true;
	await Promise.all(
		children.map(
			(child) =>
				new Promise<void>((resolve) => {
					if (child.exitCode !== null || child.signalCode !== null) return resolve();
					child.once("exit", () => resolve());
					child.kill("SIGTERM");
					setTimeout(() => child.kill("SIGKILL"), 10_000).unref();
				}),
		),
	);
	await sandbox.close();
	rmSync(dataDir, { recursive: true, force: true });
	process.exit(code);
}
