import pg from "pg";
import { listGifts } from "~/domain/gifts/list-gifts.server";
import { listLedgerLines } from "~/domain/ledger/list-ledger-lines.server";
import { listTotals } from "~/domain/ledger/list-totals.server";
import { makePool } from "~/platform/db/pool.server";
import { bulkDonors, bulkGifts, bulkReceive, prepareBulk } from "./bulk";
import { allAtOnce, type Measured, medianMs, milliseconds } from "./report";
import type { Stage } from "./stage";

const FEW = 1000;
const MANY = Number(process.env.BENCH_GIFTS ?? 1_000_000);
const DONORS = Math.min(200_000, MANY / 5);
const CHUNK = 10_000;
const RUNS = 41;

/** What staff and the API read, with a thousand gifts in the ledger and with a million. */
export async function benchVolume(stage: Stage): Promise<Measured[]> {
	const pool = makePool(stage.databaseUrl, 4, "izumi bench bulk");
	try {
		await prepareBulk(pool);
		await bulkDonors(pool, 0, DONORS);
		await loadGifts(stage, pool, 0, FEW);
		const few = await measure(stage);
		const startedMs = performance.now();
		await loadGifts(stage, pool, FEW, MANY);
		const seconds = Math.round((performance.now() - startedMs) / 1000);
		console.log(
			`  ${MANY.toLocaleString("en")} gifts in the ledger, loaded in ${seconds} s with every trigger at work`,
		);
		const many = await measure(stage);
		return Object.entries(many).map(([what, ms]) => ({
			what,
			izumi: milliseconds(ms),
			beside: `${FEW.toLocaleString("en")} gifts: ${milliseconds(few[what] ?? 0)}`,
			ratio: ms / (few[what] ?? ms),
			aim: what.startsWith("totals") ? { atMost: 1.3 } : undefined,
			note: `${MANY.toLocaleString("en")} gifts, ${DONORS.toLocaleString("en")} donors, the middle of ${RUNS}`,
		}));
	} finally {
		await pool.end();
	}
}

export async function loadGifts(stage: Stage, pool: pg.Pool, from: number, to: number): Promise<void> {
	const chunks: [number, number][] = [];
	for (let first = from; first < to; first += CHUNK) chunks.push([first, Math.min(first + CHUNK, to)]);
	await allAtOnce(chunks, 2, async ([first, last]) => {
		await bulkGifts(pool, first, last, DONORS);
		// A connection of its own, so that rollups fill their slots as many processes would.
		const client = new pg.Client({ connectionString: stage.databaseUrl });
		client.on("error", () => {});
		await client.connect();
		await client.query("BEGIN");
		await bulkReceive(client, first, last);
		await client.query("COMMIT");
		await client.end();
	});
	await pool.query("SELECT fold_ledger_balance()");
	await pool.query("VACUUM ANALYZE");
	// What the load has left to write would be measured with the reads otherwise.
	await pool.query("CHECKPOINT");
}

async function measure({ ctx }: Stage): Promise<Record<string, number>> {
	const hub = await ctx.db.hub.findUniqueOrThrow({ where: { slug: "nanolsi" } });
	const deep = async () => {
		// A cursor from the middle of all gifts.
		const { gifts } = await listGifts(ctx, { limit: 1 });
		const newest = Number.parseInt(gifts[0]?.id.slice(-12) ?? "0", 16);
		return `${gifts[0]?.id.slice(0, 24)}${Math.floor(newest / 2)
			.toString(16)
			.padStart(12, "0")}`;
	};
	const cursor = await deep();
	const reads: Record<string, () => Promise<unknown>> = {
		"totals: every hub and year": () => listTotals(ctx),
		"totals: one year, as the API": () => listTotals(ctx, { fiscalYear: 2025 }),
		"gifts: first page": () => listGifts(ctx, {}),
		"gifts: deep page": () => listGifts(ctx, { cursor }),
		"gifts: first page of one hub": () => listGifts(ctx, { hubId: hub.id }),
		"gifts: one hub, received, deep": () => listGifts(ctx, { hubId: hub.id, status: "received", cursor }),
		"gifts: of one fiscal year": () => listGifts(ctx, { fiscalYear: 2022 }),
		"gifts: donors found by kanji": () => listGifts(ctx, { search: "五十嵐 さくら" }),
		"gifts: donors found by romaji": () => listGifts(ctx, { search: "saotome" }),
		"gifts: donor found by mail": () => listGifts(ctx, { search: "donor1234@example.jp" }),
		"gifts: nobody found": () => listGifts(ctx, { search: "該当なし" }),
		"ledger lines of a figure": () => listLedgerLines(ctx, { measure: "net", hubId: hub.id, fiscalYear: 2023 }),
	};
	const times: Record<string, number> = {};
	for (const [name, read] of Object.entries(reads)) {
		await read();
		times[name] = await medianMs(RUNS, read);
	}
	return times;
}
