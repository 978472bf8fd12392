import { z } from "zod";
import { currentTime } from "~/platform/clock";
import { Prisma } from "~/platform/db/client.server";
import { queryRow, type SqlTx } from "~/platform/db/transaction.server";
import { jstDayString } from "../calendar/fiscal-year";
import type { GiftOrigin } from "../gifts/gift-origin";

/** What a gift answers, as far as we know it. */
export type Attribution = { campaignId: string | null; peerPageId: string | null; appealCode: string | null };

const UNKNOWN: Attribution = { campaignId: null, peerPageId: null, appealCode: null };

const attributionRow = z.object({
	campaignId: z.uuid().nullable(),
	peerPageId: z.uuid().nullable(),
	appealCode: z.string().nullable(),
});

/**
 * What the address a donor came by says of the gift: `campaign=<slug>`, `peer=<slug>`, `appeal=<code>`.
 *
 * A campaign counts while it runs and takes gifts to this fund; without one in the address it is the supporter's page's or
 * the appeal's. What is unknown, ended or of another hub leaves the gift unattributed: it is never a reason to refuse money.
 */
export async function findAttribution(
	tx: SqlTx,
	origin: GiftOrigin,
	fund: { id: string; hubId: string | null },
	now: Date = currentTime(),
): Promise<Attribution> {
	const { campaign = null, peer = null } = origin;
	const appeal = origin.appeal?.normalize("NFKC").toLowerCase() ?? null;
	if (campaign === null && peer === null && appeal === null) return UNKNOWN;
	const today = jstDayString(now);
	return queryRow(
		tx,
		attributionRow,
		Prisma.sql`
		WITH peer AS (
			SELECT p.id, p.campaign_id FROM peer_page p
			WHERE p.slug = ${peer} AND p.status = 'published' AND p.hub_id = ${fund.hubId}::uuid
		), asked AS (
			SELECT a.code, ap.campaign_id FROM appeal_code a
			LEFT JOIN appeal ap ON a.kind = 'appeal' AND ap.id = a.subject_id
			WHERE a.code = ${appeal} AND (a.hub_id IS NULL OR a.hub_id = ${fund.hubId}::uuid)
		), running AS (
			SELECT c.id, c.slug FROM campaign c JOIN campaign_fund f ON f.campaign_id = c.id
			WHERE f.fund_id = ${fund.id}::uuid AND c.status = 'published' AND ${today}::date BETWEEN c.starts_on AND c.ends_on
				AND (c.slug = ${campaign} OR c.id IN (SELECT campaign_id FROM peer UNION ALL SELECT campaign_id FROM asked))
		)
		SELECT coalesce((SELECT id FROM running WHERE slug = ${campaign}),
				(SELECT r.id FROM running r JOIN peer p ON p.campaign_id = r.id),
				(SELECT r.id FROM running r JOIN asked a ON a.campaign_id = r.id)) AS "campaignId",
			(SELECT id FROM peer) AS "peerPageId", (SELECT code FROM asked) AS "appealCode"`,
	);
}
