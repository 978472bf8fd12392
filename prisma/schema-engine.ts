import { randomUUID } from "node:crypto";
import fs from "node:fs";
import { createRequire } from "node:module";
import { PrismaPg } from "@prisma/adapter-pg";
import {
	bindMigrationAwareSqlAdapterFactory,
	ColumnTypeEnum,
	type SqlDriverAdapter,
	type SqlMigrationAwareDriverAdapterFactory,
} from "@prisma/driver-adapter-utils";
import type { SchemaEngine, SchemasContainer } from "@prisma/schema-engine-wasm";
import pg from "pg";
import { installQueue } from "./migrate";

type Bindings = typeof import("@prisma/schema-engine-wasm") & { __wbg_set_wasm(exports: WebAssembly.Exports): void };

const CHAR_OID = 18; // PostgreSQL's one-byte "char", used in its catalogues
const BPCHAR_OID = 1042;

/** Prisma's schema engine as WebAssembly, working on the server of `url` through shadow databases. */
export async function openSchemaEngine(url: string, schema: SchemasContainer) {
	const opened: SqlDriverAdapter[] = [];
	const factory = makeFactory(url, opened);
	const { SchemaEngine } = await loadBindings();
	const datamodels = schema.files.map((file): [string, string] => [file.path, file.content]);
	const engine: SchemaEngine = await SchemaEngine.new(
		{ datamodels },
		() => {},
		bindMigrationAwareSqlAdapterFactory(factory),
	);
	const close = async () => {
		engine.free();
		// Without this the process waits ten seconds for idle connections.
		await Promise.all(opened.map((adapter) => adapter.dispose()));
	};
	return { engine, close };
}

let loaded: Promise<Bindings> | null = null;

/** Once a process: a second instance would break what the first one left behind in the bindings. */
function loadBindings(): Promise<Bindings> {
	loaded ??= instantiate();
	return loaded;
}

async function instantiate(): Promise<Bindings> {
	const scope = globalThis as { PRISMA_WASM_PANIC_REGISTRY?: { set_message(message: string): void } };
	scope.PRISMA_WASM_PANIC_REGISTRY ??= { set_message: (message) => console.error(message) };
	const require = createRequire(import.meta.url);
	const bindings = (await import("@prisma/schema-engine-wasm/schema_engine_bg")) as unknown as Bindings;
	const file = require.resolve("@prisma/schema-engine-wasm").replace(/schema_engine\.js$/, "schema_engine_bg.wasm");
	const { instance } = await WebAssembly.instantiate(fs.readFileSync(file), {
		"./schema_engine_bg.js": bindings as unknown as WebAssembly.ModuleImports,
	});
	bindings.__wbg_set_wasm(instance.exports);
	(instance.exports.__wbindgen_start as () => void)();
	return bindings;
}

/** Separate fields, never an address: an address would win over the shadow's name, and the real database be replayed on. */
function connection(url: string, database?: string): pg.PoolConfig {
	const parsed = new URL(url);
	return {
		host: parsed.hostname,
		port: Number(parsed.port || 5432),
		user: decodeURIComponent(parsed.username),
		password: decodeURIComponent(parsed.password),
		database: database ?? decodeURIComponent(parsed.pathname.slice(1)),
		ssl: parsed.searchParams.get("sslmode") === "require" ? { rejectUnauthorized: false } : undefined,
		max: 1,
	};
}

function makeFactory(url: string, opened: SqlDriverAdapter[]): SqlMigrationAwareDriverAdapterFactory {
	const inner = new PrismaPg(connection(url));
	return {
		provider: inner.provider,
		adapterName: inner.adapterName,
		connect: async () => {
			const adapter = await openAdapter(connection(url), async () => {});
			opened.push(adapter);
			return adapter;
		},
		connectToShadowDb: async () => {
			const name = `izumi_shadow_${randomUUID().replaceAll("-", "")}`;
			await onServer(url, `CREATE DATABASE ${name} ENCODING 'UTF8' TEMPLATE template0`);
			const shadow = new URL(url);
			shadow.pathname = `/${name}`;
			await installQueue(shadow.href);
			return openAdapter(connection(url, name), () => onServer(url, `DROP DATABASE IF EXISTS ${name} WITH (FORCE)`));
		},
	};
}

async function onServer(url: string, sql: string): Promise<void> {
	const client = new pg.Client(connection(url));
	await client.connect();
	try {
		await client.query(sql);
	} finally {
		await client.end();
	}
}

async function openAdapter(config: pg.PoolConfig, afterwards: () => Promise<void>): Promise<SqlDriverAdapter> {
	const pool = new pg.Pool(config);
	pool.on("error", () => {});
	const charColumns = readCharAsText(pool);
	const inner: SqlDriverAdapter = await new PrismaPg(pool, { disposeExternalPool: true }).connect();
	let disposed = false;
	return {
		provider: inner.provider,
		adapterName: inner.adapterName,
		executeRaw: (query) => inner.executeRaw(query),
		startTransaction: (level) => inner.startTransaction(level),
		getConnectionInfo: () => ({ schemaName: "public", supportsRelationJoins: true }),
		queryRaw: async (query) => {
			const result = await inner.queryRaw(query);
			for (const index of charColumns.get(result.rows) ?? []) result.columnTypes[index] = ColumnTypeEnum.Character;
			return result;
		},
		// Whole: the adapter's own splits at every ";", also inside functions and comments.
		executeScript: async (script) => {
			await pool.query(script);
		},
		dispose: async () => {
			if (disposed) return;
			disposed = true;
			await inner.dispose();
			await afterwards();
		},
	};
}

/** The adapter does not know the type "char": lets it see text, and remembers which columns those were. */
function readCharAsText(pool: pg.Pool): WeakMap<unknown[], number[]> {
	const columns = new WeakMap<unknown[], number[]>();
	const query = pool.query.bind(pool) as (config: pg.QueryArrayConfig) => Promise<pg.QueryArrayResult>;
	const patched = async (config: pg.QueryArrayConfig) => {
		const result = await query(config);
		if (!Array.isArray(result.fields)) return result;
		const indexes: number[] = [];
		result.fields.forEach((field, index) => {
			if (field.dataTypeID !== CHAR_OID) return;
			field.dataTypeID = BPCHAR_OID;
			indexes.push(index);
		});
		columns.set(result.rows, indexes);
		return result;
	};
	pool.query = patched as unknown as pg.Pool["query"];
	return columns;
}
