import { spawn } from "node:child_process";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { root } from "./prepare.mjs";

const EXIT_WITH_PARENT = new URL("./exit-with-parent.mjs", import.meta.url).href;
const TSX_CLI = fileURLToPath(new URL("../node_modules/tsx/dist/cli.mjs", import.meta.url));
const STEADY_MS = 60_000;
const LONGEST_PAUSE_MS = 30_000;
const STOP_LIMIT_MS = 30_000;

/** Keeps processes running: one that ends is started again after a pause that grows, until all are stopped. */
export class Supervisor {
	#children = new Map();
	#stopping = false;
	#say;

	constructor(say = console.error) {
		this.#say = say;
	}

	/** @param {{ name: string, script: string, env?: Record<string, string>, watch?: boolean }} process */
	start({ name, script, env = {}, watch = false }) {
		const state = { child: null, failures: 0 };
		this.#children.set(name, state);
		const launch = () => {
			if (this.#stopping) return;
			const startedMs = Date.now();
			const flags = watch
				? [TSX_CLI, "watch", "--clear-screen=false", "--import", EXIT_WITH_PARENT, script]
				: ["--import", EXIT_WITH_PARENT, "--import", "tsx", script];
			const child = spawn(process.execPath, flags, {
				cwd: root,
				env: { ...process.env, ...env },
				stdio: ["ignore", "inherit", "inherit", "ipc"],
			});
			state.child = child;
			child.once("error", (error) => this.#say(`${name} could not be started: ${error.message}`));
			child.once("exit", async (code, signal) => {
				state.child = null;
				// Ctrl-C reaches child and parent together; give ours a moment to be heard.
				await sleep(200);
				if (this.#stopping) return;
				state.failures = Date.now() - startedMs > STEADY_MS ? 1 : state.failures + 1;
				const pauseMs = Math.min(LONGEST_PAUSE_MS, 500 * 2 ** state.failures);
				this.#say(`The ${name} process ended (${signal ?? code}); starting it again in ${pauseMs / 1000} s.`);
				await sleep(pauseMs);
				launch();
			});
		};
		launch();
	}

	failures(name) {
		return this.#children.get(name)?.failures ?? 0;
	}

	get stopping() {
		return this.#stopping;
	}

	/** Asks all to close, then insists. */
	async stop() {
		this.#stopping = true;
		await Promise.all(
			[...this.#children.values()].map(async ({ child }) => {
				if (!child || child.exitCode !== null || child.signalCode !== null) return;
				const exit = new Promise((resolve) => child.once("exit", resolve));
				child.kill("SIGTERM");
				const insist = setTimeout(() => child.kill("SIGKILL"), STOP_LIMIT_MS);
				await exit;
				clearTimeout(insist);
			}),
		);
	}
}
