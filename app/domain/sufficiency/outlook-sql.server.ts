import { Prisma } from "~/platform/db/client.server";
import { OPPORTUNITY_STAGES } from "../opportunities/opportunity.status";
import { fiscalYearSql, type OutlookFacts, type OutlookOf, stageRank } from "./outlook-facts.server";
import {
	APPLICATION_PRIORS,
	BAND_CASES,
	BAND_FLOOR,
	CARD_STATES,
	ENDING_PRIOR,
	HORIZON_YEARS,
	LATE_BANDS,
	LATE_DAYS,
	LATE_STRENGTH,
	LATER_YEAR_PRIOR,
	type Prior,
	REASON_KEYS,
	STAGE_PRIORS,
} from "./weights";

type Sql = Prisma.Sql;
const sql = Prisma.sql;

/**
 * The outlook of a hub: fiscal_year, source, category, use, weight_key, yen, low_yen, expected_yen, high_yen, count, reason.
 * Sums only, whole yen rounded down; from this fiscal year over the horizon.
 */
export function outlookSql(of: OutlookOf, facts: OutlookFacts): Sql {
	return sql`
		WITH open_instalment AS MATERIALIZED (${facts.openInstalments}),
		late AS MATERIALIZED (SELECT * FROM open_instalment WHERE due_on + ${LATE_DAYS}::int < ${of.day}::date AND open_yen > 0),
		donor_record AS (${facts.donorRecord}),
		funds AS MATERIALIZED (${facts.funds}),
		fund_years AS MATERIALIZED (${facts.fundYears}),
		fund_receipts AS (${facts.fundReceipts}),
		plans AS (${facts.plans}),
		plan_lives AS (${facts.planLives}),
		opportunities AS (${facts.opportunities}),
		closed_opportunities AS (${facts.closedOpportunities}),
		${fundYearSums(of)},
		${fundRecord(of)},
		summed AS (
			${instalments(of)}
			UNION ALL ${lateInstalments(of)}
			UNION ALL ${decidedFunds()}
			UNION ALL ${undecidedFunds()}
			UNION ALL ${recurring(of)}
			UNION ALL ${opportunities(of)}
		)
		SELECT fiscal_year, source, category, use, weight_key, yen, low_yen, expected_yen, high_yen, count::int AS count,
			CASE WHEN reason IS NULL THEN '{}'::jsonb
				ELSE jsonb_set(reason, '{params,percent}', to_jsonb(floor(expected_yen * 100 / yen)::int)) END AS reason
		FROM summed
		WHERE yen > 0 AND fiscal_year BETWEEN ${of.fiscalYear} AND ${of.fiscalYear + HORIZON_YEARS}`;
}

/** What each funder decided and has not paid yet; what a host gives is no funder's. */
export function decidedByFunderSql(of: OutlookOf, facts: OutlookFacts): Sql {
	return sql`
		WITH funds AS MATERIALIZED (${facts.funds}),
		fund_years AS MATERIALIZED (${facts.fundYears}),
		fund_receipts AS (${facts.fundReceipts}),
		${fundYearSums(of)}
		SELECT e.funder, l.fiscal_year AS "fiscalYear", l.category, u.use, sum(u.yen)::bigint AS yen
		FROM fund_left l JOIN external_fund e ON e.id = l.id
		CROSS JOIN LATERAL (VALUES (l.use, l.left_yen - l.running_yen), ('running', l.running_yen)) u(use, yen)
		WHERE l.category <> 'host' AND u.yen > 0 AND l.fiscal_year <= ${of.fiscalYear + HORIZON_YEARS}
		GROUP BY 1, 2, 3, 4`;
}

/** What hangs on no weight. */
const inFull = sql`NULL::jsonb AS reason`;

function instalments({ day, fiscalYear }: OutlookOf): Sql {
	// One of the year before that is not paid yet can only come now.
	return sql`
		SELECT greatest(${fiscalYearSql(sql`due_on`)}, ${fiscalYear}::int) AS fiscal_year, 'instalment' AS source, 'gift' AS category, use,
			'' AS weight_key, sum(open_yen)::bigint AS yen, sum(open_yen)::bigint AS low_yen, sum(open_yen)::bigint AS expected_yen,
			sum(open_yen)::bigint AS high_yen, count(*) AS count, ${inFull}
		FROM open_instalment WHERE due_on + ${LATE_DAYS}::int >= ${day}::date AND open_yen > 0 GROUP BY 1, 4`;
}

/** low, expected and high of `yen`, by a record of `good` in `all` cases and what is taken for granted before any. */
function byRecord(yen: Sql, good: Sql, all: Sql, prior: { weight: Sql; strength: Sql }): Sql {
	const better = sql`(${good} + ${prior.weight} * ${prior.strength} / 10000.0)`;
	const cases = sql`(${all} + ${prior.strength})`;
	const expected = sql`sum(${yen} * ${better} / ${cases})`;
	return sql`
		floor(least(sum(${yen} * ${better} / (${cases} + ${BAND_CASES}::int)), ${expected} * ${10_000 - BAND_FLOOR}::int / 10000))::bigint AS low_yen,
		floor(${expected})::bigint AS expected_yen,
		floor(least(sum(${yen}), greatest(sum(${yen} * (${better} + ${BAND_CASES}::int) / (${cases} + ${BAND_CASES}::int)),
			${expected} * ${10_000 + BAND_FLOOR}::int / 10000)))::bigint AS high_yen`;
}

function lateInstalments({ day, fiscalYear }: OutlookOf): Sql {
	const bands = Prisma.join(
		LATE_BANDS.map(({ key, fromDays, weight }, index) => {
			const until = LATE_BANDS[index + 1]?.fromDays ?? 1_000_000;
			return sql`(${key}, ${fromDays}::int, ${until}::int, ${weight}::int)`;
		}),
	);
	const weights = byRecord(sql`l.yen`, sql`r.paid`, sql`r.due`, {
		weight: sql`l.weight`,
		strength: sql`${LATE_STRENGTH}::int`,
	});
	return sql`
		SELECT l.fiscal_year, 'late_instalment', 'gift', l.use, l.key, sum(l.yen)::bigint, ${weights}, sum(l.count),
			jsonb_build_object('key', ${REASON_KEYS.late_instalment}::text, 'params',
				jsonb_build_object('days', min(l.from_days), 'good', sum(r.paid), 'all', sum(r.due), 'prior', min(l.weight) / 100))
		FROM (
			SELECT greatest(${fiscalYearSql(sql`due_on`)}, ${fiscalYear}::int) AS fiscal_year, use, donor_id, b.key, b.weight, b.from_days,
				sum(open_yen) AS yen, count(*) AS count
			FROM late JOIN (VALUES ${bands}) b(key, from_days, until_days, weight)
				ON ${day}::date - due_on >= b.from_days AND ${day}::date - due_on < b.until_days
			GROUP BY 1, 2, 3, 4, 5, 6
		) l JOIN (
			SELECT donor_id, count(*) AS due, count(*) FILTER (WHERE is_paid) AS paid
			FROM donor_record WHERE due_on + ${LATE_DAYS}::int < ${day}::date GROUP BY 1
		) r ON r.donor_id = l.donor_id
		GROUP BY l.fiscal_year, l.use, l.key`;
}

/** One row a fund and year: the hub's share of what it is entitled to and plans, and what it received. */
function fundYearSums({ fiscalYear }: OutlookOf): Sql {
	const share = (yen: Sql) => sql`floor((${yen}) * f.share / 10000)`;
	return sql`
		fund_sums AS MATERIALIZED (
			SELECT f.id, f.category, f.use, f.decision, s.fiscal_year, s.decided_yen, coalesce(s.indirect_yen, 0) AS indirect_yen, s.received_yen,
				greatest(${share(sql`coalesce(s.decided_yen, 0) + s.carried_in_yen - s.carried_over_yen - s.returned_yen`)}, 0) AS entitled_yen,
				${share(sql`s.carried_over_yen`)} AS carried_over_yen, ${share(sql`s.planned_yen`)} AS planned_yen
			FROM funds f JOIN (
				SELECT external_fund_id, fiscal_year, sum(planned_yen) AS planned_yen, sum(decided_yen) AS decided_yen,
					sum(indirect_yen) AS indirect_yen, sum(carried_over_yen) AS carried_over_yen, sum(returned_yen) AS returned_yen,
					sum(carried_in_yen) AS carried_in_yen, sum(received_yen) AS received_yen
				FROM (
					SELECT external_fund_id, fiscal_year, planned_yen, decided_yen, indirect_yen, carried_over_yen, returned_yen,
						0 AS carried_in_yen, 0 AS received_yen
					FROM fund_years WHERE fiscal_year >= ${fiscalYear}
					UNION ALL
					SELECT external_fund_id, fiscal_year + 1, 0, NULL, NULL, 0, 0, carried_over_yen, 0
					FROM fund_years WHERE fiscal_year >= ${fiscalYear - 1} AND carried_over_yen > 0
					UNION ALL
					SELECT external_fund_id, fiscal_year, 0, NULL, NULL, 0, 0, 0, yen FROM fund_receipts WHERE fiscal_year >= ${fiscalYear}
				) y GROUP BY 1, 2
			) s ON s.external_fund_id = f.id
			WHERE f.decision <> 'declined'
		),
		fund_left AS MATERIALIZED (
			SELECT *, greatest(entitled_yen - received_yen, 0) AS left_yen,
				CASE WHEN decided_yen > 0 AND category <> 'host' THEN floor(greatest(entitled_yen - received_yen, 0) * least(indirect_yen, decided_yen) / decided_yen) ELSE 0 END AS running_yen
			FROM fund_sums WHERE decision = 'decided'
		)`;
}

/** Decided and not received yet; the indirect part as what it pays for; and what was received and is carried on. */
function decidedFunds(): Sql {
	return sql`
		SELECT fiscal_year, source, category, use, '', sum(yen)::bigint, sum(yen)::bigint, sum(yen)::bigint, sum(yen)::bigint, count(DISTINCT id), ${inFull}
		FROM (
			SELECT id, fiscal_year, CASE category WHEN 'host' THEN 'host' ELSE 'fund' END AS source, category, use, left_yen - running_yen AS yen FROM fund_left
			UNION ALL
			SELECT id, fiscal_year, 'fund', category, 'running', running_yen FROM fund_left
			UNION ALL
			SELECT id, fiscal_year, 'carried_over', category, use, least(carried_over_yen, greatest(received_yen - entitled_yen, 0)) FROM fund_left
		) parts WHERE yen > 0 GROUP BY 1, 2, 3, 4`;
}

/** What became of what was applied for, and of later years, by category; once, not for each row it weighs. */
function fundRecord({ fiscalYear }: OutlookOf): Sql {
	return sql`
		fund_record AS MATERIALIZED (
			SELECT 'pending' AS kind, category, count(*) FILTER (WHERE decision = 'decided') AS good, count(*) AS cases
			FROM funds WHERE decision = 'declined' OR (decision = 'decided' AND was_pending) GROUP BY 2
			UNION ALL
			SELECT 'year', f.category, count(*) FILTER (WHERE y.decided_yen > 0), count(*)
			FROM funds f JOIN fund_years y ON y.external_fund_id = f.id
			WHERE f.decision = 'decided' AND y.planned_yen > 0 AND y.decided_yen IS NOT NULL AND y.fiscal_year <= ${fiscalYear} GROUP BY 2
		)`;
}

function undecidedFunds(): Sql {
	const priors = Prisma.join(
		Object.entries(APPLICATION_PRIORS).map(
			([category, { weight, strength }]) => sql`(${category}, ${weight}::int, ${strength}::int)`,
		),
	);
	const later: Prior = LATER_YEAR_PRIOR;
	const weights = byRecord(sql`u.yen`, sql`coalesce(r.good, 0)`, sql`coalesce(r.cases, 0)`, {
		weight: sql`(CASE u.kind WHEN 'pending' THEN p.weight ELSE ${later.weight}::int END)`,
		strength: sql`(CASE u.kind WHEN 'pending' THEN p.strength ELSE ${later.strength}::int END)`,
	});
	return sql`
		SELECT u.fiscal_year, 'undecided_fund', u.category, u.use, u.kind, sum(u.yen)::bigint, ${weights}, sum(u.count),
			jsonb_build_object('key', CASE u.kind WHEN 'pending' THEN ${REASON_KEYS.pending}::text ELSE ${REASON_KEYS.year}::text END, 'params',
				jsonb_build_object('category', u.category, 'good', max(coalesce(r.good, 0)), 'all', max(coalesce(r.cases, 0)),
					'prior', max(CASE u.kind WHEN 'pending' THEN p.weight ELSE ${later.weight}::int END) / 100))
		FROM (
			SELECT fiscal_year, category, use, CASE decision WHEN 'pending' THEN 'pending' ELSE 'year' END AS kind,
				sum(greatest(planned_yen - greatest(received_yen - entitled_yen, 0), 0)) AS yen, count(*) AS count
			FROM fund_sums WHERE decided_yen IS NULL AND planned_yen > greatest(received_yen - entitled_yen, 0) GROUP BY 1, 2, 3, 4
		) u
		JOIN (VALUES ${priors}) p(category, weight, strength) ON p.category = u.category
		LEFT JOIN fund_record r ON r.kind = u.kind AND r.category = u.category
		GROUP BY u.fiscal_year, u.category, u.use, u.kind`;
}

function recurring({ fiscalYear }: OutlookOf): Sql {
	const states = Prisma.join(
		Object.entries(CARD_STATES).map(
			([state, { low, expected, high }]) => sql`(${state}, ${low}::int, ${expected}::int, ${high}::int)`,
		),
	);
	const { ended, planYears } = ENDING_PRIOR;
	// The share of plans that is still there after so many years; numeric, so that no float decides on a yen.
	const kept = (rate: Sql) => sql`power(1 - ${rate}, c.fiscal_year - ${fiscalYear}::int)`;
	return sql`
		SELECT c.fiscal_year, 'recurring', 'gift', c.use, c.unit || ':' || c.state, sum(c.yen)::bigint,
			floor(sum(c.yen) * min(s.low) * ${kept(sql`least(max(e.worse), 1)`)} / 10000)::bigint,
			floor(sum(c.yen) * min(s.expected) * ${kept(sql`max(e.usual)`)} / 10000)::bigint,
			floor(sum(c.yen) * min(s.high) * ${kept(sql`max(e.better)`)} / 10000)::bigint,
			count(*),
			jsonb_build_object('key', ${REASON_KEYS.recurring}::text || c.state, 'params',
				jsonb_build_object('unit', c.unit, 'state', c.state, 'weight', min(s.expected) / 100,
					'ending', round(max(e.usual) * 100, 1), 'good', max(e.ended), 'all', max(e.years), 'prior', ${(ended * 100) / planYears}::int))
		FROM (
			SELECT y.fiscal_year, p.use, p.unit,
				CASE WHEN p.state = 'active' AND p.card_end < greatest(p.first_on, make_date(y.fiscal_year, 4, 1)) THEN 'expiring' ELSE p.state END AS state,
				p.amount_yen * CASE WHEN p.unit = 'month' AND y.fiscal_year = ${fiscalYearSql(sql`p.first_on`)}
					THEN 12 - (extract(month FROM p.first_on)::int + 8) % 12
					WHEN p.unit = 'month' THEN 12 ELSE 1 END AS yen
			FROM plans p JOIN generate_series(${fiscalYear}::int, ${fiscalYear + HORIZON_YEARS}::int) y(fiscal_year)
				ON y.fiscal_year >= ${fiscalYearSql(sql`p.first_on`)}
		) c
		JOIN (VALUES ${states}) s(state, low, expected, high) ON s.state = c.state
		CROSS JOIN (
			SELECT ended, years, (ended + ${ended}::int) / (years + ${planYears}::int) AS usual,
				(ended + ${ended}::int + ${BAND_CASES}::int) / (years + ${planYears}::int + ${BAND_CASES}::int) AS worse,
				(ended + ${ended}::int) / (years + ${planYears}::int + ${BAND_CASES}::int) AS better
			FROM (
				SELECT count(*) FILTER (WHERE has_ended)::numeric AS ended, round(coalesce(sum(lived_days), 0) / 365.25, 1) AS years FROM plan_lives
			) lives
		) e
		GROUP BY c.fiscal_year, c.use, c.unit, c.state`;
}

function opportunities({ fiscalYear }: OutlookOf): Sql {
	const open = OPPORTUNITY_STAGES.filter((stage) => stage !== "won" && stage !== "lost");
	const priors = Prisma.join(
		open.map((stage) => {
			const { weight, strength } = STAGE_PRIORS[stage];
			return sql`(${stage}, ${stageRank(sql`${stage}::text`)}, ${weight}::int, ${strength}::int)`;
		}),
	);
	const weights = byRecord(sql`o.amount_yen`, sql`r.won`, sql`r.cases`, {
		weight: sql`r.weight`,
		strength: sql`r.strength`,
	});
	return sql`
		SELECT greatest(${fiscalYearSql(sql`o.expected_on`)}, ${fiscalYear}::int), 'opportunity', 'gift', o.use, o.stage,
			sum(o.amount_yen)::bigint, ${weights}, count(*),
			jsonb_build_object('key', ${REASON_KEYS.opportunity}::text, 'params',
				jsonb_build_object('stage', o.stage, 'good', max(r.won), 'all', max(r.cases), 'prior', max(r.weight) / 100))
		FROM opportunities o JOIN (
			SELECT p.stage, p.weight, p.strength, count(c.reached) FILTER (WHERE c.is_won) AS won, count(c.reached) AS cases
			FROM (VALUES ${priors}) p(stage, rank, weight, strength) LEFT JOIN closed_opportunities c ON c.reached >= p.rank
			GROUP BY 1, 2, 3
		) r ON r.stage = o.stage
		GROUP BY 1, o.use, o.stage`;
}
