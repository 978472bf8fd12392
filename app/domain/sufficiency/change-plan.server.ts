import { z } from "zod";
import { inTransaction } from "~/platform/db/transaction.server";
import { conflict, invalid } from "~/platform/errors";
import { authorize } from "../access/authorize.server";
import type { Ctx } from "../access/ctx.server";
import { audit } from "../audit/audit.server";
import { lockPlan } from "./lock-plan.server";
import { type PlanFields, planFieldsSchema } from "./plan.schema";
import { planFacts, planRows } from "./plan-facts.server";
import { linesOfPlan, PLAN_LINES } from "./plan-lines.server";

/**
 * Saves a draft whole: words, years and every line.
 * @param input.basedOn  the revision a form was filled in on; absent where nothing can be lost
 * @throws AppError sufficiency_plan_not_found, forbidden, sufficiency_plan_invalid, sufficiency_plan_not_draft (409),
 *   sufficiency_plan_changed (409: somebody else was first)
 */
export async function changePlan(
	ctx: Ctx,
	input: { planId: string; basedOn?: string; fields: PlanFields },
): Promise<void> {
	const { planId, basedOn } = input;
	await authorize(ctx, "change", { type: "SufficiencyPlan", id: planId });
	const parsed = planFieldsSchema.safeParse(input.fields);
	if (!parsed.success) throw invalid("sufficiency_plan_invalid", z.prettifyError(parsed.error));
	const fields = parsed.data;
	await inTransaction(ctx, async (tx) => {
		const plan = await lockPlan(tx, planId);
		if (plan.status !== "draft") {
			throw conflict("sufficiency_plan_not_draft", `plan ${planId} is ${plan.status}`, {
				personKey: "sufficiencyPlan.notDraft",
			});
		}
		if (basedOn !== undefined && basedOn !== plan.updatedAt.toISOString()) {
			throw conflict("sufficiency_plan_changed", `plan ${planId} was changed meanwhile`, {
				personKey: "sufficiencyPlan.changed",
			});
		}
		const before = await tx.sufficiencyPlan.findUniqueOrThrow({ where: { id: planId }, include: PLAN_LINES });
		const { costs, targets, ...words } = fields;
		await tx.sufficiencyCost.deleteMany({ where: { planId } });
		await tx.sufficiencyTarget.deleteMany({ where: { planId } });
		const rows = planRows(planId, { costs, targets });
		await tx.sufficiencyCost.createMany({ data: rows.costs });
		await tx.sufficiencyTarget.createMany({ data: rows.targets });
		// Two saves within one millisecond are two revisions all the same.
		const updatedAt = new Date(Math.max(ctx.now.getTime(), plan.updatedAt.getTime() + 1));
		await tx.sufficiencyPlan.update({ where: { id: planId }, data: { ...words, updatedAt } });
		await audit(tx, ctx, {
			action: "sufficiency_plan.changed",
			subject: { type: "sufficiency_plan", id: planId },
			institutionId: plan.institutionId,
			before: planFacts({ title: before.title, note: before.note, ...linesOfPlan(before) }),
			after: planFacts(fields),
		});
	});
}
