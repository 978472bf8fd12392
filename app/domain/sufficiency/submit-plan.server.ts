import { inTransaction } from "~/platform/db/transaction.server";
import { conflict } from "~/platform/errors";
import { newId } from "~/platform/new-id";
import { actorId } from "../access/actor";
import { authorize } from "../access/authorize.server";
import type { Ctx } from "../access/ctx.server";
import { audit } from "../audit/audit.server";
import { alertStaff } from "../mails/alert-staff.server";
import { assertPlanMove, lockPlan } from "./lock-plan.server";

/**
 * Hands a draft in; from now on its lines are kept as they are. The secretariat and the institution's administrators are told.
 * @throws AppError sufficiency_plan_not_found, forbidden, sufficiency_plan_moved (409), sufficiency_plan_empty (409)
 */
export async function submitPlan(ctx: Ctx, input: { planId: string }): Promise<void> {
	const { planId } = input;
	await authorize(ctx, "submit", { type: "SufficiencyPlan", id: planId });
	await inTransaction(ctx, async (tx) => {
		const plan = await lockPlan(tx, planId);
		assertPlanMove(plan, "submitted");
		if ((await tx.sufficiencyCost.count({ where: { planId } })) === 0) {
			throw conflict("sufficiency_plan_empty", `plan ${planId} has no cost line`, {
				personKey: "sufficiencyPlan.empty",
			});
		}
		const submittedBy = actorId(ctx.actor);
		await tx.sufficiencyPlan.update({
			where: { id: planId },
			data: { status: "submitted", submittedBy, submittedAt: ctx.now, updatedAt: ctx.now },
		});
		await audit(tx, ctx, {
			action: "sufficiency_plan.submitted",
			subject: { type: "sufficiency_plan", id: planId },
			institutionId: plan.institutionId,
			before: { status: plan.status },
			after: { status: "submitted", version: plan.version },
		});
		const alert = {
			kind: "sufficiency-plan-alert",
			params: { event: "submitted" },
			// Handed in again after it was sent back, it is told again.
			onceKey: `sufficiency-plan-submitted:${planId}:${newId()}`,
			institutionId: plan.institutionId,
			hubId: plan.hubId,
			subject: { type: "sufficiency_plan", id: planId },
			notAtHub: true,
			exceptUserId: submittedBy,
		};
		// Asked apart: administrators of the institution do not stand in for the secretariat, which decides for the programme.
		await alertStaff(tx, ctx, { ...alert, roles: ["secretariat"] });
		await alertStaff(tx, ctx, { ...alert, roles: ["admin"] });
	});
}
