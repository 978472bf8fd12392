import type pg from "pg";
import { countSegment } from "~/domain/segments/count-segment.server";
import type { SegmentRules } from "~/domain/segments/segment-rules";
import { makePool } from "~/platform/db/pool.server";
import { prepareBulk } from "./bulk";
import { type Measured, medianMs, milliseconds } from "./report";
import type { Stage } from "./stage";

const FEW = 1000;
const GIFTS = Number(process.env.BENCH_GIFTS ?? 1_000_000);
const PER_DONOR = 5;
const CHUNK = 50_000;
const RUNS = 15;

const ever = { period: "ever", from: null, to: null } as const;
/** What an officer builds, from one fact to several. */
const SEGMENTS: Record<string, SegmentRules> = {
	"gave last year, not this": { match: "all", rules: [{ fact: "lapsedLastYear", not: false }] },
	"first gift in 90 days": { match: "all", rules: [{ fact: "firstGiftWithin", not: false, days: 90 }] },
	"total over 100,000 yen": {
		match: "all",
		rules: [{ fact: "totalYen", not: false, min: 100_000, max: null, ...ever }],
	},
	"four facts, any of them": {
		match: "any",
		rules: [
			{ fact: "lapsedSomeYear", not: false },
			{ fact: "lastGiftOlder", not: true, days: 365 },
			{ fact: "giftCount", not: false, min: 2, max: 4, ...ever },
			{ fact: "prefecture", not: false, prefecture: "石川県" },
		],
	},
};

/** The live count: a hub's own thousand gifts alone and in a world of a million, and a large hub beside SQL by hand. */
export async function benchSegments(stage: Stage): Promise<Measured[]> {
	const pool = makePool(stage.databaseUrl, 2, "izumi bench bulk");
	try {
		await prepareBulk(pool);
		const place = async (number: number) => {
			const { rows } = await pool.query<{ hubId: string; institutionId: string }>(
				`SELECT hub_id AS "hubId", institution_id AS "institutionId" FROM bench_fund WHERE number = $1`,
				[number],
			);
			return rows[0] ?? { hubId: "", institutionId: "" };
		};
		await load(pool, 0, FEW);
		const small = await place(0);
		const alone = await measure(stage, small);
		await load(pool, FEW, GIFTS);
		const among = await measure(stage, small);
		const large = await place(1);
		const atSize = await measure(stage, large);
		const byHand = await medianMs(RUNS, () => pool.query(BY_HAND, [large.hubId]));
		const size = GIFTS.toLocaleString("en");
		return [
			...Object.keys(SEGMENTS).map((what) => ({
				what: `segment: ${what}`,
				izumi: milliseconds(among[what] ?? 0),
				beside: `alone: ${milliseconds(alone[what] ?? 0)}`,
				ratio: (among[what] ?? 0) / (alone[what] ?? 1),
				aim: { atMost: 1.5 },
				note: `a hub of ${FEW} gifts in a world of ${size}; a large hub: ${milliseconds(atSize[what] ?? 0)}`,
			})),
			{
				what: "segment beside SQL by hand",
				izumi: milliseconds(atSize["gave last year, not this"] ?? 0),
				beside: milliseconds(byHand),
				ratio: (atSize["gave last year, not this"] ?? 0) / byHand,
				aim: { atMost: 2 },
				note: `one eighteenth of ${size} gifts; by hand refunds are not looked at`,
			},
		];
	} finally {
		await pool.end();
	}
}

/** As somebody in a hurry writes it. */
const BY_HAND = `
	SELECT count(*) FROM donor d JOIN relationship r ON r.donor_id = d.id AND r.hub_id = $1
	WHERE d.erased_at IS NULL
		AND EXISTS (SELECT 1 FROM gift g WHERE g.donor_id = d.id AND g.hub_id = $1 AND g.payment_status = 'received'
			AND g.given_on BETWEEN DATE '2025-04-01' AND DATE '2026-03-31')
		AND NOT EXISTS (SELECT 1 FROM gift g WHERE g.donor_id = d.id AND g.hub_id = $1 AND g.payment_status = 'received'
			AND g.given_on BETWEEN DATE '2026-04-01' AND DATE '2027-03-31')`;

async function measure(stage: Stage, place: { hubId: string; institutionId: string }): Promise<Record<string, number>> {
	const times: Record<string, number> = {};
	for (const [what, rules] of Object.entries(SEGMENTS)) {
		times[what] = await medianMs(RUNS, () => countSegment(stage.ctx, { ...place, rules }));
	}
	return times;
}

/** Gifts number `from` to `to` with their donors: the first thousand at one hub alone, the rest at all the others; one in a hundred went back. */
async function load(pool: pg.Pool, from: number, to: number): Promise<void> {
	const fundOf = (n: string) =>
		`f.number = CASE WHEN ${n} < ${FEW / PER_DONOR} THEN 0 ELSE 1 + ${n} % (SELECT count(*) - 1 FROM bench_fund) END`;
	await pool.query(
		`INSERT INTO donor (id, institution_id, kind, family_name, given_name, email, prefecture, search_key, search_grams, identity_key)
		SELECT bench_id('d', n), f.institution_id, 'individual', '泉', '花子', 'donor' || n || '@example.jp',
			CASE WHEN n % 3 = 0 THEN '石川県' ELSE '東京都' END, '', '{}', 'bench-' || n
		FROM generate_series($1::bigint, $2::bigint - 1) AS n JOIN bench_fund f ON ${fundOf("n")}`,
		[from / PER_DONOR, to / PER_DONOR],
	);
	await pool.query(
		`INSERT INTO relationship (donor_id, hub_id) SELECT bench_id('d', n), f.hub_id
		FROM generate_series($1::bigint, $2::bigint - 1) AS n JOIN bench_fund f ON ${fundOf("n")} WHERE f.hub_id IS NOT NULL`,
		[from / PER_DONOR, to / PER_DONOR],
	);
	for (let first = from; first < to; first += CHUNK) {
		const range = [first, Math.min(first + CHUNK, to)];
		await pool.query(
			`INSERT INTO gift (id, public_token, hub_id, fund_id, institution_id, donor_id, amount_yen, channel, payment_status, lang,
				donor_kind, email, form_key, given_on)
			SELECT bench_id('g', n), 'bench-' || n, f.hub_id, f.id, f.institution_id, bench_id('d', n / ${PER_DONOR}), 1000 + n * 7919 % 60000,
				'cash', 'received', 'ja', 'individual', 'donor@example.jp', 'bench-' || n, DATE '2026-11-20' - (n * 7907 % 1826)::int
			FROM generate_series($1::bigint, $2::bigint - 1) AS n JOIN bench_fund f ON ${fundOf(`(n / ${PER_DONOR})`)}`,
			range,
		);
		await pool.query(
			`WITH paid AS (
				INSERT INTO payment (id, institution_id, hub_id, channel, gross_yen, charged_at, given_on)
				SELECT bench_id('p', n), g.institution_id, g.hub_id, 'cash', g.amount_yen, g.given_on, g.given_on
				FROM generate_series($1::bigint, $2::bigint - 1) AS n JOIN gift g ON g.id = bench_id('g', n)
			)
			INSERT INTO allocation (id, payment_id, gift_id, amount_yen)
			SELECT bench_id('l', n), bench_id('p', n), g.id, g.amount_yen
			FROM generate_series($1::bigint, $2::bigint - 1) AS n JOIN gift g ON g.id = bench_id('g', n)`,
			range,
		);
		await pool.query(
			`INSERT INTO refund (id, payment_id, amount_yen, status, requested_by)
			SELECT bench_id('r', n), bench_id('p', n), p.gross_yen, 'succeeded', 'bench'
			FROM generate_series($1::bigint, $2::bigint - 1) AS n JOIN payment p ON p.id = bench_id('p', n) WHERE n % 100 = 0`,
			range,
		);
	}
	await pool.query("VACUUM ANALYZE");
}
