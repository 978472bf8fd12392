import pg from "pg";
import { beforeAll, expect, test } from "vitest";
import { jobContext } from "~/domain/access/ctx.server";
import { listGifts } from "~/domain/gifts/list-gifts.server";
import { checkLedger } from "~/domain/ledger/check-ledger.server";
import { foldBalances } from "~/domain/ledger/fold-balances.server";
import { listTotals } from "~/domain/ledger/list-totals.server";
import { seedProgramme } from "../../prisma/seed/programme";
import { bulkDonors, bulkGifts, bulkReceive, prepareBulk } from "../bench/bulk";
import { makeFund } from "../factories/world";
import { freshDatabase } from "../setup/database";

const GIFTS = Number(process.env.VOLUME_GIFTS ?? 1_000_000);
const DONORS = GIFTS / 5;
const CHUNK = 10_000;

const database = freshDatabase();
let owner: pg.Pool;

beforeAll(async () => {
	const ctx = await jobContext("volume");
	await seedProgramme(ctx);
	await makeFund(ctx, {});
	owner = new pg.Pool({ connectionString: database.ownerUrl, max: 2 });
	owner.on("error", () => {});
	await prepareBulk(owner);
	await bulkDonors(owner, 0, DONORS);
	for (let from = 0; from < GIFTS; from += CHUNK) {
		const to = Math.min(from + CHUNK, GIFTS);
		await bulkGifts(owner, from, to, DONORS);
		const client = await owner.connect();
		await client.query("BEGIN");
		await bulkReceive(client, from, to);
		await client.query("COMMIT");
		client.release();
	}
	await owner.query("VACUUM ANALYZE");
	return () => owner.end();
}, 1_800_000);

test("rollups equal the entries, before and after they are folded, and totals are the sums of the gifts", async () => {
	const ctx = await jobContext("volume");
	const promises = [
		"01-transactions-sum-to-zero",
		"02-rollups-equal-entries",
		"03-gifts-equal-allocations",
		"07-payments-equal-ledger",
	];
	for (const folded of [false, true]) {
		if (folded) await foldBalances(ctx);
		const checks = (await checkLedger()).filter((check) => promises.includes(check.name));
		expect(checks.map((check) => [check.name, check.findings])).toEqual(promises.map((name) => [name, []]));
	}
	const { rows } = await owner.query(
		"SELECT extract(year FROM given_on - interval '3 months')::int AS year, sum(amount_yen)::bigint AS yen, count(*)::int AS gifts FROM gift GROUP BY 1 ORDER BY 1",
	);
	expect(rows.length).toBeGreaterThan(1);
	for (const { year, yen, gifts } of rows) {
		const totals = (await listTotals(ctx, { fiscalYear: year })).filter((row) => row.category === "gift");
		expect(totals.reduce((sum, row) => sum + row.grossYen, 0n)).toBe(BigInt(yen));
		expect(totals.reduce((sum, row) => sum + Number(row.count), 0)).toBe(gifts);
	}
});

test("paging through a hub's gifts meets each once", async () => {
	const ctx = await jobContext("volume");
	const { rows } = await owner.query("SELECT hub_id AS id, count(*)::int AS gifts FROM gift GROUP BY 1");
	const [hub] = rows;
	const seen = new Set<string>();
	let cursor: string | undefined;
	do {
		const page = await listGifts(ctx, { hubId: hub.id, limit: 500, cursor });
		for (const gift of page.gifts) {
			expect(seen.has(gift.id)).toBe(false);
			seen.add(gift.id);
		}
		cursor = page.nextCursor ?? undefined;
	} while (cursor && seen.size < 100_000);
	expect(seen.size).toBe(Math.min(hub.gifts, 100_000));
});
