/**
 * Writes the next migration from the schema (`npx tsx prisma/diff.ts add-stories`) or says whether the migrations and the
 * schema have drifted apart (`npx tsx prisma/diff.ts --check`). Both replay the migrations in a shadow database.
 */
import fs from "node:fs";
import path from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import type { MigrationList, SchemasContainer } from "@prisma/schema-engine-wasm";
import { ownerUrl, stopDatabase } from "~/platform/db/database-url.server";
import { MIGRATIONS_DIR, readMigrations } from "./migrate";
import { openSchemaEngine } from "./schema-engine";

const SCHEMA_DIR = fileURLToPath(new URL("./schema", import.meta.url));
const LOCK_FILE = '# Read by Prisma: the database these migrations are for.\nprovider = "postgresql"\n';
const NO_FILTER = { externalTables: [], externalEnums: [] };

/**
 * The SQL that brings what the migrations make to what the schema says; null when they agree.
 * @param url  a server where databases may be created; the database it names is not touched
 */
export async function diffSchema(url: string, { schemaDir = SCHEMA_DIR, migrationsDir = MIGRATIONS_DIR } = {}) {
	const schema = readSchema(schemaDir);
	const { engine, close } = await openSchemaEngine(url, schema);
	try {
		const { exitCode, stdout } = await engine.diff({
			from: { tag: "migrations", ...readMigrationList(migrationsDir) },
			to: { tag: "schemaDatamodel", ...schema },
			script: true,
			exitCode: true,
			filters: NO_FILTER,
		});
		return exitCode === 0 ? null : (stdout ?? "");
	} finally {
		await close();
	}
}

function readSchema(folder: string): SchemasContainer {
	const names = fs.readdirSync(folder).filter((name) => name.endsWith(".prisma"));
	const files = names.sort().map((name) => {
		const file = path.join(folder, name);
		return { path: file, content: fs.readFileSync(file, "utf8") };
	});
	return { files };
}

function readMigrationList(folder: string): MigrationList {
	return {
		baseDir: folder,
		lockfile: { path: "migration_lock.toml", content: LOCK_FILE },
		shadowDbInitScript: "",
		migrationDirectories: readMigrations(folder).map(({ name, sql }) => ({
			path: name,
			migrationFile: { path: "migration.sql", content: { tag: "ok", value: sql } },
		})),
	};
}

function writeMigration(name: string, sql: string): string {
	const stamp = new Date().toISOString().replace(/\D/g, "").slice(0, 14);
	const folder = path.join(MIGRATIONS_DIR, `${stamp}_${name.toLowerCase().replace(/[^a-z0-9]+/g, "_")}`);
	fs.mkdirSync(folder, { recursive: true });
	fs.writeFileSync(path.join(MIGRATIONS_DIR, "migration_lock.toml"), LOCK_FILE);
	const file = path.join(folder, "migration.sql");
	fs.writeFileSync(file, sql);
	return path.relative(process.cwd(), file);
}

async function main(argument: string | undefined): Promise<number> {
	if (!argument) {
		console.error("Say --check, or the name of the migration to write: npx tsx prisma/diff.ts add-stories");
		return 2;
	}
	try {
		const sql = await diffSchema(await ownerUrl());
		if (sql === null) {
			console.log("The migrations make what the schema says.");
			return 0;
		}
		if (argument === "--check") {
			console.error(`The migrations and the schema have drifted apart. What is missing:\n\n${sql}`);
			return 1;
		}
		console.log(`Wrote ${writeMigration(argument, sql)}. Add triggers, checks and functions to it by hand.`);
		return 0;
	} finally {
		await stopDatabase();
	}
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) {
	main(process.argv[2]).then(
		(code) => {
			process.exitCode = code;
		},
		(error: Error) => {
			console.error(error.message);
			process.exitCode = 1;
		},
	);
}
