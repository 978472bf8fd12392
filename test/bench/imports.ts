import pg from "pg";
import { mapImport } from "~/domain/imports/map-import.server";
import { runImport } from "~/domain/imports/run-import.server";
import { uploadImport } from "~/domain/imports/upload-import.server";
import { workImport } from "~/domain/imports/work-import.server";
import { brokenPromises, checkLedger } from "~/domain/ledger/check-ledger.server";
import { importFile } from "../factories/import-file";
import { copyFrom, copyTo } from "./copy";
import { type Measured, perSecond, rate } from "./report";
import type { Stage } from "./stage";

const ROWS = Number(process.env.BENCH_IMPORT_ROWS ?? 100_000);
/** What an import of awards writes. */
const TABLES = [
	"import_row",
	"external_fund",
	"external_fund_year",
	"external_fund_receipt",
	"ledger_transaction",
	"ledger_entry",
] as const;
const AIM = { atMost: 8 };

/**
 * A file of awards, each with a year and money received, one row in a hundred bad: taken in, checked, written and booked with
 * every trigger at work; beside COPY of the very rows it left, into tables with the same indexes and checks.
 */
export async function benchImports(stage: Stage): Promise<Measured[]> {
	const { ctx } = stage;
	const hub = await ctx.db.hub.findUniqueOrThrow({ where: { slug: "nanolsi" }, include: { hosts: true } });
	const institutionId = hub.hosts.find(({ isPrimary }) => isPrimary)?.institutionId ?? "";
	const place = { kind: "external_funds" as const, institutionId, hubId: hub.id, fileName: "awards.csv" };
	const bytes = importFile(ROWS);
	const first = await bring(stage, place, bytes);
	const again = await bring(stage, place, bytes);
	const broken = brokenPromises(await checkLedger());
	if (broken.length > 0) throw new Error(`check:ledger: ${broken.slice(0, 3).join("; ")}`);
	const copied = await copySameRows(stage, first.importId);
	const total = first.stagedMs + first.checkedMs + first.writtenMs;
	const seconds = (ms: number) => `${(ms / 1000).toFixed(1)} s`;
	const parts = `taken in ${seconds(first.stagedMs)}, checked ${seconds(first.checkedMs)}, written and booked ${seconds(first.writtenMs)}`;
	const rows = ROWS.toLocaleString("en");
	return [
		{
			what: `import of ${rows} rows`,
			izumi: `${seconds(total)}, ${rate(perSecond(ROWS, total))}`,
			beside: `COPY of the same rows: ${seconds(copied.allMs)}`,
			ratio: total / copied.allMs,
			aim: AIM,
			note: parts,
		},
		{
			what: "  its file alone, staged",
			izumi: seconds(first.stagedMs),
			beside: `COPY of the file's rows: ${seconds(copied.fileMs)}`,
			ratio: first.stagedMs / copied.fileMs,
			note: `${(bytes.byteLength / 1e6).toFixed(1)} MB of CSV read, decoded and kept beside it`,
		},
		{
			what: "  the same file again",
			izumi: seconds(again.stagedMs + again.checkedMs + again.writtenMs),
			beside: "changes nothing",
			note: `${again.unchanged.toLocaleString("en")} rows unchanged`,
		},
	];
}

type Place = Omit<Parameters<typeof uploadImport>[1], "bytes">;

async function bring({ ctx }: Stage, place: Place, bytes: Uint8Array<ArrayBuffer>) {
	const timed = async (work: () => Promise<unknown>) => {
		const startedMs = performance.now();
		await work();
		return performance.now() - startedMs;
	};
	let importId = "";
	const stagedMs = await timed(async () => {
		({ importId } = await uploadImport(ctx, { ...place, bytes }));
	});
	const { mapping } = await ctx.db.import.findUniqueOrThrow({ where: { id: importId } });
	const checkedMs = await timed(async () => {
		await mapImport(ctx, { importId, mapping, check: true });
		await workImport(ctx, { importId }, "checking");
	});
	const writtenMs = await timed(async () => {
		await runImport(ctx, { importId });
		await workImport(ctx, { importId }, "running");
	});
	const done = await ctx.db.import.findUniqueOrThrow({ where: { id: importId } });
	if (done.status !== "done") throw new Error(`the import is ${done.status}: ${done.error}`);
	return { importId, stagedMs, checkedMs, writtenMs, unchanged: done.unchangedRows };
}

async function copySameRows({ databaseUrl }: Stage, importId: string): Promise<{ allMs: number; fileMs: number }> {
	const client = new pg.Client({ connectionString: databaseUrl });
	await client.connect();
	try {
		const data = new Map<string, Buffer>();
		for (const table of TABLES) {
			await client.query(`CREATE TABLE copied_${table} (LIKE ${table} INCLUDING ALL)`);
			const which = table === "import_row" ? `(SELECT * FROM import_row WHERE import_id = '${importId}')` : table;
			data.set(table, await copyTo(client, `COPY ${which} TO STDOUT`));
		}
		const file = await copyTo(
			client,
			`COPY (SELECT line, cells FROM import_row WHERE import_id = '${importId}') TO STDOUT`,
		);
		await client.query("CREATE TABLE copied_file (line int PRIMARY KEY, cells text[])");
		await client.query("CHECKPOINT").catch(() => {});
		let startedMs = performance.now();
		await copyFrom(client, "COPY copied_file FROM STDIN", file);
		const fileMs = performance.now() - startedMs;
		startedMs = performance.now();
		for (const [table, rows] of data) await copyFrom(client, `COPY copied_${table} FROM STDIN`, rows);
		return { allMs: performance.now() - startedMs, fileMs };
	} finally {
		await client.end();
	}
}
