import { mkdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { type Ctx, jobContext } from "~/domain/access/ctx.server";
import { closePrisma } from "~/platform/db/client.server";
import { pointAtDatabase } from "~/platform/db/database-url.server";
import { ensureEmbedded } from "~/platform/db/embedded.server";
import { closePools, makePool } from "~/platform/db/pool.server";
import { migrate } from "../../prisma/migrate";
import { seedProgramme } from "../../prisma/seed/programme";
import { openBenchFunds } from "./bench-funds";

/** Kept between runs, so that only the first has to make a server. */
const DATA_DIR = path.resolve(process.env.BENCH_DIR ?? ".data/bench");

/**
 * An embedded database with the settings a real one has (nothing is switched off that keeps data safe), new for each part,
 * with the programme's hubs and two funds each.
 */
export type Stage = { databaseUrl: string; dataDir: string; ctx: Ctx; fundIds: string[]; close: () => Promise<void> };

export async function openStage(part: string): Promise<Stage> {
	mkdirSync(DATA_DIR, { recursive: true });
	const database = `izumi_bench_${process.pid}_${part}`;
	const server = await ensureEmbedded({ dataDir: DATA_DIR, database, say: console.log });
	pointAtDatabase(server.url);
	await migrate(server.url);
	const ctx = await jobContext("bench");
	await seedProgramme(ctx);
	const fundIds = await openBenchFunds(ctx);
	return {
		databaseUrl: server.url,
		dataDir: DATA_DIR,
		ctx,
		fundIds,
		async close() {
			await closePrisma();
			await closePools();
			const postgres = new URL(server.url);
			postgres.pathname = "/postgres";
			const pool = makePool(postgres.href, 1, "izumi bench");
			await pool.query(`DROP DATABASE IF EXISTS ${database} WITH (FORCE)`);
			await pool.end();
			await server.stop();
		},
	};
}

/** The most memory a process has had so far, in MB; 0 where the system does not tell. */
export function peakMemoryMb(pid: number | undefined): number {
	try {
		const kb = /VmHWM:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, "utf8"))?.[1];
		return Math.round(Number(kb ?? 0) / 1024);
	} catch {
		return 0;
	}
}
