import type pg from "pg";

/** The fiscal years of the bench: ten behind, this one, and those ahead. */
export const BENCH_YEARS = { first: 2017, now: 2026, last: 2036 } as const;

/** A number from 0 to 9,999 that follows from `n` and looks like chance, so that every run is the same. */
const chance = (n: string, of: string) => `(abs(hashtextextended((${n})::text, ${of})) % 10000)`;

/** An approved plan at every hub: six uses over all years, 1.2 thousand million a year. */
export async function bulkPlans(pool: pg.Pool): Promise<void> {
	const { first, last } = BENCH_YEARS;
	await pool.query(
		`INSERT INTO sufficiency_plan (id, hub_id, version, title, first_fiscal_year, last_fiscal_year, status)
		SELECT gen_random_uuid(), hub_id, 1, 'bench', $1, $2, 'draft' FROM bench_fund WHERE hub_id IS NOT NULL`,
		[first, last],
	);
	await pool.query(
		`INSERT INTO sufficiency_cost (id, plan_id, fiscal_year, use, label, amount_yen)
		SELECT gen_random_uuid(), p.id, y, u.use, u.use, 200000000
		FROM sufficiency_plan p, generate_series($1::int, $2::int) y,
			unnest(ARRAY['core_posts', 'running', 'research', 'facility', 'talent', 'outreach']) u(use)`,
		[first, last],
	);
	await pool.query("UPDATE sufficiency_plan SET status = 'approved', approved_at = now()");
}

/**
 * Awards number `from` to `to`, each planned over all years: most decided, a tenth still applied for, some declined. What comes
 * of a year is nearly what was decided; the present year is half received, each receipt in the ledger.
 */
export async function bulkAwards(client: pg.ClientBase, from: number, to: number): Promise<void> {
	const { first, now, last } = BENCH_YEARS;
	await client.query(
		`INSERT INTO external_fund (id, hub_id, institution_id, category, title, funder, use, hub_share_basis_points, decision, decided_on, source,
			source_key, created_at)
		SELECT bench_id('e', n), f.hub_id, f.institution_id, c.category, 'award ' || n, 'funder ' || n % 40,
			CASE WHEN c.category = 'host' THEN 'core_posts' WHEN n % 3 = 0 THEN 'running' ELSE 'research' END,
			CASE WHEN n % 5 = 0 THEN 6000 ELSE 10000 END,
			CASE WHEN n % 10 = 9 THEN 'pending' WHEN n % 25 = 0 THEN 'declined' ELSE 'decided' END,
			CASE WHEN n % 10 = 9 THEN NULL ELSE date '${first}-04-01' + (n % 9 * 365)::int END, 'import', 'bench-' || n, timestamptz '${first}-01-15'
		FROM generate_series($1::bigint, $2::bigint - 1) n
		JOIN bench_fund f ON f.number = n % (SELECT count(*) FROM bench_fund),
			LATERAL (SELECT (ARRAY['competitive', 'commissioned', 'joint', 'subsidy', 'host'])[1 + n / 7 % 5] AS category) c`,
		[from, to],
	);
	// The more awards there are, the smaller each: a hub's money is the same with 1,000 and with 50,000.
	await client.query(
		`INSERT INTO external_fund_year (external_fund_id, fiscal_year, planned_yen, decided_yen, indirect_yen, direct_yen)
		SELECT e.id, y, m.yen, CASE WHEN d.decided THEN m.yen END, CASE WHEN d.decided THEN m.yen * 3 / 13 END,
			CASE WHEN d.decided THEN m.yen - m.yen * 3 / 13 END
		FROM generate_series($1::bigint, $2::bigint - 1) n JOIN external_fund e ON e.id = bench_id('e', n),
			generate_series(greatest(${first}, extract(year FROM coalesce(e.decided_on, date '2026-04-01'))::int), ${last}) y,
			LATERAL (SELECT (100000 + ${chance("n", "1")} * 20)::bigint AS yen) m,
			LATERAL (SELECT e.decision = 'decided' AND (y <= ${now} + 2) AND ${chance("n * 100 + y", "2")} < 9300 AS decided) d`,
		[from, to],
	);
	await client.query(
		`INSERT INTO external_fund_receipt (id, external_fund_id, received_on, date_precision, fiscal_year, amount_yen, precision, channel, source_key)
		SELECT gen_random_uuid(), e.id, date '2000-06-15' + ((y.fiscal_year - 2000) * 365.25)::int, 'day', y.fiscal_year,
			greatest(1, y.decided_yen * e.hub_share_basis_points / 10000 * CASE WHEN y.fiscal_year = ${now} THEN 50 ELSE 94 + n % 7 END / 100),
			'yen', 'bank_transfer', 'bench-' || n || '-' || y.fiscal_year
		FROM generate_series($1::bigint, $2::bigint - 1) n JOIN external_fund e ON e.id = bench_id('e', n)
		JOIN external_fund_year y ON y.external_fund_id = e.id AND y.decided_yen > 0 AND y.fiscal_year BETWEEN ${now - 3} AND ${now}`,
		[from, to],
	);
	await client.query(
		`WITH made AS MATERIALIZED (
			SELECT r.id, r.received_on, r.fiscal_year, r.amount_yen, e.id AS fund, e.hub_id, e.institution_id, e.category, e.use,
				CASE e.category WHEN 'host' THEN 'host_contribution_received' ELSE 'external_fund_received' END AS kind
			FROM external_fund_receipt r JOIN external_fund e ON e.id = r.external_fund_id
			WHERE e.id IN (SELECT bench_id('e', n) FROM generate_series($1::bigint, $2::bigint - 1) n)
		), header AS (
			INSERT INTO ledger_transaction (kind, idempotency_key, input_hash, cause_type, cause_id, occurred_on, fiscal_year)
			SELECT kind, kind || ':' || id, 'bench', 'external_fund_receipt', id::text, received_on, fiscal_year FROM made
			RETURNING id, cause_id
		)
		INSERT INTO ledger_entry (transaction_id, account, class, amount_yen, kind, "precision", occurred_on, fiscal_year, institution_id,
			hub_id, external_fund_id, category, channel, use)
		SELECT h.id, s.account, s.class, s.sign * m.amount_yen, m.kind, 'yen', m.received_on, m.fiscal_year, m.institution_id,
			CASE WHEN s.sign < 0 THEN m.hub_id END, CASE WHEN s.sign < 0 THEN m.fund END, CASE WHEN s.sign < 0 THEN m.category END,
			CASE WHEN s.sign < 0 THEN 'bank_transfer' END, CASE WHEN s.sign < 0 THEN m.use END
		FROM made m JOIN header h ON h.cause_id = m.id::text,
			LATERAL (VALUES (CASE m.category WHEN 'host' THEN 'host_resources' ELSE 'institution_bank' END, 'asset', 1),
				(CASE m.category WHEN 'host' THEN 'host_contribution' ELSE 'external_fund_income' END, 'income', -1)) AS s(account, class, sign)`,
		[from, to],
	);
}

/** Hoped-for gifts of every hub since 2022, most of them closed, with each stage they came to. */
export async function bulkOpportunities(pool: pg.Pool, count: number): Promise<void> {
	await pool.query(
		`INSERT INTO opportunity (id, hub_id, institution_id, name, use, amount_yen, expected_on, stage, closed_on, created_at)
		SELECT bench_id('o', n), f.hub_id, f.institution_id, 'opportunity ' || n, (ARRAY['running', 'core_posts', 'talent'])[1 + n % 3],
			1000000 + ${chance("n", "3")} * 2000, date '2022-04-01' + (n % 1900)::int + 200, s.stage,
			CASE WHEN s.stage IN ('won', 'lost') THEN date '2022-04-01' + (n % 1500)::int + 120 END,
			timestamptz '2022-04-01' + n % 1500 * interval '1 day'
		FROM generate_series(0, $1::bigint - 1) n JOIN bench_fund f ON f.number = n % (SELECT count(*) FROM bench_fund),
			LATERAL (SELECT CASE WHEN ${chance("n", "4")} < 3000 THEN 'won' WHEN ${chance("n", "4")} < 7500 THEN 'lost'
				WHEN n % 2 = 0 THEN 'asked' ELSE 'negotiating' END AS stage) s`,
		[count],
	);
	await pool.query(
		`INSERT INTO opportunity_stage (id, opportunity_id, stage, amount_yen, at)
		SELECT gen_random_uuid(), o.id, s.stage, o.amount_yen, o.created_at + s.days * interval '1 day'
		FROM opportunity o, LATERAL (VALUES ('identified', 0), ('asked', 60), (o.stage, 120)) s(stage, days)
		WHERE o.name LIKE 'opportunity %'`,
	);
	await pool.query(
		`WITH made AS MATERIALIZED (
			SELECT o.*, f.id AS fund, extract(year FROM o.closed_on - interval '3 months')::int AS year
			FROM opportunity o JOIN bench_fund f ON f.hub_id = o.hub_id WHERE o.stage = 'won'
		), header AS (
			INSERT INTO ledger_transaction (kind, idempotency_key, input_hash, cause_type, cause_id, occurred_on, fiscal_year)
			SELECT 'bank_gift_received', 'bench-won:' || id, 'bench', 'opportunity', id::text, closed_on, year FROM made
			RETURNING id, cause_id
		)
		INSERT INTO ledger_entry (transaction_id, account, class, amount_yen, kind, "precision", occurred_on, fiscal_year, institution_id,
			hub_id, fund_id, category, channel, use)
		SELECT h.id, s.account, s.class, s.sign * m.amount_yen, 'bank_gift_received', 'yen', m.closed_on, m.year, m.institution_id,
			CASE WHEN s.sign < 0 THEN m.hub_id END, CASE WHEN s.sign < 0 THEN m.fund END, CASE WHEN s.sign < 0 THEN 'gift' END,
			CASE WHEN s.sign < 0 THEN 'bank_transfer' END, CASE WHEN s.sign < 0 THEN m.use END
		FROM made m JOIN header h ON h.cause_id = m.id::text,
			(VALUES ('institution_bank', 'asset', 1), ('gift_income', 'income', -1)) AS s(account, class, sign)`,
	);
}
