import { inTransaction } from "~/platform/db/transaction.server";
import { authorize } from "../access/authorize.server";
import type { Ctx } from "../access/ctx.server";
import { audit } from "../audit/audit.server";
import type { Yen } from "../money/yen";

/** Sets the gift goal a hub shows for one fiscal year. A goal is no money: it is never in the ledger. */
export async function publishGiftGoal(
	ctx: Ctx,
	input: { hubId: string; fiscalYear: number; goalYen: Yen },
): Promise<void> {
	await authorize(ctx, "create", "HubGiftGoal");
	const key = { hubId: input.hubId, fiscalYear: input.fiscalYear };
	await inTransaction(ctx, async (tx) => {
		const before = await tx.hubGiftGoal.findUnique({ where: { hubId_fiscalYear: key } });
		if (before?.goalYen === input.goalYen) return;
		await tx.hubGiftGoal.upsert({
			where: { hubId_fiscalYear: key },
			create: { ...key, goalYen: input.goalYen },
			update: { goalYen: input.goalYen },
		});
		await audit(tx, ctx, {
			action: "hub.gift_goal_published",
			subject: { type: "hub", id: input.hubId },
			...(before && { before: { fiscalYear: key.fiscalYear, goalYen: before.goalYen.toString() } }),
			after: { fiscalYear: key.fiscalYear, goalYen: input.goalYen.toString() },
		});
	});
}
