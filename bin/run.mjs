#!/usr/bin/env node
/** npm run web, worker, migrate, seed, check:ledger, bench: one program of ours, after preparing what it needs. */
import path from "node:path";
import { pathToFileURL } from "node:url";
import { command, prepare, root } from "./prepare.mjs";

const PROGRAMS = {
	web: { script: "app/server.ts", build: true },
	worker: { script: "app/worker.ts" },
	migrate: { script: "prisma/migrate.ts" },
	seed: { script: "prisma/seed/main.ts" },
	"check:ledger": { script: "prisma/checks/main.ts" },
	bench: { script: "test/bench/main.ts", build: true },
};

command(async () => {
	const [name, ...args] = process.argv.slice(2);
	const program = PROGRAMS[name];
	if (!program) throw new Error(`Say what to run: ${Object.keys(PROGRAMS).join(", ")}`);
	// Standard output belongs to the program.
	await prepare({ build: program.build, say: (line) => console.error(line) });
	process.env.NODE_ENV ??= "production";
	const script = path.join(root, program.script);
	process.argv = [process.execPath, script, ...args];
	await import("tsx");
	await import(pathToFileURL(script).href);
});
