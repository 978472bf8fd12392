import type { TestProject } from "vitest/node";
import { startTestServer } from "./server";

declare module "vitest" {
	export interface ProvidedContext {
		databaseServer: { serverUrl: string; template: string; runPid: number };
	}
}

/** Once a run: the database server with its migrated template. Test files take copies: see database.ts. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
	const { serverUrl, template, stop } = await startTestServer();
	project.provide("databaseServer", { serverUrl, template, runPid: process.pid });
	return stop;
}
