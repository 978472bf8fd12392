/**
 * Brings a clone to where it can run: packages, the generated database client, the built pages. Each step is skipped when
 * what it was made from has not changed. Uses nothing but Node, since nothing else may be installed yet.
 */
import { spawn } from "node:child_process";
import { createHash } from "node:crypto";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";

export const root = fileURLToPath(new URL("..", import.meta.url));
const at = (...parts) => path.join(root, ...parts);

/** @param {{ build?: boolean, say?: (line: string) => void }} options */
export async function prepare({ build = false, say = console.log } = {}) {
	refuseOldNode();
	process.chdir(root);
	await withLock(async () => {
		await installPackages(say);
		await generateClient(say);
		if (build) await buildPages(say);
	}, say);
}

function refuseOldNode() {
	const [major, minor] = process.versions.node.split(".").map(Number);
	if (major > 20 || (major === 20 && minor >= 19)) return;
	throw new Error(`Izumi needs Node.js 20.19 or newer; this is ${process.versions.node}.`);
}

async function installPackages(say) {
	const stamp = at("node_modules", ".izumi-lock");
	const wanted = hashOf([at("package-lock.json")]);
	if (readIfThere(stamp) === wanted) return;
	if (!isInstalled()) {
		refuseLinkedModules();
		const step = begin(say, "Installing packages (a few minutes the first time)");
		// npm says where it is; run by npm, PATH may lack it.
		const npm = process.env.npm_execpath?.endsWith(".js") ? [process.execPath, process.env.npm_execpath] : ["npm"];
		const flags = ["ci", "--include=dev", "--no-audit", "--no-fund", "--loglevel=error"];
		await run([...npm, ...flags], { PRISMA_SCHEMA_ENGINE_BINARY: process.execPath, CHECKPOINT_DISABLE: "1" });
		step.done();
	}
	fs.writeFileSync(stamp, wanted);
}

/** Npm empties the folder before it installs, also when it is a link to the packages of another clone. */
function refuseLinkedModules() {
	const modules = at("node_modules");
	if (!fs.lstatSync(modules, { throwIfNoEntry: false })?.isSymbolicLink()) return;
	throw new Error(
		`${modules} is a link to other packages than package-lock.json names. Remove the link and start again.`,
	);
}

/** Whether node_modules holds what the lock names; packages for other systems may be absent. */
function isInstalled() {
	const inside = readIfThere(at("node_modules", ".package-lock.json"));
	if (inside === null) return false;
	const have = JSON.parse(inside).packages;
	const want = JSON.parse(fs.readFileSync(at("package-lock.json"), "utf8")).packages;
	return Object.entries(want).every(([name, entry]) => {
		if (name === "" || entry.optional || entry.devOptional || entry.peer) return true;
		return have[name]?.version === entry.version && fs.existsSync(at(name));
	});
}

async function generateClient(say) {
	const stamp = at("app/platform/db/generated", ".made-from");
	const wanted = hashOf([...filesIn("prisma/schema"), at("prisma.config.ts"), at("node_modules/prisma/package.json")]);
	if (readIfThere(stamp) === wanted) return;
	const step = begin(say, "Generating the database client");
	await run([process.execPath, at("node_modules/prisma/build/index.js"), "generate"], {
		PRISMA_SCHEMA_ENGINE_BINARY: process.execPath,
		PRISMA_HIDE_UPDATE_MESSAGE: "1",
		CHECKPOINT_DISABLE: "1",
	});
	fs.writeFileSync(stamp, wanted);
	step.done();
}

async function buildPages(say) {
	const stamp = at("build", ".made-from");
	const sources = ["app", "emails", "public"].flatMap((folder) => filesIn(folder));
	const configuration = ["vite.config.ts", "remix.config.js", "tsconfig.json", "package-lock.json"].map((name) =>
		at(name),
	);
	const wanted = hashOf([...sources.filter((file) => !/\.test\.tsx?$/.test(file)), ...configuration]);
	if (readIfThere(stamp) === wanted) return;
	const step = begin(say, "Building the pages");
	fs.rmSync(stamp, { force: true });
	await run([process.execPath, at("node_modules/@remix-run/dev/dist/cli.js"), "vite:build"], {
		NODE_ENV: "production",
	});
	fs.writeFileSync(stamp, wanted);
	step.done();
}

export function begin(say, what) {
	const startedMs = Date.now();
	say(`${what} …`);
	return { done: () => say(`${what}: done in ${((Date.now() - startedMs) / 1000).toFixed(1)} s`) };
}

/** Quiet unless it fails; then everything it said. */
function run([command, ...args], env) {
	return new Promise((resolve, reject) => {
		const child = spawn(command, args, {
			cwd: root,
			env: { ...process.env, ...env },
			stdio: ["ignore", "pipe", "pipe"],
		});
		const stop = () => {
			child.kill("SIGTERM");
			process.exit(130);
		};
		const signals = ["SIGINT", "SIGTERM", "SIGHUP"];
		for (const signal of signals) process.once(signal, stop);
		const said = [];
		child.stdout.on("data", (chunk) => said.push(chunk));
		child.stderr.on("data", (chunk) => said.push(chunk));
		child.on("error", reject);
		child.on("exit", (code, signal) => {
			for (const name of signals) process.off(name, stop);
			if (code === 0) return resolve();
			const name = [path.basename(command), ...args.map((arg) => path.basename(arg))].join(" ");
			reject(new Error(`${name} failed (${signal ?? code}):\n${Buffer.concat(said).toString().trim()}`));
		});
	});
}

function filesIn(folder) {
	if (!fs.existsSync(at(folder))) return [];
	return fs
		.readdirSync(at(folder), { recursive: true, withFileTypes: true })
		.filter((entry) => entry.isFile())
		.map((entry) => path.join(entry.parentPath ?? entry.path, entry.name))
		.filter((file) => path.basename(file) !== ".made-from")
		.sort();
}

function hashOf(files) {
	const hash = createHash("sha256").update(process.versions.node.split(".")[0]);
	for (const file of files) {
		const content = readIfThere(file, null);
		if (content !== null) hash.update(path.relative(root, file)).update("\0").update(content).update("\0");
	}
	return hash.digest("hex");
}

function readIfThere(file, encoding = "utf8") {
	try {
		return fs.readFileSync(file, encoding);
	} catch {
		return null;
	}
}

/** Two commands started together (npm start, npm test) must not both install into one folder. */
async function withLock(work, say) {
	const name = createHash("sha256").update(root).digest("hex").slice(0, 16);
	const lock = path.join(os.tmpdir(), `izumi-preparing-${name}-${os.userInfo().uid}`);
	let waited = false;
	while (!takeLock(lock)) {
		if (!waited) say("Waiting for another Izumi command that is preparing this folder …");
		waited = true;
		await new Promise((resolve) => setTimeout(resolve, 500));
	}
	const release = () => fs.rmSync(lock, { force: true });
	process.once("exit", release);
	try {
		await work();
	} finally {
		process.off("exit", release);
		release();
	}
}

function takeLock(lock) {
	try {
		fs.writeFileSync(lock, String(process.pid), { flag: "wx" });
		return true;
	} catch (error) {
		if (error.code !== "EEXIST") throw error;
	}
	const holder = Number(readIfThere(lock) ?? 0);
	if (holder > 0 && holder !== process.pid && isAlive(holder)) return false;
	fs.rmSync(lock, { force: true });
	return takeLock(lock);
}

function isAlive(pid) {
	try {
		process.kill(pid, 0);
		return true;
	} catch (error) {
		return error.code === "EPERM";
	}
}

/** Runs a command's main function; an error is one clear text, not a stack. */
export function command(main) {
	main().then(
		(code) => {
			if (typeof code === "number") process.exitCode = code;
		},
		(error) => {
			console.error(`\n${error?.message ?? error}`);
			process.exit(1);
		},
	);
}
