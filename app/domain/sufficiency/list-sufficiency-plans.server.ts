import { z } from "zod";
import { Prisma } from "~/platform/db/client.server";
import { authorize } from "../access/authorize.server";
import type { Ctx } from "../access/ctx.server";
import { readRows } from "../access/read-rows.server";
import { yen } from "../money/yen";
import { SUFFICIENCY_PLAN_STATES, type SufficiencyPlanState } from "./sufficiency-plan.status";

const row = z.object({
	id: z.uuid(),
	hub: z.string(),
	version: z.int(),
	title: z.string(),
	status: z.enum(SUFFICIENCY_PLAN_STATES as [SufficiencyPlanState, ...SufficiencyPlanState[]]),
	firstFiscalYear: z.int(),
	lastFiscalYear: z.int(),
	/** all cost lines of all years */
	neededYen: z.bigint().transform((value) => yen(value)),
	createdAt: z.date(),
	createdBy: z.string().nullable(),
	submittedAt: z.date().nullable(),
	submittedBy: z.string().nullable(),
	approvedAt: z.date().nullable(),
	decidedBy: z.string().nullable(),
	decisionNote: z.string(),
	supersededAt: z.date().nullable(),
});
export type SufficiencyPlanRow = z.output<typeof row>;

export const SUFFICIENCY_PLANS_PER_PAGE = 50;

/** Who did something, by name: staff, a token, or a job by its own. */
export const actorName = (column: string) => {
	const by = Prisma.raw(column);
	return Prisma.sql`coalesce((SELECT u.name FROM staff_user u WHERE u.id = ${by}),
		(SELECT t.name FROM api_token t WHERE t.id::text = ${by}), ${by})`;
};

/**
 * Versions of plans the actor may see, newest first.
 * @param input.cursor  id of the last one of the page before
 */
export async function listSufficiencyPlans(
	ctx: Ctx,
	input: { hubId?: string; status?: SufficiencyPlanState; cursor?: string; limit?: number },
): Promise<{ plans: SufficiencyPlanRow[]; nextCursor: string | null }> {
	await authorize(ctx, "read", "SufficiencyPlan");
	const limit = input.limit ?? SUFFICIENCY_PLANS_PER_PAGE;
	const { hubId, status, cursor } = input;
	const rows = await readRows(
		ctx,
		row,
		(visible) => Prisma.sql`
		SELECT p.id, h.slug AS hub, p.version, p.title, p.status, p.first_fiscal_year AS "firstFiscalYear",
			p.last_fiscal_year AS "lastFiscalYear", p.created_at AS "createdAt", p.submitted_at AS "submittedAt",
			p.approved_at AS "approvedAt", p.superseded_at AS "supersededAt", p.decision_note AS "decisionNote",
			${actorName("p.created_by")} AS "createdBy", ${actorName("p.submitted_by")} AS "submittedBy",
			${actorName("p.decided_by")} AS "decidedBy",
			(SELECT coalesce(sum(c.amount_yen), 0) FROM sufficiency_cost c WHERE c.plan_id = p.id)::bigint AS "neededYen"
		FROM sufficiency_plan p JOIN hub h ON h.id = p.hub_id
		WHERE ${visible("sufficiency_plan", "p")}
			${hubId === undefined ? Prisma.empty : Prisma.sql`AND p.hub_id = ${hubId}::uuid`}
			${status === undefined ? Prisma.empty : Prisma.sql`AND p.status = ${status}`}
			${cursor === undefined ? Prisma.empty : Prisma.sql`AND p.id < ${cursor}::uuid`}
		ORDER BY p.id DESC LIMIT ${limit + 1}`,
	);
	const plans = rows.slice(0, limit);
	return { plans, nextCursor: rows.length > limit ? (plans.at(-1)?.id ?? null) : null };
}
