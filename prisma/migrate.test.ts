import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import pg from "pg";
import { afterEach, beforeEach, describe, expect, inject, it } from "vitest";
import { dropDatabase } from "../test/setup/server";
import { migrate } from "./migrate";

let folder = "";
let url = "";
let name = "";

beforeEach(async () => {
	folder = fs.mkdtempSync(path.join(os.tmpdir(), "izumi-migrations-"));
	name = `izumi_test_${inject("databaseServer").runPid}_m${Date.now()}`;
	await run(inject("databaseServer").serverUrl, `CREATE DATABASE ${name}`);
	const parsed = new URL(inject("databaseServer").serverUrl);
	parsed.pathname = `/${name}`;
	url = parsed.href;
	write("20260101000000_first", "CREATE TABLE first (id int);");
});
afterEach(async () => {
	fs.rmSync(folder, { recursive: true });
	await dropDatabase(inject("databaseServer").serverUrl, name);
});

function write(migration: string, sql: string): void {
	fs.mkdirSync(path.join(folder, migration), { recursive: true });
	fs.writeFileSync(path.join(folder, migration, "migration.sql"), sql);
}

async function run(address: string, sql: string): Promise<Record<string, unknown>[]> {
	const client = new pg.Client({ connectionString: address });
	await client.connect();
	try {
		return (await client.query(sql)).rows;
	} finally {
		await client.end();
	}
}

const applied = () => run(url, "SELECT migration_name FROM _prisma_migrations ORDER BY 1");

describe("the migration runner", () => {
	it("applies what is new, whole scripts with functions and comments", async () => {
		await migrate(url, { folder });
		write(
			"20260102000000_second",
			"-- one; comment\nCREATE FUNCTION two() RETURNS int LANGUAGE plpgsql AS $$ BEGIN RETURN 1; END $$;\nINSERT INTO first VALUES (2);",
		);
		expect(await migrate(url, { folder })).toEqual({ applied: ["20260102000000_second"], alreadyThere: 1 });
		expect(await migrate(url, { folder })).toEqual({ applied: [], alreadyThere: 2 });
		expect(await run(url, "SELECT id FROM first")).toEqual([{ id: 2 }]);
	});

	it("lets one of two runners work and the other wait", async () => {
		const results = await Promise.all([migrate(url, { folder }), migrate(url, { folder })]);
		expect(results.flatMap((result) => result.applied)).toEqual(["20260101000000_first"]);
		expect(await applied()).toHaveLength(1);
	});

	it("refuses an applied migration that was changed", async () => {
		await migrate(url, { folder });
		write("20260101000000_first", "CREATE TABLE first (id bigint);");
		await expect(migrate(url, { folder })).rejects.toThrow("was changed after it was applied");
	});

	it("keeps nothing of a migration that fails, and says where it failed", async () => {
		write("20260102000000_broken", "CREATE TABLE half (id int);\nCREATE TABLE nonsense (id intt);");
		await expect(migrate(url, { folder })).rejects.toThrow("20260102000000_broken failed at line 2");
		expect(await applied()).toEqual([{ migration_name: "20260101000000_first" }]);
		write("20260102000000_broken", "CREATE TABLE half (id int);");
		expect((await migrate(url, { folder })).applied).toEqual(["20260102000000_broken"]);
	});

	it("stops at a migration another tool left half applied", async () => {
		await migrate(url, { folder });
		await run(url, "UPDATE _prisma_migrations SET finished_at = NULL");
		await expect(migrate(url, { folder })).rejects.toThrow("began and did not finish");
	});

	it("installs the queue's tables", async () => {
		await migrate(url, { folder });
		expect(await run(url, "SELECT to_regclass('graphile_worker.jobs') IS NOT NULL AS there")).toEqual([
			{ there: true },
		]);
	});
});
