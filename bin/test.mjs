#!/usr/bin/env node
/** npm test [filter …]: prepares the clone, then runs the tests. Further arguments go to vitest. */
import { spawn } from "node:child_process";
import path from "node:path";
import { command, prepare, root } from "./prepare.mjs";

command(async () => {
	const args = process.argv.slice(2);
	const volume = args[0] === "--volume";
	if (volume) args.shift();
	// Tests over HTTP and in the browser meet the built pages.
	const needsPages =
		!args.some((arg) => !arg.startsWith("-")) || args.some((arg) => /e2e|routes|bench|volume/.test(arg));
	await prepare({ build: needsPages || volume });
	const vitest = path.join(root, "node_modules/vitest/vitest.mjs");
	const env = { ...process.env, NODE_ENV: "test", ...(volume ? { TEST_VOLUME: "1" } : {}) };
	const child = spawn(process.execPath, [vitest, "run", ...args], { cwd: root, stdio: "inherit", env });
	for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) process.on(signal, () => child.kill(signal));
	return new Promise((resolve, reject) => {
		child.once("error", reject);
		child.once("exit", (code) => resolve(code ?? 1));
	});
});
