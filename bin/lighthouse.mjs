#!/usr/bin/env node
/**
 * npm run lighthouse: measures the pages donors meet first as a telephone sees them, on the built server with the demo.
 * Fails under what the project promises. With APP_URL, measures the Izumi that answers there.
 */
import { spawn } from "node:child_process";
import fs from "node:fs";
import net from "node:net";
import os from "node:os";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { command, prepare, root } from "./prepare.mjs";

const WANTED = { performance: 98, accessibility: 100, "best-practices": 100, seo: 100 };
const MAX_SHIFT = 0;
/** A busy machine makes a page look slow, never fast: the best of so many counts. */
const TRIES = 3;
const READY_LIMIT_MS = 240_000;

command(async () => {
	await prepare({ build: process.env.APP_URL === undefined });
	await import("tsx");
	const { openBrowser } = await import("../test/e2e/browser/open-browser.ts");
	const { default: lighthouse } = await import("lighthouse");
	const served = process.env.APP_URL === undefined ? await serveDemo() : { url: process.env.APP_URL, stop() {} };
	const port = await freePort();
	let browser = null;
	try {
		browser = await openBrowser([`--remote-debugging-port=${port}`]);
		const measure = (url) =>
			lighthouse(url, { port, logLevel: "error", output: "json", onlyCategories: Object.keys(WANTED) });
		const bad = [];
		for (const page of await pagesOf(served.url)) bad.push(...(await judge(page, measure)));
		if (bad.length > 0) throw new Error(`Below what is promised:\n  ${bad.join("\n  ")}`);
	} finally {
		await browser?.close();
		await served.stop();
	}
});

/** The front page, a hub and its give form, and the first campaign and story the site itself leads to. */
async function pagesOf(url) {
	const first = async (list) => {
		const html = await (await fetch(`${url}/ja/${list}`)).text();
		const link = new RegExp(`href="(/ja/${list}/[a-z0-9-]+)"`).exec(html)?.[1];
		if (link === undefined) throw new Error(`There is nothing at ${url}/ja/${list} to measure.`);
		return link;
	};
	const paths = ["/ja", "/ja/hubs/nanolsi", await first("campaigns"), await first("stories"), "/ja/hubs/nanolsi/give"];
	return paths.map((one) => url + one);
}

/** @returns {Promise<string[]>} what is wrong, in words */
async function judge(url, measure) {
	// Once before, so that no page is measured while it is made for the first time.
	await fetch(url);
	let best = null;
	for (let turn = 0; turn < TRIES && !(best?.performance >= WANTED.performance); turn += 1) {
		const seen = readingOf(await measure(url));
		if (best === null || seen.performance > best.performance) best = seen;
	}
	const scores = Object.keys(WANTED).map((name) => `${name} ${best[name]}`);
	console.log(`${new URL(url).pathname.padEnd(44)} ${scores.join("  ")}  shift ${best.shift}`);
	const low = Object.entries(WANTED).filter(([name, wanted]) => best[name] < wanted);
	return [
		...low.map(([name]) => `${url}: ${name} ${best[name]} (${best.causes[name].join(", ")})`),
		...(best.shift > MAX_SHIFT ? [`${url}: what is shown moves by ${best.shift}`] : []),
	];
}

function readingOf(result) {
	const { categories, audits } = result.lhr;
	const reading = { shift: audits["cumulative-layout-shift"].numericValue ?? 0, causes: {} };
	for (const name of Object.keys(WANTED)) {
		const { score, auditRefs } = categories[name];
		reading[name] = Math.round((score ?? 0) * 100);
		reading.causes[name] = auditRefs
			.filter(({ id, weight }) => weight > 0 && (audits[id].score ?? 1) < 1)
			.map(({ id }) => `${id}${audits[id].displayValue ? ` ${audits[id].displayValue}` : ""}`);
	}
	return reading;
}

/** A demo of its own, with data of its own, until it is stopped. */
async function serveDemo() {
	const dataDir = fs.mkdtempSync(path.join(os.tmpdir(), "izumi-lighthouse-"));
	// The database server runs as a user of its own when we are root.
	fs.chmodSync(dataDir, 0o755);
	const port = await freePort();
	const url = `http://localhost:${port}`;
	const env = { ...process.env, PORT: String(port), APP_URL: url, DATA_DIR: dataDir, DEMO: "1" };
	env.SANDBOX_STRIPE_PORT = String(await freePort());
	const child = spawn(process.execPath, [path.join(root, "bin/start.mjs")], {
		env,
		stdio: ["ignore", "ignore", "inherit"],
	});
	const stop = async () => {
		if (child.exitCode === null) {
			const gone = new Promise((resolve) => child.once("exit", resolve));
			child.kill("SIGTERM");
			await gone;
		}
		fs.rmSync(dataDir, { recursive: true, force: true });
	};
	const deadline = Date.now() + READY_LIMIT_MS;
	for (;;) {
		const answer = await fetch(`${url}/readyz`).catch(() => null);
		if (answer?.ok) return { url, stop };
		if (child.exitCode !== null || Date.now() > deadline) {
			await stop();
			throw new Error("The demo to measure did not start.");
		}
		await sleep(300);
	}
}

async function freePort() {
	const probe = net.createServer();
	await new Promise((resolve) => probe.listen(0, resolve));
	const { port } = probe.address();
	await new Promise((resolve) => probe.close(resolve));
	return port;
}
