import { z } from "zod";
import { Prisma } from "~/platform/db/client.server";
import type { Ctx } from "../access/ctx.server";
import { readRows } from "../access/read-rows.server";
import { LIVING_GIFTS } from "./move-opportunity.server";

const row = z.object({
	kind: z.enum(["pledge", "gift"]),
	id: z.uuid(),
	amountYen: z.bigint(),
	on: z.string(),
	donorKind: z.enum(["individual", "company"]),
	familyName: z.string(),
	givenName: z.string(),
	companyName: z.string(),
});
export type OpportunityOutcome = z.output<typeof row>;

/** Offered at once; an older one is found from its donor. */
const OFFERED = 30;

/** Pledges and gifts an opportunity can have become: of its hub, and of its donor where one is named. Newest first. */
export async function listOpportunityOutcomes(
	ctx: Ctx,
	place: { hubId: string; institutionId: string; donorId: string | null },
): Promise<OpportunityOutcome[]> {
	const of = (alias: string) => {
		const a = Prisma.raw(alias);
		const donor = place.donorId === null ? Prisma.empty : Prisma.sql`AND ${a}.donor_id = ${place.donorId}::uuid`;
		return Prisma.sql`${a}.hub_id = ${place.hubId}::uuid AND ${a}.institution_id = ${place.institutionId}::uuid ${donor}`;
	};
	return readRows(
		ctx,
		row,
		(visible) => Prisma.sql`
		WITH pledges AS (
			SELECT 'pledge' AS kind, p.id, p.amount_yen, p.start_on AS "on", p.donor_id FROM pledge p
			WHERE ${visible("pledge", "p")} AND ${of("p")} AND p.status <> 'cancelled'
				AND NOT EXISTS (SELECT 1 FROM opportunity x WHERE x.pledge_id = p.id)
			ORDER BY p.id DESC LIMIT ${OFFERED}
		), gifts AS (
			SELECT 'gift' AS kind, g.id, g.amount_yen, coalesce(g.given_on, (g.created_at AT TIME ZONE 'Asia/Tokyo')::date) AS "on", g.donor_id
			FROM gift g
			WHERE ${visible("gift", "g")} AND ${of("g")} AND g.payment_status IN (${Prisma.join([...LIVING_GIFTS])})
				AND NOT EXISTS (SELECT 1 FROM opportunity x WHERE x.gift_id = g.id)
			ORDER BY g.id DESC LIMIT ${OFFERED}
		)
		SELECT o.kind, o.id, o.amount_yen AS "amountYen", o."on"::text AS "on", d.kind AS "donorKind",
			d.family_name AS "familyName", d.given_name AS "givenName", d.company_name AS "companyName"
		FROM (SELECT * FROM pledges UNION ALL SELECT * FROM gifts) o
		JOIN donor d ON d.id = o.donor_id AND ${visible("donor", "d")}
		ORDER BY o.kind DESC, o.id DESC`,
	);
}
