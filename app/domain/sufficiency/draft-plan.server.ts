import { z } from "zod";
import { inTransaction, type Tx } from "~/platform/db/transaction.server";
import { forbidden, invalid } from "~/platform/errors";
import { newId } from "~/platform/new-id";
import { actorId } from "../access/actor";
import { isUuid } from "../access/authorize.server";
import type { Ctx } from "../access/ctx.server";
import { audit } from "../audit/audit.server";
import { overseenHub } from "../hubs/overseen-hub.server";
import { lockPlansOf } from "./lock-plan.server";
import { type PlanFields, planFieldsSchema } from "./plan.schema";
import { planFacts, planRows } from "./plan-facts.server";
import { linesOfPlan, PLAN_LINES } from "./plan-lines.server";
import { planRights } from "./plan-rights.server";

type DraftPlanInput = {
	hubId: string;
	title: string;
	note?: string;
	/** years and lines of this version of the same hub are taken over */
	copyFrom?: string;
	/** where nothing is copied */
	firstFiscalYear?: number;
	lastFiscalYear?: number;
	costs?: PlanFields["costs"];
	targets?: PlanFields["targets"];
	/** another hub's good practice this draft was made from */
	fromPracticeId?: string;
};

/** `fields` is the draft as it was kept, also when it was copied. */
type DraftedPlan = { planId: string; version: number; fields: PlanFields };

/**
 * Begins the next version of a hub's self-sufficiency plan, empty, with lines, or as a copy of another version.
 * @throws AppError hub_not_found, forbidden, sufficiency_plan_invalid, sufficiency_plan_source_unknown
 */
export async function draftPlan(ctx: Ctx, input: DraftPlanInput): Promise<DraftedPlan> {
	if (!isUuid(input.hubId)) throw invalid("sufficiency_plan_invalid", "no such hub");
	const hub = await overseenHub(ctx, { id: input.hubId });
	if (!planRights(ctx, hub).change) throw forbidden(`change sufficiency plan of hub ${hub.id}`);
	const institutionId = (hub.hosts.find(({ isPrimary }) => isPrimary) ?? hub.hosts[0])?.institutionId;
	return inTransaction(ctx, async (tx) => {
		await lockPlansOf(tx, hub.id);
		const fields = await fieldsOf(tx, input);
		const last = await tx.sufficiencyPlan.aggregate({ where: { hubId: hub.id }, _max: { version: true } });
		const version = (last._max.version ?? 0) + 1;
		const planId = newId();
		const { costs, targets, ...words } = fields;
		await tx.sufficiencyPlan.create({
			data: {
				id: planId,
				hubId: hub.id,
				version,
				...words,
				createdBy: actorId(ctx.actor),
				fromPracticeId: input.fromPracticeId ?? null,
				createdAt: ctx.now,
				updatedAt: ctx.now,
			},
		});
		const rows = planRows(planId, { costs, targets });
		await tx.sufficiencyCost.createMany({ data: rows.costs });
		await tx.sufficiencyTarget.createMany({ data: rows.targets });
		await audit(tx, ctx, {
			action: "sufficiency_plan.drafted",
			subject: { type: "sufficiency_plan", id: planId },
			institutionId,
			after: { version, ...(input.copyFrom ? { copyFrom: input.copyFrom } : {}), ...planFacts(fields) },
		});
		return { planId, version, fields };
	});
}

async function fieldsOf(tx: Tx, input: DraftPlanInput): Promise<PlanFields> {
	const { title, note = "", costs = [], targets = [], firstFiscalYear, lastFiscalYear } = input;
	const lines =
		input.copyFrom === undefined
			? { firstFiscalYear, lastFiscalYear, costs, targets }
			: await linesToCopy(tx, input.hubId, input.copyFrom);
	const parsed = planFieldsSchema.safeParse({ title, note, ...lines });
	if (parsed.success) return parsed.data;
	throw invalid("sufficiency_plan_invalid", z.prettifyError(parsed.error));
}

async function linesToCopy(tx: Tx, hubId: string, planId: string) {
	const source = isUuid(planId)
		? await tx.sufficiencyPlan.findFirst({ where: { id: planId, hubId }, include: PLAN_LINES })
		: null;
	if (source) return linesOfPlan(source);
	throw invalid("sufficiency_plan_source_unknown", `hub ${hubId} has no plan ${planId}`, {
		personKey: "fields.choose",
		params: { field: "copyFrom" },
	});
}
