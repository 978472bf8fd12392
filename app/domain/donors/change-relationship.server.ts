import { z } from "zod";
import { Prisma } from "~/platform/db/client.server";
import { inTransaction, queryRows } from "~/platform/db/transaction.server";
import { invalid, notFound } from "~/platform/errors";
import { authorize } from "../access/authorize.server";
import type { Ctx } from "../access/ctx.server";
import { listMyHubs } from "../access/list-my-hubs.server";
import { audit } from "../audit/audit.server";

export const RELATIONSHIP_NOTES_MAX = 5000;

/**
 * Who looks after a donor at a hub, and what is noted of it.
 * @param input.officerId  null: nobody yet
 * @throws AppError donor_not_found, relationship_not_found, officer_unknown (400), forbidden
 */
export async function changeRelationship(
	ctx: Ctx,
	input: { donorId: string; hubId: string; officerId: string | null; notes: string },
): Promise<void> {
	const { donorId, hubId, officerId, notes } = input;
	await authorize(ctx, "change", { type: "Donor", id: donorId });
	const { hubs } = await listMyHubs(ctx);
	if (!hubs.some(({ id }) => id === hubId)) throw notFound("relationship", `${donorId} ${hubId}`);
	await inTransaction(ctx, async (tx) => {
		const before = await tx.relationship.findUnique({
			where: { donorId_hubId: { donorId, hubId } },
			include: { donor: { select: { institutionId: true } } },
		});
		if (!before) throw notFound("relationship", `${donorId} ${hubId}`);
		const { institutionId } = before.donor;
		if (officerId !== null) {
			const reaches = await queryRows(
				tx,
				z.object({ user_id: z.string() }),
				Prisma.sql`
				SELECT user_id FROM role_grant WHERE user_id = ${officerId} AND role IN ('officer', 'finance', 'admin')
					AND (hub_id = ${hubId}::uuid OR institution_id = ${institutionId}::uuid OR scope_kind = 'programme') LIMIT 1`,
			);
			if (reaches.length === 0) {
				throw invalid("officer_unknown", `${officerId} does not reach hub ${hubId}`, {
					personKey: "fields.choose",
					params: { field: "officerId" },
				});
			}
		}
		await tx.relationship.update({ where: { donorId_hubId: { donorId, hubId } }, data: { officerId, notes } });
		await audit(tx, ctx, {
			action: "relationship.changed",
			subject: { type: "donor", id: donorId },
			institutionId,
			before: { hubId, officerId: before.officerId, notes: before.notes },
			after: { hubId, officerId, notes },
		});
	});
}
