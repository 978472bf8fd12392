import { z } from "zod";
import { Prisma } from "~/platform/db/client.server";
import { inTransaction, queryRows, type Tx } from "~/platform/db/transaction.server";
import type { Ctx } from "../access/ctx.server";
import { moneyOf } from "../campaigns/attributed-money.server";
import { AGAIN_DAYS, type OutcomeKind, UNSUBSCRIBED_DAYS } from "./outcome";

/** Asks that began longer ago than this do not change any more, but for a late refund: then whoever looks makes them anew. */
const STILL_MOVING_DAYS = 250;

const subjectRow = z.object({ kind: z.enum(["campaign", "appeal", "report"]), subjectId: z.uuid() });

/** Makes the outcomes of everything that was sent or began lately anew. @returns how many */
export async function refreshOutcomes(ctx: Ctx): Promise<number> {
	const since = new Date(ctx.now.getTime() - STILL_MOVING_DAYS * 86_400_000);
	const subjects = await inTransaction(ctx, (tx) =>
		queryRows(
			tx,
			subjectRow,
			Prisma.sql`
			SELECT 'campaign' AS kind, id AS "subjectId" FROM campaign
			WHERE status IN ('published', 'withdrawn') AND ends_on >= ${since}::date
			UNION ALL
			SELECT DISTINCT 'appeal', appeal_id FROM mailing WHERE appeal_id IS NOT NULL AND started_at >= ${since}
			UNION
			SELECT 'appeal', id FROM appeal WHERE channel = 'letter' AND posted_on >= ${since}::date
			UNION ALL
			SELECT DISTINCT 'report', report_id FROM mailing WHERE report_id IS NOT NULL AND started_at >= ${since}`,
		),
	);
	for (const subject of subjects) await refreshOutcome(ctx, subject);
	return subjects.length;
}

/** Makes one outcome anew from mails, letters, visits and gifts. What was never sent and never began has none. */
export async function refreshOutcome(ctx: Ctx, of: { kind: OutcomeKind; subjectId: string }): Promise<void> {
	await inTransaction(ctx, (tx) => (of.kind === "campaign" ? writeCampaign(tx, ctx, of) : writeAsk(tx, ctx, of)));
}

const COLUMNS = Prisma.sql`kind, subject_id, hub_id, started_on, sent_count, bounced_count, complaint_count,
	unsubscribed_count, visit_count, gift_count, donor_count, kept_yen, again_count, again_ripe_count, cost_yen, as_of`;
const REPLACE = Prisma.sql`ON CONFLICT (kind, subject_id) DO UPDATE SET hub_id = EXCLUDED.hub_id,
	started_on = EXCLUDED.started_on, sent_count = EXCLUDED.sent_count, bounced_count = EXCLUDED.bounced_count,
	complaint_count = EXCLUDED.complaint_count, unsubscribed_count = EXCLUDED.unsubscribed_count,
	visit_count = EXCLUDED.visit_count, gift_count = EXCLUDED.gift_count, donor_count = EXCLUDED.donor_count,
	kept_yen = EXCLUDED.kept_yen, again_count = EXCLUDED.again_count, again_ripe_count = EXCLUDED.again_ripe_count,
	cost_yen = EXCLUDED.cost_yen, as_of = EXCLUDED.as_of`;

/**
 * Gifts, donors, yen and second gifts of the gifts asked for, named `given` and `again` in what follows. A gift that went back
 * whole is none, as in a campaign's tally.
 */
const givenBy = (which: Prisma.Sql, now: Date): Prisma.Sql => Prisma.sql`
	money AS MATERIALIZED (${moneyOf(which)}),
	given AS (
		SELECT count(DISTINCT gift_id)::int AS gifts, count(DISTINCT donor_id)::int AS donors,
			coalesce(sum(kept_yen), 0)::bigint AS kept
		FROM money WHERE kept_yen > 0
	),
	first_gift AS (
		SELECT DISTINCT ON (m.donor_id) m.donor_id, m.day, g.id, g.hub_id, g.recurring_plan_id
		FROM money m JOIN gift g ON g.id = m.gift_id WHERE m.kept_yen > 0 ORDER BY m.donor_id, m.day, g.id
	),
	again AS (
		SELECT count(*) FILTER (WHERE came)::int AS again,
			count(*) FILTER (WHERE came OR day + ${AGAIN_DAYS}::int < (${now} AT TIME ZONE 'Asia/Tokyo')::date)::int AS ripe
		FROM (
			SELECT f.day, EXISTS (
				SELECT 1 FROM gift n WHERE n.donor_id = f.donor_id AND n.hub_id IS NOT DISTINCT FROM f.hub_id AND n.id <> f.id
					AND n.payment_status = 'received' AND n.given_on BETWEEN f.day AND f.day + ${AGAIN_DAYS}::int AND n.id > f.id
					AND (n.recurring_plan_id IS NULL OR n.recurring_plan_id IS DISTINCT FROM f.recurring_plan_id)
			) AS came FROM first_gift f
		) each
	)`;

async function writeAsk(tx: Tx, ctx: Ctx, { kind, subjectId }: { kind: OutcomeKind; subjectId: string }) {
	const subject =
		kind === "appeal"
			? Prisma.sql`SELECT hub_id, cost_yen, posted_on, channel FROM appeal WHERE id = ${subjectId}::uuid`
			: Prisma.sql`SELECT hub_id, 0::bigint AS cost_yen, NULL::date AS posted_on, 'mail' AS channel FROM report WHERE id = ${subjectId}::uuid`;
	const mailings =
		kind === "appeal" ? Prisma.sql`appeal_id = ${subjectId}::uuid` : Prisma.sql`report_id = ${subjectId}::uuid`;
	const code = Prisma.sql`SELECT code FROM appeal_code WHERE kind = ${kind} AND subject_id = ${subjectId}::uuid`;
	await tx.$executeRaw(Prisma.sql`
		INSERT INTO outcome (${COLUMNS})
		WITH subject AS (${subject}),
		sending AS (SELECT id, purpose, hub_id, started_at FROM mailing WHERE ${mailings} AND started_at IS NOT NULL),
		letters AS (SELECT count(*)::int AS sent FROM appeal_letter WHERE ${kind} = 'appeal' AND appeal_id = ${subjectId}::uuid),
		mails AS (
			SELECT count(*) FILTER (WHERE m.status IN ('sent', 'bounced'))::int AS sent,
				count(*) FILTER (WHERE m.status = 'bounced' AND m.bounce_kind IS DISTINCT FROM 'complaint')::int AS bounced,
				count(*) FILTER (WHERE m.bounce_kind = 'complaint')::int AS complaints
			FROM mail m WHERE m.mailing_id IN (SELECT id FROM sending)
		),
		stopped AS (
			SELECT count(DISTINCT m.donor_id)::int AS count
			FROM sending s JOIN mail m ON m.mailing_id = s.id AND m.sent_at IS NOT NULL
			WHERE EXISTS (
				SELECT 1 FROM mail_preference p WHERE p.donor_id = m.donor_id AND p.purpose = s.purpose AND NOT p.wanted
					AND (p.hub_id IS NULL OR p.hub_id IS NOT DISTINCT FROM s.hub_id)
					AND p.at >= m.sent_at AND p.at < m.sent_at + make_interval(days => ${UNSUBSCRIBED_DAYS}::int)
			) OR EXISTS (
				SELECT 1 FROM consent c WHERE c.donor_id = m.donor_id
					AND c.purpose = CASE s.purpose WHEN 'appeals' THEN 'appeals' ELSE 'reports' END
					AND c.withdrawn_at >= m.sent_at AND c.withdrawn_at < m.sent_at + make_interval(days => ${UNSUBSCRIBED_DAYS}::int)
			)
		),
		visits AS (SELECT coalesce(sum(count), 0)::int AS count FROM code_visit WHERE code IN (${code})),
		${givenBy(Prisma.sql`g.appeal_code IN (${code})`, ctx.now)}
		SELECT ${kind}, ${subjectId}::uuid, subject.hub_id,
			coalesce(subject.posted_on, ((SELECT min(started_at) FROM sending) AT TIME ZONE 'Asia/Tokyo')::date),
			mails.sent + CASE WHEN subject.posted_on IS NULL THEN 0 ELSE letters.sent END, mails.bounced, mails.complaints,
			stopped.count, visits.count, given.gifts, given.donors, given.kept, again.again, again.ripe, subject.cost_yen, ${ctx.now}
		FROM subject, letters, mails, stopped, visits, given, again
		WHERE subject.posted_on IS NOT NULL OR EXISTS (SELECT 1 FROM sending)
		${REPLACE}`);
}

/** A campaign's own: what its asks cost and sent is theirs too, so it is counted here once more. */
async function writeCampaign(tx: Tx, ctx: Ctx, { subjectId }: { subjectId: string }) {
	await tx.$executeRaw(Prisma.sql`
		INSERT INTO outcome (${COLUMNS})
		WITH asks AS (
			SELECT coalesce(sum(o.sent_count), 0)::int AS sent, coalesce(sum(o.bounced_count), 0)::int AS bounced,
				coalesce(sum(o.complaint_count), 0)::int AS complaints, coalesce(sum(o.unsubscribed_count), 0)::int AS stopped,
				coalesce(sum(o.visit_count), 0)::int AS visits
			FROM appeal a JOIN outcome o ON o.kind = 'appeal' AND o.subject_id = a.id WHERE a.campaign_id = ${subjectId}::uuid
		),
		costs AS (SELECT coalesce(sum(cost_yen), 0)::bigint AS yen FROM appeal WHERE campaign_id = ${subjectId}::uuid),
		${givenBy(Prisma.sql`g.campaign_id = ${subjectId}::uuid`, ctx.now)}
		SELECT 'campaign', c.id, c.hub_id, c.starts_on, asks.sent, asks.bounced, asks.complaints, asks.stopped, asks.visits,
			given.gifts, given.donors, given.kept, again.again, again.ripe, costs.yen, ${ctx.now}
		FROM campaign c, asks, costs, given, again
		WHERE c.id = ${subjectId}::uuid AND c.status IN ('published', 'withdrawn')
		${REPLACE}`);
}
