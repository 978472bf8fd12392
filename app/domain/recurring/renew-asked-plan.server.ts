import type { Tx } from "~/platform/db/transaction.server";
import type { Ctx } from "../access/ctx.server";
import { beginPlan } from "./begin-plan.server";
import type { PlanUnit } from "./plan-days";

/** A first gift that is tried again after its page had expired: the plan that ended with the page is asked for anew. */
export async function renewAskedPlan(tx: Tx, ctx: Ctx, giftId: string): Promise<void> {
	const { recurringPlan: plan } = await tx.gift.findUniqueOrThrow({
		where: { id: giftId },
		select: { recurringPlan: true },
	});
	if (plan?.status !== "cancelled") return;
	const { donorId, institutionId, hubId, fundId, stripeAccountId, amountYen, lang } = plan;
	const unit = plan.unit as PlanUnit;
	const asked = { donorId, institutionId, hubId, fundId, stripeAccountId, unit, amountYen, lang };
	const recurringPlanId = await beginPlan(tx, ctx, asked);
	await tx.gift.update({ where: { id: giftId }, data: { recurringPlanId, updatedAt: ctx.now } });
}
