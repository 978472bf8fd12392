import { Prisma } from "~/platform/db/client.server";
import { cardEnd, type OutlookFacts, type OutlookOf, stageRank } from "./outlook-facts.server";

const sql = Prisma.sql;
const dayOf = (moment: Prisma.Sql) => sql`(${moment} AT TIME ZONE 'Asia/Tokyo')::date`;

/**
 * What was known of a hub at the end of a past day, from what rows keep of their history: schedules by when they were in
 * force, gifts and receipts by their day, stages by when they were reached, awards by when they were decided.
 *
 * Not kept, so taken at its simplest: the state of a card (as if every plan was charged well), write-offs still to come, and
 * when a later year of an award was decided (as if only planned).
 */
export function pastFacts({ hubId, day, fiscalYear }: OutlookOf): OutlookFacts {
	const hub = sql`${hubId}::uuid`;
	const then = sql`${day}::date`;
	return {
		openInstalments: sql`
			SELECT s.donor_id, s.due_on, s.use,
				s.scheduled_yen - least(greatest(s.paid_yen - s.before_yen, 0), s.scheduled_yen) AS open_yen
			FROM (
				SELECT p.donor_id, i.due_on, f.use, i.scheduled_yen, coalesce(g.paid_yen, 0) AS paid_yen,
					sum(i.scheduled_yen) OVER (PARTITION BY i.schedule_id ORDER BY i.number) - i.scheduled_yen AS before_yen
				FROM pledge p
				JOIN pledge_schedule v ON v.pledge_id = p.id AND ${dayOf(sql`v.created_at`)} <= ${then}
					AND (v.superseded_at IS NULL OR ${dayOf(sql`v.superseded_at`)} > ${then})
				JOIN instalment i ON i.schedule_id = v.id
				JOIN fund f ON f.id = p.fund_id
				LEFT JOIN LATERAL (
					SELECT sum(g.amount_yen) AS paid_yen FROM gift g
					WHERE g.pledge_id = p.id AND g.payment_status = 'received' AND g.given_on <= ${then}
				) g ON TRUE
				WHERE p.hub_id = ${hub} AND ${dayOf(sql`p.activated_at`)} <= ${then}
					AND (p.cancelled_at IS NULL OR ${dayOf(sql`p.cancelled_at`)} > ${then})
			) s`,
		donorRecord: sql`
			SELECT p.donor_id, i.due_on, i.paid_on IS NOT NULL AND i.paid_on <= ${then} AS is_paid
			FROM pledge p JOIN instalment i ON i.pledge_id = p.id AND i.current
			WHERE p.donor_id IN (SELECT donor_id FROM late) AND ${dayOf(sql`p.activated_at`)} <= ${then}`,
		funds: sql`
			SELECT e.id, e.category, e.use, e.hub_share_basis_points AS share,
				CASE WHEN e.decision = 'decided' AND coalesce(e.decided_on, e.starts_on, ${dayOf(sql`e.created_at`)}) <= ${then} THEN 'decided'
					WHEN e.decision = 'declined' AND e.decided_on <= ${then} THEN 'declined'
					ELSE 'pending' END AS decision,
				${dayOf(sql`e.created_at`)} < e.decided_on AS was_pending
			FROM external_fund e
			WHERE e.hub_id = ${hub} AND e.voided_at IS NULL AND e.category <> 'wpi_subsidy'
				AND least(${dayOf(sql`e.created_at`)}, e.decided_on, e.starts_on) <= ${then}
				AND (e.decision <> 'pending' OR ${dayOf(sql`e.created_at`)} <= ${then})`,
		// What is carried over came before: a forecast of what is to come leaves it out.
		fundYears: sql`
			SELECT y.external_fund_id, y.fiscal_year, greatest(y.planned_yen, coalesce(y.decided_yen, 0)) AS planned_yen,
				CASE WHEN e.decision = 'decided' AND y.fiscal_year <= ${fiscalYear} THEN y.decided_yen END AS decided_yen,
				CASE WHEN e.decision = 'decided' AND y.fiscal_year <= ${fiscalYear} THEN y.indirect_yen END AS indirect_yen,
				0::bigint AS carried_over_yen, CASE WHEN y.fiscal_year < ${fiscalYear} THEN y.returned_yen ELSE 0 END AS returned_yen
			FROM funds e JOIN external_fund_year y ON y.external_fund_id = e.id`,
		fundReceipts: sql`
			SELECT r.external_fund_id, r.fiscal_year, r.amount_yen AS yen
			FROM funds e JOIN external_fund_receipt r ON r.external_fund_id = e.id
			WHERE r.voided_at IS NULL AND r.kind = 'received' AND r.received_on <= ${then}`,
		plans: sql`
			SELECT f.use, rp.unit, coalesce(c.amount_yen, rp.amount_yen) AS amount_yen, 'active' AS state, ${cardEnd} AS card_end,
				CASE rp.unit
					WHEN 'month' THEN (date_trunc('month', ${then}) + CASE WHEN rp.anchor_day > extract(day FROM ${then}) THEN interval '0' ELSE interval '1 month' END)::date
					ELSE (rp.started_on + make_interval(years => extract(year FROM age(${then}, rp.started_on))::int + 1))::date
				END AS first_on
			FROM recurring_plan rp JOIN fund f ON f.id = rp.fund_id
			LEFT JOIN LATERAL (
				SELECT (c.before ->> 'amountYen')::bigint AS amount_yen FROM recurring_change c
				WHERE c.plan_id = rp.id AND c.action = 'amount' AND c.status = 'applied' AND ${dayOf(sql`c.settled_at`)} > ${then}
					AND c.before ->> 'amountYen' ~ '^[0-9]+$'
				ORDER BY c.settled_at LIMIT 1
			) c ON TRUE
			WHERE rp.hub_id = ${hub} AND rp.started_on <= ${then} AND (rp.ended_on IS NULL OR rp.ended_on > ${then})`,
		planLives: sql`
			SELECT least(coalesce(rp.ended_on, ${then}), ${then}) - rp.started_on AS lived_days, coalesce(rp.ended_on <= ${then}, FALSE) AS has_ended
			FROM recurring_plan rp WHERE rp.hub_id = ${hub} AND rp.started_on <= ${then}`,
		opportunities: sql`
			SELECT o.use, s.amount_yen, o.expected_on, s.stage
			FROM opportunity o JOIN LATERAL (
				SELECT s.stage, s.amount_yen FROM opportunity_stage s
				WHERE s.opportunity_id = o.id AND ${dayOf(sql`s.at`)} <= ${then} ORDER BY s.at DESC, s.id DESC LIMIT 1
			) s ON s.stage NOT IN ('won', 'lost')
			WHERE o.hub_id = ${hub}`,
		closedOpportunities: sql`
			SELECT max(${stageRank(sql`s.stage`)}) AS reached, bool_or(s.stage = 'won') AS is_won
			FROM opportunity o JOIN opportunity_stage s ON s.opportunity_id = o.id AND ${dayOf(sql`s.at`)} <= ${then}
			WHERE o.hub_id = ${hub}
			GROUP BY o.id HAVING (array_agg(s.stage ORDER BY s.at DESC, s.id DESC))[1] IN ('won', 'lost')`,
	};
}
