import { Prisma } from "~/platform/db/client.server";

type Sql = Prisma.Sql;
const sql = Prisma.sql;

/** Whose outlook, and from which day (JST). */
export type OutlookOf = { hubId: string; day: string; fiscalYear: number };

/**
 * What an outlook is summed from, each as the body of a CTE of the same columns: from the rows as they are
 * ({@link presentFacts}), or as they were known on a past day (`past-facts.server.ts`).
 */
export type OutlookFacts = {
	/** donor_id, due_on, use, open_yen: not paid and not written off, of active pledges */
	openInstalments: Sql;
	/** donor_id, due_on, is_paid: instalments of the donors of `late`, wherever they gave */
	donorRecord: Sql;
	/** id, category, use, share, decision, was_pending: entered before it was decided */
	funds: Sql;
	/** external_fund_id, fiscal_year, planned_yen, decided_yen, indirect_yen, carried_over_yen, returned_yen */
	fundYears: Sql;
	/** external_fund_id, fiscal_year, yen: what came; what was given back does not come again, so it opens nothing */
	fundReceipts: Sql;
	/** use, unit, amount_yen, first_on, state, card_end: one a plan that goes on */
	plans: Sql;
	/** lived_days, has_ended: one a plan that was ever paid */
	planLives: Sql;
	/** use, amount_yen, expected_on, stage: those still open */
	opportunities: Sql;
	/** reached, is_won: the furthest stage by rank of those closed */
	closedOpportunities: Sql;
};

/** A fiscal year of a DATE column. */
export const fiscalYearSql = (day: Sql): Sql =>
	sql`(extract(year FROM ${day})::int - CASE WHEN extract(month FROM ${day}) < 4 THEN 1 ELSE 0 END)`;

export const stageRank = (stage: Sql): Sql =>
	sql`CASE ${stage} WHEN 'identified' THEN 1 WHEN 'cultivating' THEN 2 WHEN 'asked' THEN 3 WHEN 'negotiating' THEN 4 ELSE 0 END`;

export const cardEnd = sql`CASE WHEN rp.card_exp_year IS NULL OR rp.card_exp_month IS NULL THEN NULL
	ELSE (make_date(rp.card_exp_year, rp.card_exp_month, 1) + interval '1 month' - interval '1 day')::date END`;

/** From the rows as they are. */
export function presentFacts({ hubId, day }: OutlookOf): OutlookFacts {
	const hub = sql`${hubId}::uuid`;
	const today = sql`${day}::date`;
	return {
		openInstalments: sql`
			SELECT p.donor_id, i.due_on, f.use, i.scheduled_yen - i.paid_yen - i.written_off_yen AS open_yen
			FROM instalment i JOIN pledge p ON p.id = i.pledge_id JOIN fund f ON f.id = p.fund_id
			WHERE i.hub_id = ${hub} AND i.current AND i.status IN ('scheduled', 'due', 'overdue') AND p.status = 'active'`,
		donorRecord: sql`
			SELECT p.donor_id, i.due_on, i.status = 'paid' AS is_paid
			FROM pledge p JOIN instalment i ON i.pledge_id = p.id AND i.current
			WHERE p.donor_id IN (SELECT donor_id FROM late) AND p.status <> 'draft'`,
		funds: sql`
			SELECT e.id, e.category, e.use, e.hub_share_basis_points AS share, e.decision,
				(e.created_at AT TIME ZONE 'Asia/Tokyo')::date < e.decided_on AS was_pending
			FROM external_fund e WHERE e.hub_id = ${hub} AND e.voided_at IS NULL AND e.category <> 'wpi_subsidy'`,
		fundYears: sql`
			SELECT y.external_fund_id, y.fiscal_year, y.planned_yen, y.decided_yen, y.indirect_yen, y.carried_over_yen, y.returned_yen
			FROM funds e JOIN external_fund_year y ON y.external_fund_id = e.id`,
		fundReceipts: sql`
			SELECT r.external_fund_id, r.fiscal_year, r.amount_yen AS yen
			FROM funds e JOIN external_fund_receipt r ON r.external_fund_id = e.id WHERE r.voided_at IS NULL AND r.kind = 'received'`,
		plans: sql`
			SELECT f.use, rp.unit, rp.amount_yen, greatest(coalesce(rp.next_charge_on, rp.paused_until, ${today}), ${today}) AS first_on,
				CASE WHEN rp.status = 'past_due' AND rp.retry_at IS NOT NULL THEN 'retrying'
					WHEN rp.status = 'paused' AND rp.paused_until IS NULL THEN 'paused_open'
					ELSE rp.status END AS state,
				${cardEnd} AS card_end
			FROM recurring_plan rp JOIN fund f ON f.id = rp.fund_id
			WHERE rp.hub_id = ${hub} AND rp.status IN ('active', 'past_due', 'paused')`,
		planLives: sql`
			SELECT greatest(coalesce(rp.ended_on, ${today}) - rp.started_on, 0) AS lived_days, rp.ended_on IS NOT NULL AS has_ended
			FROM recurring_plan rp WHERE rp.hub_id = ${hub} AND rp.started_on IS NOT NULL`,
		opportunities: sql`
			SELECT o.use, o.amount_yen, o.expected_on, o.stage FROM opportunity o
			WHERE o.hub_id = ${hub} AND o.stage NOT IN ('won', 'lost') AND o.pledge_id IS NULL AND o.gift_id IS NULL`,
		closedOpportunities: sql`
			SELECT coalesce(max(${stageRank(sql`s.stage`)}), 0) AS reached, o.stage = 'won' AS is_won
			FROM opportunity o LEFT JOIN opportunity_stage s ON s.opportunity_id = o.id
			WHERE o.hub_id = ${hub} AND o.stage IN ('won', 'lost') GROUP BY o.id, o.stage`,
	};
}
