import { inTransaction } from "~/platform/db/transaction.server";
import { invalid } from "~/platform/errors";
import type { Ctx } from "../access/ctx.server";
import { audit } from "../audit/audit.server";
import type { Yen } from "../money/yen";
import { goalYenRule } from "./gift-goal.schema";
import { assertRevision, goalFacts, lockGoal } from "./lock-goal.server";
import { hubToPublish } from "./overseen-hub.server";

/**
 * Sets the gift goal a hub shows for one fiscal year. A goal is no money: it is never in the ledger.
 * @param input.basedOn  the goal's revision a form was filled in on; absent where nothing can be lost
 * @throws AppError hub_not_found, forbidden, gift_goal_invalid, gift_goal_changed
 */
export async function publishGiftGoal(
	ctx: Ctx,
	input: { hubId: string; fiscalYear: number; goalYen: Yen; basedOn?: string },
): Promise<void> {
	const { hubId, fiscalYear, goalYen, basedOn } = input;
	if (!goalYenRule.safeParse(goalYen).success) throw invalid("gift_goal_invalid", `a goal of ${goalYen} yen`);
	await hubToPublish(ctx, hubId);
	const key = { hubId, fiscalYear };
	await inTransaction(ctx, async (tx) => {
		const before = await lockGoal(tx, key);
		assertRevision(before, basedOn);
		if (before?.goalYen === goalYen && before.published) return;
		await tx.hubGiftGoal.upsert({
			where: { hubId_fiscalYear: key },
			create: { ...key, goalYen },
			update: { goalYen, published: true },
		});
		await audit(tx, ctx, {
			action: "hub.gift_goal_published",
			subject: { type: "hub", id: hubId },
			...(before && { before: goalFacts(before) }),
			after: goalFacts({ fiscalYear, goalYen, published: true }),
		});
	});
}
