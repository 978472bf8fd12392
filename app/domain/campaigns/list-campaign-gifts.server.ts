import { z } from "zod";
import { Prisma } from "~/platform/db/client.server";
import { mayEver } from "../access/authorize.server";
import type { Ctx } from "../access/ctx.server";
import { readRows } from "../access/read-rows.server";

const giftRow = z.object({
	id: z.uuid(),
	givenOn: z.string().nullable(),
	amountYen: z.bigint(),
	status: z.string(),
	frequency: z.string(),
	channel: z.string(),
	donorId: z.uuid(),
	donorKind: z.enum(["individual", "company"]),
	familyName: z.string(),
	givenName: z.string(),
	companyName: z.string(),
	appealCode: z.string().nullable(),
	source: z.string().nullable(),
});

/** The latest gifts of a campaign that the actor may see; none for a role that sees no gifts. */
export async function listCampaignGifts(ctx: Ctx, campaignId: string, limit = 20) {
	if (!mayEver(ctx, "read", "Gift")) return [];
	return readRows(
		ctx,
		giftRow,
		(visible) => Prisma.sql`
		SELECT g.id, g.given_on::text AS "givenOn", g.amount_yen AS "amountYen", g.payment_status AS status, g.frequency, g.channel,
			g.donor_id AS "donorId", g.donor_kind AS "donorKind", g.family_name AS "familyName", g.given_name AS "givenName",
			g.company_name AS "companyName", g.appeal_code AS "appealCode", g.origin ->> 'utm_source' AS source
		FROM gift g
		WHERE g.campaign_id = ${campaignId}::uuid AND ${visible("gift", "g")}
			AND g.payment_status IN ('received', 'partly_paid', 'awaiting_payment')
		ORDER BY g.given_on DESC NULLS LAST, g.id DESC LIMIT ${limit}`,
	);
}
