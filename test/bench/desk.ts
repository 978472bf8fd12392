import pg from "pg";
import { createStaff } from "~/domain/access/create-staff.server";
import { listLedgerLines } from "~/domain/ledger/list-ledger-lines.server";
import { listYears } from "~/domain/ledger/list-years.server";
import { getDesk } from "~/domain/programme/get-desk.server";
import { listExternalMoney } from "~/domain/programme/list-external-money.server";
import { readFigures } from "~/domain/snapshots/freeze-figures.server";
import { makePool } from "~/platform/db/pool.server";
import { answers, freePort, TestProcess } from "../factories/processes";
import { webSettings } from "./pages";
import { allAtOnce, type Measured, medianMs, milliseconds } from "./report";
import type { Stage } from "./stage";

const FEW = 1000;
const GIFTS = Number(process.env.BENCH_GIFTS ?? 1_000_000);
const FUNDS = Number(process.env.BENCH_FUNDS ?? 50_000);
const YEARS = 20;
const LAST_YEAR = 2025;
const CHUNK = 10_000;
const RUNS = 31;
const STAFF = { email: "secretariat@bench.example", password: "a long phrase for benches" };
const PAGES = [
	"/console/desk?fiscalYear=2025",
	"/console/desk?rows=fiscalYear&columns=hub&change=cells",
	"/console/years",
];

/** The desk at a thousand gifts and awards over twenty years, and at a million gifts and fifty thousand awards. */
export async function benchDesk(stage: Stage): Promise<Measured[]> {
	const pool = makePool(stage.databaseUrl, 4, "izumi bench bulk");
	try {
		await pool.query(
			"CREATE TABLE bench_fund AS SELECT row_number() OVER (ORDER BY slug) - 1 AS number, f.* FROM fund f WHERE hub_id IS NOT NULL",
		);
		await createStaff(stage.ctx, {
			...STAFF,
			name: "Secretariat",
			grants: [{ role: "secretariat", scope: { kind: "programme" } }],
		});
		await load(stage, pool, { gifts: [0, FEW], funds: [0, FEW] });
		const few = await measure(stage);
		const startedMs = performance.now();
		await load(stage, pool, { gifts: [FEW, GIFTS], funds: [FEW, FUNDS] });
		console.log(`  the ledger of ${GIFTS} gifts and ${FUNDS} awards, loaded in ${seconds(startedMs)} s`);
		const many = await measure(stage);
		return Object.entries(many).map(([what, ms]) => ({
			what,
			izumi: milliseconds(ms),
			beside: `${FEW.toLocaleString("en")} of each: ${milliseconds(few[what] ?? 0)}`,
			ratio: ms / (few[what] ?? ms),
			aim: { atMost: 1.3 },
			note: `${GIFTS.toLocaleString("en")} gifts, ${FUNDS.toLocaleString("en")} awards, ${YEARS} years, the middle of ${RUNS}`,
		}));
	} finally {
		await pool.end();
	}
}

const seconds = (startedMs: number) => Math.round((performance.now() - startedMs) / 1000);

type Range = readonly [from: number, to: number];

async function load(stage: Stage, pool: pg.Pool, { gifts, funds }: { gifts: Range; funds: Range }): Promise<void> {
	await bulkAwards(pool, funds);
	const chunks: Range[] = [];
	for (let first = gifts[0]; first < gifts[1]; first += CHUNK) chunks.push([first, Math.min(first + CHUNK, gifts[1])]);
	await allAtOnce(chunks, 2, async (range) => {
		// A connection of its own, so that rollups fill their slots as many processes would.
		const client = new pg.Client({ connectionString: stage.databaseUrl });
		client.on("error", () => {});
		await client.connect();
		await bulkGiftLines(client, range);
		await client.end();
	});
	await pool.query("SELECT fold_ledger_balance()");
	await pool.query("VACUUM ANALYZE");
	await pool.query("CHECKPOINT");
}

/** The entries of gifts by card, cash and transfer over the years: what a figure of the desk is made of. */
async function bulkGiftLines(client: pg.ClientBase, [from, to]: Range): Promise<void> {
	await client.query(
		`WITH made AS MATERIALIZED (
			SELECT n, (make_date(${LAST_YEAR + 1 - YEARS}, 4, 1) + (n * 7919 % (365 * ${YEARS} - 30))::int) AS on_day, 1000 + n % 90000 AS yen,
				(ARRAY['card', 'konbini', 'bank_transfer'])[1 + n % 3] AS channel, f.*
			FROM generate_series($1::bigint, $2::bigint - 1) AS n
			JOIN bench_fund f ON f.number = n * 31 % (SELECT count(*) FROM bench_fund)
		), header AS (
			INSERT INTO ledger_transaction (kind, idempotency_key, input_hash, cause_type, cause_id, occurred_on, fiscal_year)
			SELECT 'bank_gift_received', 'bench:' || n, 'bench', 'bench', n::text, on_day, extract(year FROM on_day - interval '3 months')::int
			FROM made RETURNING id, idempotency_key, fiscal_year
		)
		INSERT INTO ledger_entry (transaction_id, account, class, amount_yen, kind, "precision", occurred_on, fiscal_year, institution_id,
			hub_id, fund_id, category, channel, use)
		SELECT h.id, s.account, s.class, s.sign * m.yen, 'bank_gift_received', 'yen', m.on_day, h.fiscal_year, m.institution_id,
			CASE WHEN s.own THEN m.hub_id END, CASE WHEN s.own THEN m.id END, CASE WHEN s.own THEN 'gift' END,
			CASE WHEN s.own THEN m.channel END, CASE WHEN s.own THEN m.use END
		FROM made m JOIN header h ON h.idempotency_key = 'bench:' || m.n,
			(VALUES ('institution_bank', 'asset', 1, false), ('gift_income', 'income', -1, true)) AS s(account, class, sign, own)`,
		[from, to],
	);
}

const CATEGORIES = "ARRAY['competitive', 'commissioned', 'joint', 'subsidy', 'fund_income', 'ip', 'startup', 'other']";

/** Awards with a receipt in each of four years. */
async function bulkAwards(pool: pg.Pool, [from, to]: Range): Promise<void> {
	await pool.query(
		`INSERT INTO external_fund (id, hub_id, institution_id, category, title, funder, use, source, source_key)
		SELECT ('01900000-0000-7000-8000-' || lpad(to_hex(n), 12, '0'))::uuid, f.hub_id, f.institution_id,
			(${CATEGORIES})[1 + n % 8], 'bench ' || n, 'bench', 'research', 'staff', 'bench:' || n
		FROM generate_series($1::bigint, $2::bigint - 1) AS n
		JOIN bench_fund f ON f.number = n * 31 % (SELECT count(*) FROM bench_fund)`,
		[from, to],
	);
	await pool.query(
		`WITH made AS MATERIALIZED (
			SELECT x.*, n, y, make_date(${LAST_YEAR + 1 - YEARS} + ((n * 3 + y * 5) % ${YEARS})::int, 6, 30) AS on_day
			FROM generate_series($1::bigint, $2::bigint - 1) AS n, generate_series(0, 3) AS y, external_fund x
			WHERE x.source_key = 'bench:' || n
		), header AS (
			INSERT INTO ledger_transaction (kind, idempotency_key, input_hash, cause_type, cause_id, occurred_on, fiscal_year)
			SELECT 'external_fund_received', 'bench-fund:' || n || ':' || y, 'bench', 'bench', n::text, on_day, extract(year FROM on_day)::int
			FROM made RETURNING id, idempotency_key, fiscal_year
		)
		INSERT INTO ledger_entry (transaction_id, account, class, amount_yen, kind, "precision", occurred_on, fiscal_year, institution_id,
			hub_id, external_fund_id, category, channel, use)
		SELECT h.id, s.account, s.class, s.sign * (1000000 + m.n), 'external_fund_received', 'yen', m.on_day, h.fiscal_year, m.institution_id,
			CASE WHEN s.own THEN m.hub_id END, CASE WHEN s.own THEN m.id END, CASE WHEN s.own THEN m.category END,
			CASE WHEN s.own THEN 'bank_transfer' END, CASE WHEN s.own THEN m.use END
		FROM made m JOIN header h ON h.idempotency_key = 'bench-fund:' || m.n || ':' || m.y,
			(VALUES ('institution_bank', 'asset', 1, false), ('external_fund_income', 'income', -1, true)) AS s(account, class, sign, own)`,
		[from, to],
	);
}

async function measure(stage: Stage): Promise<Record<string, number>> {
	const { ctx } = stage;
	const hub = await ctx.db.hub.findUniqueOrThrow({ where: { slug: "nanolsi" } });
	const where = { fiscalYear: LAST_YEAR };
	const reads: Record<string, () => Promise<unknown>> = {
		"desk: hub by category, one year": () =>
			getDesk(ctx, { measure: "external", rows: "hub", columns: "category", where }),
		"desk: year by hub, all years": () =>
			getDesk(ctx, { measure: "secured", rows: "fiscalYear", columns: "hub", where: {} }),
		"desk: use by channel, one hub": () =>
			getDesk(ctx, { measure: "net", rows: "use", columns: "channel", where: { hubId: hub.id } }),
		"desk: lines of a figure by use and channel": () =>
			listLedgerLines(ctx, { measure: "external", use: "research", channel: "bank_transfer", fiscalYear: 2020 }),
		"programme page's table": () => listExternalMoney(ctx, { by: "hub", fiscalYear: LAST_YEAR }),
		"snapshot: five years of figures": () => readFigures(ctx, { fiscalYear: LAST_YEAR, hubId: null }),
		"years with their adjustments": () => listYears(ctx),
	};
	const times: Record<string, number> = {};
	for (const [name, read] of Object.entries(reads)) {
		await read();
		times[name] = await medianMs(RUNS, read);
	}
	return { ...times, ...(await measurePages(stage)) };
}

/** Signs in at the process itself: its secret is its own. */
async function cookieOf(port: number): Promise<string> {
	const answer = await fetch(`http://localhost:${port}/auth/sign-in`, {
		method: "POST",
		headers: { origin: `http://localhost:${port}` },
		body: new URLSearchParams(STAFF),
		redirect: "manual",
	});
	const cookies = answer.headers.getSetCookie().map((one) => one.split(";", 1)[0]);
	if (answer.status !== 303 || cookies.length === 0) throw new Error(`the bench could not sign in: ${answer.status}`);
	return cookies.join("; ");
}

/** The pages as a browser gets them, signed in. */
async function measurePages(stage: Stage): Promise<Record<string, number>> {
	const port = await freePort();
	const web = new TestProcess("app/server.ts", webSettings(stage, port));
	web.start();
	try {
		await answers(`http://127.0.0.1:${port}/readyz`, 60_000);
		const cookie = await cookieOf(port);
		const times: Record<string, number> = {};
		for (const path of PAGES) {
			const get = async () => {
				const answer = await fetch(`http://127.0.0.1:${port}${path}`, { headers: { cookie }, redirect: "manual" });
				await answer.text();
				if (answer.status !== 200) throw new Error(`${path} answered ${answer.status}`);
			};
			for (let warm = 0; warm < 5; warm += 1) await get();
			times[`page ${path}`] = await medianMs(RUNS, get);
		}
		return times;
	} finally {
		await web.end("SIGTERM");
	}
}
