import { type ChildProcess, spawn } from "node:child_process";
import { randomBytes } from "node:crypto";
import { fileURLToPath } from "node:url";
import type { TestProject } from "vitest/node";
import { cloneTemplate, dropDatabase, startTestServer } from "../../setup/server";

declare module "vitest" {
	export interface ProvidedContext {
		izumi: Addresses;
	}
}

/** Where the small world answers. */
export type Addresses = { appUrl: string; sandboxUrl: string };

const ROOT = fileURLToPath(new URL("../../..", import.meta.url));

/** Once a run with browser tests: the built pages, a database of their own, and every process of a running Izumi. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
	const { prepare } = (await import("../../../bin/prepare.mjs")) as {
		prepare: (o: { build: boolean }) => Promise<void>;
	};
	await prepare({ build: true });
	const server = await startTestServer();
	const name = `izumi_test_${process.pid}_${randomBytes(5).toString("hex")}`;
	const databaseUrl = await cloneTemplate(server.serverUrl, server.template, name);
	const child = spawn(process.execPath, ["--import", "tsx", "test/e2e/world/running.ts"], {
		cwd: ROOT,
		env: { ...withoutVitest(process.env), DATABASE_URL: databaseUrl },
		stdio: ["ignore", "inherit", "inherit", "ipc"],
	});
	const close = async () => {
		await ended(child);
		await dropDatabase(server.serverUrl, name);
		await server.stop();
	};
	try {
		project.provide("izumi", await addressesOf(child));
	} catch (error) {
		await close();
		throw error;
	}
	return close;
}

/** A child of its own kind: none of the settings that tests of single files live with. */
function withoutVitest(all: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
	const { VITEST: _vitest, STRIPE_SECRET_KEY: _key, SMTP_URL: _smtp, ...rest } = all;
	return { ...rest, NODE_ENV: "production" };
}

function addressesOf(child: ChildProcess): Promise<Addresses> {
	return new Promise((resolve, reject) => {
		child.once("message", (addresses) => resolve(addresses as Addresses));
		child.once("error", reject);
		child.once("exit", (code) => reject(new Error(`Izumi for the browser tests ended (${code}); see above.`)));
	});
}

function ended(child: ChildProcess): Promise<void> {
	return new Promise((resolve) => {
		if (child.exitCode !== null || child.signalCode !== null) return resolve();
		child.once("exit", () => resolve());
		child.kill("SIGTERM");
	});
}
