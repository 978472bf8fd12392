import { inTransaction } from "~/platform/db/transaction.server";
import { notFound } from "~/platform/errors";
import type { Ctx } from "../access/ctx.server";
import { audit } from "../audit/audit.server";
import { assertRevision, goalFacts, lockGoal } from "./lock-goal.server";
import { hubToPublish } from "./overseen-hub.server";

/**
 * Takes a hub's goal for one fiscal year off public pages; the number is kept.
 * @throws AppError hub_not_found, forbidden, gift_goal_not_found, gift_goal_changed
 */
export async function withdrawGiftGoal(
	ctx: Ctx,
	input: { hubId: string; fiscalYear: number; basedOn?: string },
): Promise<void> {
	const { hubId, fiscalYear, basedOn } = input;
	await hubToPublish(ctx, hubId);
	const key = { hubId, fiscalYear };
	await inTransaction(ctx, async (tx) => {
		const before = await lockGoal(tx, key);
		if (!before) throw notFound("gift_goal", `${hubId} ${fiscalYear}`);
		assertRevision(before, basedOn);
		if (!before.published) return;
		await tx.hubGiftGoal.update({ where: { hubId_fiscalYear: key }, data: { published: false } });
		await audit(tx, ctx, {
			action: "hub.gift_goal_withdrawn",
			subject: { type: "hub", id: hubId },
			before: goalFacts(before),
			after: goalFacts({ ...before, published: false }),
		});
	});
}
