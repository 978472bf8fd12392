import { type ChildProcess, spawn } from "node:child_process";
import net from "node:net";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";

const ROOT = path.resolve(import.meta.dirname, "../..");
const EXIT_WITH_PARENT = path.join(ROOT, "bin/exit-with-parent.mjs");

/** A process of the product, as `npm start` runs it: it may be killed and started again. */
export class TestProcess {
	private child: ChildProcess | null = null;
	private said = "";
	starts = 0;

	constructor(
		private readonly script: string,
		private readonly env: Record<string, string>,
		private readonly args: string[] = [],
	) {}

	start(): ChildProcess {
		const flags = ["--import", EXIT_WITH_PARENT, "--import", "tsx", path.join(ROOT, this.script), ...this.args];
		const child = spawn(process.execPath, flags, {
			cwd: ROOT,
			env: { ...process.env, ...this.env },
			stdio: ["ignore", "pipe", "pipe", "ipc"],
		});
		for (const stream of [child.stdout, child.stderr]) {
			stream?.on("data", (chunk: Buffer) => {
				this.said = (this.said + chunk.toString()).slice(-20_000);
			});
		}
		this.child = child;
		this.starts += 1;
		return child;
	}

	get pid(): number | undefined {
		return this.child?.pid;
	}

	/** Its last words, for the message of a test that failed. */
	get lastWords(): string {
		return this.said;
	}

	async end(signal: "SIGKILL" | "SIGTERM"): Promise<void> {
		const child = this.child;
		this.child = null;
		if (!child || child.exitCode !== null || child.signalCode !== null) return;
		const gone = new Promise((resolve) => child.once("exit", resolve));
		child.kill(signal);
		const insist = setTimeout(() => child.kill("SIGKILL"), 15_000);
		await gone;
		clearTimeout(insist);
	}
}

export async function freePort(): Promise<number> {
	const server = net.createServer();
	await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
	const { port } = server.address() as net.AddressInfo;
	await new Promise((resolve) => server.close(resolve));
	return port;
}

/** Waits until a page answers 2xx. */
export async function answers(url: string, withinMs: number): Promise<void> {
	const deadline = Date.now() + withinMs;
	for (;;) {
		const answer = await fetch(url, { signal: AbortSignal.timeout(3000) }).catch(() => null);
		await answer?.arrayBuffer().catch(() => null);
		if (answer?.ok) return;
		if (Date.now() > deadline) throw new Error(`${url} did not answer in ${withinMs} ms`);
		await sleep(100);
	}
}
