import pg from "pg";
import { backTest } from "~/domain/sufficiency/back-test.server";
import { getCoverage } from "~/domain/sufficiency/get-coverage.server";
import { getPublicCoverage } from "~/domain/sufficiency/get-public-coverage.server";
import { listCoverage } from "~/domain/sufficiency/list-coverage.server";
import { refreshOutlook } from "~/domain/sufficiency/refresh-outlook.server";
import { currentTime } from "~/platform/clock";
import { makePool } from "~/platform/db/pool.server";
import { bulkDonors, prepareBulk } from "./bulk";
import { BENCH_YEARS, bulkAwards, bulkOpportunities, bulkPlans } from "./bulk-sufficiency";
import { allAtOnce, type Measured, medianMs, milliseconds } from "./report";
import type { Stage } from "./stage";
import { loadGifts } from "./volume";

const FEW = 1000;
const GIFTS = Number(process.env.BENCH_GIFTS ?? 1_000_000);
const AWARDS = Number(process.env.BENCH_AWARDS ?? 50_000);
const CHUNK = 2500;
const RUNS = 41;
const PAGES = ["hub glide path", "heat table: 18 hubs, 20 years", "public coverage of a hub"];

/** What the pages of standing alone read, with a thousand gifts and awards and with a million and fifty thousand. */
export async function benchSufficiency(stage: Stage): Promise<Measured[]> {
	const pool = makePool(stage.databaseUrl, 4, "izumi bench bulk");
	try {
		await prepareBulk(pool);
		await bulkPlans(pool);
		await bulkOpportunities(pool, 2000);
		await bulkDonors(pool, 0, Math.min(200_000, GIFTS / 5));
		await pool.query("UPDATE hub SET coverage_published = 'sources'");
		await loadAwards(stage, pool, 0, FEW);
		await loadGifts(stage, pool, 0, FEW);
		const few = await measure(stage);
		await loadAwards(stage, pool, FEW, AWARDS);
		await loadGifts(stage, pool, FEW, GIFTS);
		const many = await measure(stage);
		await printBackTest(stage);
		return Object.entries(many).map(([what, ms]) => ({
			what,
			izumi: milliseconds(ms),
			beside: `${FEW.toLocaleString("en")} of each: ${milliseconds(few[what] ?? 0)}`,
			ratio: ms / (few[what] ?? ms),
			aim: PAGES.includes(what) ? { atMost: 1.3 } : undefined,
			note: `${GIFTS.toLocaleString("en")} gifts, ${AWARDS.toLocaleString("en")} external funds over 20 years`,
		}));
	} finally {
		await pool.end();
	}
}

async function loadAwards(stage: Stage, pool: pg.Pool, from: number, to: number): Promise<void> {
	const chunks: [number, number][] = [];
	for (let first = from; first < to; first += CHUNK) chunks.push([first, Math.min(first + CHUNK, to)]);
	await allAtOnce(chunks, 2, async ([first, last]) => {
		const client = new pg.Client({ connectionString: stage.databaseUrl });
		client.on("error", () => {});
		await client.connect();
		await client.query("BEGIN");
		await bulkAwards(client, first, last);
		await client.query("COMMIT");
		await client.end();
	});
	await pool.query("VACUUM ANALYZE");
}

async function measure({ ctx }: Stage): Promise<Record<string, number>> {
	const now = { ...ctx, now: currentTime() };
	const hubs = await ctx.db.hub.findMany({ orderBy: { slug: "asc" } });
	const hub = hubs.find(({ slug }) => slug === "nanolsi");
	if (!hub) throw new Error("the programme has NanoLSI");
	const years = Array.from({ length: 20 }, (_, index) => BENCH_YEARS.first + index);
	const refreshMs = await medianMs(3, () => refreshOutlook(now, hub.id));
	for (const { id } of hubs) await refreshOutlook(now, id);
	const reads: Record<string, () => Promise<unknown>> = {
		"hub glide path": () => getCoverage(now, { hubId: hub.id }),
		"heat table: 18 hubs, 20 years": () => listCoverage(now, { fiscalYears: years }),
		"public coverage of a hub": () => getPublicCoverage(hub.id),
	};
	const times: Record<string, number> = {};
	for (const [name, read] of Object.entries(reads)) {
		await read();
		times[name] = await medianMs(RUNS, read);
	}
	times["outlook of a hub summed again, as a job"] = refreshMs;
	times["what if the largest funder goes"] = await medianMs(3, () =>
		getCoverage(now, { hubId: hub.id, changes: [{ kind: "lose_largest_funder" }] }),
	);
	return times;
}

/** The forecast of a past day beside what came: a table a person reads, and how far off it was in all. */
async function printBackTest({ ctx }: Stage): Promise<void> {
	const asOf = `${BENCH_YEARS.now - 2}-05-31`;
	const hubs = await ctx.db.hub.findMany({ orderBy: { slug: "asc" } });
	const million = (yen: bigint) => `${(yen / 1_000_000n).toLocaleString("en")}`;
	let offYen = 0n;
	let cameYen = 0n;
	let inBand = 0;
	let all = 0;
	console.log(`  back-test as of ${asOf}, million yen: secured then | low - expected - high | came`);
	for (const { id, slug } of hubs) {
		const { rows } = await backTest({ ...ctx, now: currentTime() }, { hubId: id, asOf });
		for (const row of rows) {
			// A year that still runs says nothing yet.
			if (row.soFar !== null) continue;
			const { low, expected, high } = row.predicted;
			const off = row.cameYen - expected;
			offYen += off < 0n ? -off : off;
			cameYen += row.cameYen;
			all += 1;
			if (row.cameYen >= low && row.cameYen <= high) inBand += 1;
			const figures = [row.securedThenYen, low, expected, high, row.cameYen].map(million);
			const [secured, from, middle, to, came] = figures;
			if (all <= 8) console.log(`  ${slug} ${row.fiscalYear}: ${secured} | ${from} - ${middle} - ${to} | ${came}`);
		}
	}
	const percent = cameYen === 0n ? 0 : Number((offYen * 1000n) / cameYen) / 10;
	console.log(`  ${all} hub-years: expected was off by ${percent} % of what came, ${inBand} in their band`);
}
