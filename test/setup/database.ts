import { randomBytes } from "node:crypto";
import { afterAll, beforeAll, inject } from "vitest";
import { closePrisma, getPrisma, type PrismaClient } from "~/platform/db/client.server";
import { pointAtDatabase, withRole } from "~/platform/db/database-url.server";
import { closePools } from "~/platform/db/pool.server";
import { cloneTemplate, dropDatabase } from "./server";

export type TestDatabase = {
	/** As the owner of the tables. */
	readonly ownerUrl: string;
	/** As the product sees it; other processes under test take it with DATABASE_URL. */
	readonly appUrl: string;
	/** The process's own client, on this database. */
	readonly prisma: PrismaClient;
};

/**
 * Gives this test file a database of its own, migrated and empty, and points the process at it. Call it at the top of the
 * file. Rows stay between the tests of a file: the ledger's triggers refuse to truncate, as they must.
 */
export function freshDatabase(): TestDatabase {
	let ownerUrl: string | null = null;
	let prisma: PrismaClient | null = null;
	beforeAll(async () => {
		ownerUrl = await createDatabase();
		pointAtDatabase(ownerUrl);
		prisma = await getPrisma();
	});
	afterAll(async () => {
		await closePrisma();
		await closePools();
		if (ownerUrl) await removeDatabase(ownerUrl);
	});
	const ready = <T>(value: T | null): T => {
		if (value === null) throw new Error("The database is there from beforeAll on, not while the file is read.");
		return value;
	};
	return {
		get ownerUrl() {
			return ready(ownerUrl);
		},
		get appUrl() {
			return withRole(ready(ownerUrl));
		},
		get prisma() {
			return ready(prisma);
		},
	};
}

/** A further copy of the migrated template; the answer is its owner's address. Give it to `removeDatabase` when done. */
export async function createDatabase(): Promise<string> {
	const { serverUrl, template, runPid } = inject("databaseServer");
	return cloneTemplate(serverUrl, template, `izumi_test_${runPid}_${randomBytes(5).toString("hex")}`);
}

export async function removeDatabase(url: string): Promise<void> {
	const { serverUrl } = inject("databaseServer");
	await dropDatabase(serverUrl, new URL(url).pathname.slice(1));
}
