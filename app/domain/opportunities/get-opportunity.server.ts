import { z } from "zod";
import { Prisma } from "~/platform/db/client.server";
import { notFound } from "~/platform/errors";
import { authorize } from "../access/authorize.server";
import type { Ctx } from "../access/ctx.server";
import { readRows } from "../access/read-rows.server";

const stageRow = z.object({
	id: z.uuid(),
	stage: z.string(),
	amountYen: z.bigint(),
	at: z.date(),
	actor: z.string().nullable(),
});

/**
 * One opportunity with its path through the stages.
 * @throws AppError forbidden, opportunity_not_found
 */
export async function getOpportunity(ctx: Ctx, opportunityId: string) {
	await authorize(ctx, "read", { type: "Opportunity", id: opportunityId });
	const row = await ctx.db.opportunity.findUnique({
		where: { id: opportunityId },
		include: { hub: true, institution: true, fund: { select: { id: true, slug: true, nameJa: true, nameEn: true } } },
	});
	if (!row) throw notFound("opportunity", opportunityId);
	const donor = row.donorId
		? await ctx.db.donor.findUnique({
				where: { id: row.donorId },
				select: { id: true, kind: true, familyName: true, givenName: true, companyName: true, erasedAt: true },
			})
		: null;
	const stages = await readRows(
		ctx,
		stageRow,
		(visible) => Prisma.sql`
		SELECT s.id, s.stage, s.amount_yen AS "amountYen", s.at,
			coalesce((SELECT u.name FROM staff_user u WHERE u.id = s.actor_id), s.actor_id) AS actor
		FROM opportunity_stage s JOIN opportunity o ON o.id = s.opportunity_id
		WHERE o.id = ${opportunityId}::uuid AND ${visible("opportunity", "o")}
		ORDER BY s.id DESC LIMIT 100`,
	);
	return { ...row, donor, stages };
}

const ownerRow = z.object({ id: z.string(), name: z.string() });

/** Who may look after an opportunity of a hub; for those who may change one there. */
export function listOpportunityOwners(ctx: Ctx, place: { hubId?: string; institutionId?: string }) {
	return readRows(
		ctx,
		ownerRow,
		() => Prisma.sql`
		SELECT DISTINCT u.id, u.name FROM role_grant r JOIN staff_user u ON u.id = r.user_id
		WHERE r.role IN ('officer', 'admin')
			AND (r.hub_id = ${place.hubId ?? null}::uuid OR r.institution_id = ${place.institutionId ?? null}::uuid
				OR r.user_id = ${ctx.actor.kind === "staff" ? ctx.actor.userId : null})
		ORDER BY u.name`,
	);
}
