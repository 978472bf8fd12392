import { z } from "zod";
import { Prisma } from "~/platform/db/client.server";
import { inTransaction, queryRows } from "~/platform/db/transaction.server";
import { conflict, notFound } from "~/platform/errors";
import { actorId } from "../access/actor";
import { authorize } from "../access/authorize.server";
import type { Ctx } from "../access/ctx.server";
import { audit } from "../audit/audit.server";

export const DISPLAY_DECISIONS = ["approved", "declined"] as const;
export type DisplayDecision = (typeof DISPLAY_DECISIONS)[number];

const lockedRow = z.object({
	institutionId: z.uuid(),
	displayStatus: z.enum(["none", "pending", "approved", "declined"]),
});

/**
 * Lets a display name and message be shown in public, or not. A decision may be changed later.
 * @throws AppError gift_not_found, forbidden, display_not_asked (the donor asked for none)
 */
export async function decideDisplay(ctx: Ctx, input: { giftId: string; decision: DisplayDecision }): Promise<void> {
	const { giftId, decision } = input;
	await authorize(ctx, "decideDisplay", { type: "Gift", id: giftId });
	await inTransaction(ctx, async (tx) => {
		const [gift] = await queryRows(
			tx,
			lockedRow,
			Prisma.sql`
			SELECT institution_id AS "institutionId", display_status AS "displayStatus" FROM gift
			WHERE id = ${giftId}::uuid FOR UPDATE`,
		);
		if (!gift) throw notFound("gift", giftId);
		if (gift.displayStatus === decision) return;
		if (gift.displayStatus === "none") throw conflict("display_not_asked", `gift ${giftId} has nothing to display`);
		await tx.gift.update({
			where: { id: giftId },
			data: {
				displayStatus: decision,
				displayDecidedBy: actorId(ctx.actor),
				displayDecidedAt: ctx.now,
				updatedAt: ctx.now,
			},
		});
		await audit(tx, ctx, {
			action: `gift.display_${decision}`,
			subject: { type: "gift", id: giftId },
			institutionId: gift.institutionId,
			before: { displayStatus: gift.displayStatus },
			after: { displayStatus: decision },
		});
	});
}
