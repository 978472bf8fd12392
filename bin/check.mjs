#!/usr/bin/env node
/** npm run check [name …]: every check, or those named; goes on after a failure and ends with one list. */
import { spawn } from "node:child_process";
import fs from "node:fs";
import path from "node:path";
import { command, prepare, root } from "./prepare.mjs";

const bin = (name) => path.join(root, "node_modules", name);
const FOLDERS = ["app", "emails", "prisma", "test", "bin"].filter((folder) => fs.existsSync(path.join(root, folder)));

/** Format and lint are one run of Biome. */
const CHECKS = {
	lint: [bin("@biomejs/biome/bin/biome"), "check", "--diagnostic-level=warn", "."],
	types: [bin("typescript/bin/tsc"), "--noEmit"],
	arrows: [bin("dependency-cruiser/bin/dependency-cruise.mjs"), "--config", ".dependency-cruiser.cjs", ...FOLDERS],
	"dead-code": [bin("knip/bin/knip.js"), "--no-progress"],
	drift: ["--import", "tsx", "prisma/diff.ts", "--check"],
	tests: ["bin/test.mjs"],
};

command(async () => {
	const asked = process.argv.slice(2);
	const unknown = asked.filter((name) => !CHECKS[name]);
	if (unknown.length > 0)
		throw new Error(`There is no check ${unknown.join(", ")}; there are ${Object.keys(CHECKS).join(", ")}.`);
	await prepare();
	const results = [];
	for (const name of asked.length > 0 ? asked : Object.keys(CHECKS)) {
		console.log(`\n── ${name}`);
		const startedMs = Date.now();
		const passed = await run(CHECKS[name]);
		results.push({ name, passed, seconds: ((Date.now() - startedMs) / 1000).toFixed(1) });
	}
	console.log("");
	for (const { name, passed, seconds } of results)
		console.log(`${passed ? "passed" : "FAILED"}  ${name} (${seconds} s)`);
	return results.every(({ passed }) => passed) ? 0 : 1;
});

function run(args) {
	return new Promise((resolve, reject) => {
		const child = spawn(process.execPath, args, { cwd: root, stdio: "inherit" });
		child.once("error", reject);
		child.once("exit", (code) => resolve(code === 0));
	});
}
