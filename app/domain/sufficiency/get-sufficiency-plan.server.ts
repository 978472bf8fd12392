import { z } from "zod";
import { Prisma } from "~/platform/db/client.server";
import { notFound } from "~/platform/errors";
import { authorize } from "../access/authorize.server";
import type { Ctx } from "../access/ctx.server";
import { readRows } from "../access/read-rows.server";
import { actorName } from "./list-sufficiency-plans.server";
import type { SufficiencyPlan } from "./plan";
import { linesOfPlan, PLAN_LINES } from "./plan-lines.server";
import { SUFFICIENCY_PLAN_STATES, type SufficiencyPlanState } from "./sufficiency-plan.status";

const namesRow = z.object({
	createdBy: z.string().nullable(),
	submittedBy: z.string().nullable(),
	decidedBy: z.string().nullable(),
});
const status = z.enum(SUFFICIENCY_PLAN_STATES as [SufficiencyPlanState, ...SufficiencyPlanState[]]);

/**
 * One version whole, and the version before it where there is one, for what changed.
 * @throws AppError forbidden, sufficiencyplan_not_found  (also for a plan of a hub the actor's roles do not reach)
 */
export async function getSufficiencyPlan(
	ctx: Ctx,
	planId: string,
): Promise<SufficiencyPlan & { hub: { slug: string; abbreviation: string }; before: SufficiencyPlanBefore | null }> {
	await authorize(ctx, "read", { type: "SufficiencyPlan", id: planId });
	const plan = await ctx.db.sufficiencyPlan.findUnique({
		where: { id: planId },
		include: { ...PLAN_LINES, hub: { select: { slug: true, abbreviation: true } } },
	});
	if (!plan?.hub) throw notFound("sufficiency_plan", planId);
	const [names, before] = await Promise.all([namesOf(ctx, planId), versionBefore(ctx, plan)]);
	const person = (id: string | null, name: string | null | undefined) =>
		id === null ? null : { id, name: name ?? id };
	const { id, hubId, version, title, note, createdAt, submittedAt, approvedAt, supersededAt } = plan;
	return {
		id,
		hubId,
		hub: plan.hub,
		version,
		title,
		note,
		status: status.parse(plan.status),
		revision: plan.updatedAt.toISOString(),
		createdAt,
		createdBy: person(plan.createdBy, names?.createdBy),
		submittedAt,
		submittedBy: person(plan.submittedBy, names?.submittedBy),
		approvedAt,
		decidedBy: person(plan.decidedBy, names?.decidedBy),
		decisionNote: plan.decisionNote,
		supersededAt,
		fromPracticeId: plan.fromPracticeId,
		...linesOfPlan(plan),
		before,
	};
}

export type SufficiencyPlanBefore = Awaited<ReturnType<typeof versionBefore>>;

async function versionBefore(ctx: Ctx, { hubId, version }: { hubId: string; version: number }) {
	const plan = await ctx.db.sufficiencyPlan.findFirst({
		where: { hubId, version: { lt: version } },
		include: PLAN_LINES,
		orderBy: { version: "desc" },
	});
	return plan && { id: plan.id, version: plan.version, ...linesOfPlan(plan) };
}

async function namesOf(ctx: Ctx, planId: string) {
	const [names] = await readRows(
		ctx,
		namesRow,
		(visible) => Prisma.sql`
		SELECT ${actorName("p.created_by")} AS "createdBy", ${actorName("p.submitted_by")} AS "submittedBy",
			${actorName("p.decided_by")} AS "decidedBy"
		FROM sufficiency_plan p WHERE p.id = ${planId}::uuid AND ${visible("sufficiency_plan", "p")}`,
	);
	return names;
}
