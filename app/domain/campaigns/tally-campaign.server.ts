import { z } from "zod";
import { Prisma } from "~/platform/db/client.server";
import { inTransaction, queryRow, queryRows, type Tx } from "~/platform/db/transaction.server";
import type { Ctx } from "../access/ctx.server";
import { moneyOf } from "./attributed-money.server";
import { drawMatches, type GivenOnDay, type Offer } from "./matching";

const figuresRow = z.object({
	receivedYen: z.bigint(),
	refundedYen: z.bigint(),
	giftCount: z.int(),
	donorCount: z.int(),
	monthlyDonorCount: z.int(),
});
type Figures = z.output<typeof figuresRow>;

/**
 * Makes the figures of a campaign anew from its gifts: the only writer of its tally and of what its offers matched. Whatever
 * happened, in whatever order and however often, it ends with what the gifts say now; its cost is that of the campaign's own
 * gifts. The figures are written only when they changed.
 */
export async function tallyCampaign(ctx: Ctx, { campaignId }: { campaignId: string }): Promise<void> {
	await inTransaction(ctx, async (tx) => {
		// Two at once would each write what it read; the later reads what the earlier wrote.
		await tx.$queryRaw`SELECT 1 FROM pg_advisory_xact_lock(hashtextextended(${`tally:${campaignId}`}, 0))`;
		if ((await tx.campaign.count({ where: { id: campaignId } })) === 0) return;
		await writeFigures(tx, ctx, campaignId, await readFigures(tx, campaignId));
		await writeMatches(tx, campaignId);
	});
}

function readFigures(tx: Tx, campaignId: string): Promise<Figures> {
	return queryRow(
		tx,
		figuresRow,
		Prisma.sql`
		SELECT coalesce(sum(m.received_yen), 0)::bigint AS "receivedYen",
			coalesce(sum(m.received_yen - m.kept_yen), 0)::bigint AS "refundedYen",
			(count(DISTINCT m.gift_id) FILTER (WHERE m.kept_yen > 0))::int AS "giftCount",
			(count(DISTINCT m.donor_id) FILTER (WHERE m.kept_yen > 0))::int AS "donorCount",
			(SELECT count(DISTINCT p.donor_id) FROM gift g JOIN recurring_plan p ON p.id = g.recurring_plan_id
				WHERE g.campaign_id = ${campaignId}::uuid AND g.payment_status = 'received'
					AND p.unit = 'month' AND p.status IN ('active', 'past_due', 'paused'))::int AS "monthlyDonorCount"
		FROM (${moneyOf(Prisma.sql`g.campaign_id = ${campaignId}::uuid`)}) m`,
	);
}

async function writeFigures(tx: Tx, ctx: Ctx, campaignId: string, figures: Figures): Promise<void> {
	const { receivedYen, refundedYen, giftCount, donorCount, monthlyDonorCount } = figures;
	await tx.$executeRaw`
		INSERT INTO campaign_tally AS t (campaign_id, received_yen, refunded_yen, gift_count, donor_count, monthly_donor_count, as_of)
		VALUES (${campaignId}::uuid, ${receivedYen}, ${refundedYen}, ${giftCount}, ${donorCount}, ${monthlyDonorCount}, ${ctx.now})
		ON CONFLICT (campaign_id) DO UPDATE SET received_yen = excluded.received_yen, refunded_yen = excluded.refunded_yen,
			gift_count = excluded.gift_count, donor_count = excluded.donor_count,
			monthly_donor_count = excluded.monthly_donor_count, as_of = excluded.as_of
		WHERE (t.received_yen, t.refunded_yen, t.gift_count, t.donor_count, t.monthly_donor_count) IS DISTINCT FROM
			(excluded.received_yen, excluded.refunded_yen, excluded.gift_count, excluded.donor_count, excluded.monthly_donor_count)`;
}

const offerRow = z.object({
	id: z.uuid(),
	basisPoints: z.int(),
	limitYen: z.bigint(),
	startsOn: z.string(),
	endsOn: z.string(),
	matchedYen: z.bigint(),
});
const dayRow = z.object({ day: z.string(), keptYen: z.bigint() });

async function writeMatches(tx: Tx, campaignId: string): Promise<void> {
	const offers: (Offer & { matchedYen: bigint })[] = await queryRows(
		tx,
		offerRow,
		Prisma.sql`
		SELECT id, basis_points AS "basisPoints", limit_yen AS "limitYen", starts_on::text AS "startsOn", ends_on::text AS "endsOn",
			matched_yen AS "matchedYen"
		FROM matching_offer WHERE campaign_id = ${campaignId}::uuid ORDER BY id`,
	);
	if (offers.length === 0) return;
	const days: GivenOnDay[] = await queryRows(
		tx,
		dayRow,
		// A company's own payments for its promise are no gifts to be matched.
		Prisma.sql`
		SELECT m.day::text AS day, sum(m.kept_yen)::bigint AS "keptYen"
		FROM (${moneyOf(Prisma.sql`g.campaign_id = ${campaignId}::uuid AND NOT EXISTS (
			SELECT 1 FROM matching_offer o WHERE o.campaign_id = g.campaign_id AND o.pledge_id = g.pledge_id)`)}) m
		GROUP BY m.day`,
	);
	const matched = drawMatches(offers, days);
	for (const { id, matchedYen } of offers) {
		const drawn = matched.get(id) ?? 0n;
		if (drawn !== matchedYen) await tx.matchingOffer.update({ where: { id }, data: { matchedYen: drawn } });
	}
}
