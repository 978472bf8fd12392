import { z } from "zod";
import { Prisma } from "~/platform/db/client.server";
import { queryRows, type SqlTx } from "~/platform/db/transaction.server";
import { enqueue } from "~/platform/queue.server";

type Attributed = { campaignId: string | null; peerPageId: string | null };

/** Money of a gift came or went: its job makes the figures of what it answered anew, away from the booking. */
export async function tallyLater(tx: SqlTx, { campaignId, peerPageId }: Attributed): Promise<void> {
	if (campaignId !== null) await enqueue(tx, "tallyCampaign", { campaignId }, { jobKey: `tally:${campaignId}` });
	if (peerPageId !== null) await enqueue(tx, "tallyPeerPage", { peerPageId }, { jobKey: `tally-peer:${peerPageId}` });
}

const attributedRow = z.object({ campaignId: z.uuid().nullable(), peerPageId: z.uuid().nullable() });

/** The same where only the gift is known. */
export async function tallyGiftLater(tx: SqlTx, giftId: string): Promise<void> {
	const rows = await queryRows(
		tx,
		attributedRow,
		Prisma.sql`
		SELECT campaign_id AS "campaignId", peer_page_id AS "peerPageId" FROM gift
		WHERE id = ${giftId}::uuid AND (campaign_id IS NOT NULL OR peer_page_id IS NOT NULL)`,
	);
	for (const row of rows) await tallyLater(tx, row);
}

/** A plan began, paused or ended: who gives monthly by a campaign has changed. */
export async function tallyPlanLater(tx: SqlTx, planId: string): Promise<void> {
	const rows = await queryRows(
		tx,
		attributedRow,
		Prisma.sql`
		SELECT DISTINCT campaign_id AS "campaignId", NULL::uuid AS "peerPageId" FROM gift
		WHERE recurring_plan_id = ${planId}::uuid AND campaign_id IS NOT NULL`,
	);
	for (const row of rows) await tallyLater(tx, row);
}
