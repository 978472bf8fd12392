import type pg from "pg";
import { searchColumns } from "~/domain/donors/attach-donor.server";
import type { TypedDonor } from "~/domain/donors/typed-donor.schema";

const FAMILIES = [
	["佐藤", "サトウ"],
	["鈴木", "スズキ"],
	["高橋", "タカハシ"],
	["髙橋", "タカハシ"],
	["田中", "タナカ"],
	["渡邉", "ワタナベ"],
	["伊藤", "イトウ"],
	["山本", "ヤマモト"],
	["中村", "ナカムラ"],
	["小林", "コバヤシ"],
	["加藤", "カトウ"],
	["吉田", "ヨシダ"],
	["山田", "ヤマダ"],
	["佐々木", "ササキ"],
	["山口", "ヤマグチ"],
	["松本", "マツモト"],
	["井上", "イノウエ"],
	["木村", "キムラ"],
	["林", "ハヤシ"],
	["斎藤", "サイトウ"],
	["清水", "シミズ"],
	["五十嵐", "イガラシ"],
	["長谷川", "ハセガワ"],
	["早乙女", "サオトメ"],
] as const;
const GIVENS = [
	["翔太", "ショウタ"],
	["陽葵", "ヒマリ"],
	["蓮", "レン"],
	["凛", "リン"],
	["健太", "ケンタ"],
	["美咲", "ミサキ"],
	["大輔", "ダイスケ"],
	["直子", "ナオコ"],
	["誠", "マコト"],
	["恵子", "ケイコ"],
	["拓也", "タクヤ"],
	["由美子", "ユミコ"],
	["茂", "シゲル"],
	["千尋", "チヒロ"],
	["一郎", "イチロウ"],
	["花子", "ハナコ"],
	["修", "オサム"],
	["久美", "クミ"],
	["隆", "タカシ"],
	["さくら", "サクラ"],
	["悠人", "ユウト"],
] as const;

const BATCH = 2000;

/** Donors number `from` to `to` of made-up names, with the search columns the product makes; their ids follow their numbers. */
export async function bulkDonors(pool: pg.Pool, from: number, to: number): Promise<void> {
	for (let first = from; first < to; first += BATCH) {
		const donors = Array.from({ length: Math.min(BATCH, to - first) }, (_, index) => donorRow(first + index));
		await pool.query(
			`INSERT INTO donor (id, institution_id, kind, family_name, given_name, family_name_kana, given_name_kana, email,
				search_key, search_grams, identity_key)
			SELECT bench_id('d', n), f.institution_id, 'individual', d.family, d.given, d.family_kana, d.given_kana, d.email,
				d.search_key, ARRAY(SELECT jsonb_array_elements_text(d.grams)), 'bench-' || n
			FROM jsonb_to_recordset($1) AS d(n int, family text, given text, family_kana text, given_kana text, email text,
				search_key text, grams jsonb)
			JOIN bench_fund f ON f.number = d.n % (SELECT count(*) FROM bench_fund)`,
			[JSON.stringify(donors)],
		);
	}
}

function donorRow(n: number) {
	const [family, familyKana] = FAMILIES[n % FAMILIES.length] ?? FAMILIES[0];
	const [given, givenKana] = GIVENS[Math.floor(n / FAMILIES.length) % GIVENS.length] ?? GIVENS[0];
	const email = `donor${n}@example.jp`;
	const typed: TypedDonor = {
		kind: "individual",
		familyName: family,
		givenName: given,
		familyNameKana: familyKana,
		givenNameKana: givenKana,
		companyName: "",
		companyNameKana: "",
		corporateNumber: null,
		department: "",
		contactName: "",
		email,
		phone: "",
		country: "JP",
		postalCode: "",
		prefecture: "",
		city: "",
		addressLine: "",
		lang: "ja",
	};
	const { searchKey, searchGrams } = searchColumns(typed);
	return {
		n,
		family,
		given,
		family_kana: familyKana,
		given_kana: givenKana,
		email,
		search_key: searchKey,
		grams: searchGrams,
	};
}

/** Ids that follow numbers, in the order of creation as real ones are, and the funds by number. */
export async function prepareBulk(pool: pg.Pool): Promise<void> {
	await pool.query(`
		CREATE FUNCTION bench_id(noun text, n bigint) RETURNS uuid LANGUAGE sql IMMUTABLE AS
			$$ SELECT ('01900000-' || lpad(to_hex(ascii(noun)), 4, '0') || '-7000-8000-' || lpad(to_hex(n), 12, '0'))::uuid $$;
		CREATE TABLE bench_fund AS SELECT row_number() OVER (ORDER BY slug) - 1 AS number, f.* FROM fund f;
		CREATE UNIQUE INDEX ON bench_fund (number)`);
}

/** Gifts number `from` to `to`, not paid yet, each with an open attempt. */
export async function bulkGifts(pool: pg.Pool, from: number, to: number, donors: number): Promise<void> {
	await pool.query(
		`INSERT INTO gift (id, public_token, hub_id, fund_id, institution_id, donor_id, amount_yen, channel, lang, donor_kind, family_name,
			given_name, email, form_key, created_at)
		SELECT bench_id('g', n), 'bench-' || n, f.hub_id, f.id, f.institution_id, d.id, 1000 + n % 90000, 'card', 'ja', 'individual',
			d.family_name, d.given_name, d.email, 'bench-' || n, timestamptz '2021-04-01' + n % 1826 * interval '1 day'
		FROM generate_series($1::bigint, $2::bigint - 1) AS n
		JOIN donor d ON d.id = bench_id('d', n % $3)
		JOIN bench_fund f ON f.number = (n % $3) % (SELECT count(*) FROM bench_fund)`,
		[from, to, donors],
	);
	await pool.query(
		`INSERT INTO checkout_attempt (id, gift_id, number, stripe_account_id, status, url)
		SELECT bench_id('a', n), bench_id('g', n), 1, 'platform', 'open', 'https://checkout.example/' || n
		FROM generate_series($1::bigint, $2::bigint - 1) AS n`,
		[from, to],
	);
	await pool.query(
		`INSERT INTO relationship (donor_id, hub_id)
		SELECT DISTINCT donor_id, hub_id FROM gift WHERE id >= bench_id('g', $1) AND id < bench_id('g', $2) AND hub_id IS NOT NULL
		ON CONFLICT DO NOTHING`,
		[from, to],
	);
}

/** Brings the same gifts to where payment has them: received, allocated, in the ledger; every trigger at work. */
export async function bulkReceive(client: pg.ClientBase, from: number, to: number): Promise<void> {
	const range = "id >= bench_id('g', $1) AND id < bench_id('g', $2)";
	await client.query(
		`UPDATE gift SET payment_status = 'received', given_on = created_at::date, settled_on = created_at::date + 4 WHERE ${range}`,
		[from, to],
	);
	await client.query(
		`WITH paid AS (
			INSERT INTO payment (id, institution_id, hub_id, stripe_account_id, charge_id, payment_intent_id, channel, gross_yen, fee_yen,
				balance_transaction_id, charged_at, given_on, available_on)
			SELECT bench_id('p', n), g.institution_id, g.hub_id, 'platform', 'ch_' || n, 'pi_' || n, 'card', g.amount_yen, g.amount_yen * 36 / 1000,
				'txn_' || n, g.created_at, g.given_on, g.settled_on
			FROM generate_series($1::bigint, $2::bigint - 1) AS n JOIN gift g ON g.id = bench_id('g', n)
		)
		INSERT INTO allocation (id, payment_id, gift_id, amount_yen)
		SELECT bench_id('l', n), bench_id('p', n), g.id, g.amount_yen
		FROM generate_series($1::bigint, $2::bigint - 1) AS n JOIN gift g ON g.id = bench_id('g', n)`,
		[from, to],
	);
	for (const [kind, debit, debitClass, credit, creditClass, amount] of [
		["gift_received", "stripe_balance", "asset", "gift_income", "income", "g.amount_yen"],
		["processor_fee", "processor_fee", "expense", "stripe_balance", "asset", "g.amount_yen * 36 / 1000"],
	]) {
		await client.query(
			`WITH made AS MATERIALIZED (
				SELECT n, g.given_on, extract(year FROM g.given_on - interval '3 months')::int AS year, ${amount} AS yen, g.institution_id, g.hub_id, g.fund_id
				FROM generate_series($1::bigint, $2::bigint - 1) AS n JOIN gift g ON g.id = bench_id('g', n)
			), header AS (
				INSERT INTO ledger_transaction (kind, idempotency_key, input_hash, cause_type, cause_id, occurred_on, fiscal_year)
				SELECT '${kind}', '${kind}:bench:' || n, 'bench', 'payment', bench_id('p', n)::text, given_on, year FROM made
				RETURNING id, idempotency_key
			)
			INSERT INTO ledger_entry (transaction_id, account, class, amount_yen, kind, "precision", occurred_on, fiscal_year, institution_id,
				hub_id, fund_id, category, channel, use, stripe_account_id)
			SELECT h.id, s.account, s.class, s.sign * m.yen, '${kind}', 'yen', m.given_on, m.year, m.institution_id,
				CASE WHEN s.purposeful THEN m.hub_id END, CASE WHEN s.purposeful THEN m.fund_id END, CASE WHEN s.purposeful THEN 'gift' END,
				CASE WHEN s.purposeful THEN 'card' END, CASE WHEN s.purposeful THEN 'running' END, CASE WHEN NOT s.purposeful THEN 'platform' END
			FROM made m JOIN header h ON h.idempotency_key = '${kind}:bench:' || m.n,
				(VALUES ('${debit}', '${debitClass}', 1, ${debitClass !== "asset"}), ('${credit}', '${creditClass}', -1, ${creditClass !== "asset"}))
				AS s(account, class, sign, purposeful)`,
			[from, to],
		);
	}
}
