import { z } from "zod";
import { Prisma } from "~/platform/db/client.server";
import { queryRows, type Tx } from "~/platform/db/transaction.server";
import { conflict, notFound } from "~/platform/errors";
import { sufficiencyPlan } from "./sufficiency-plan.status";

const lockedRow = z.object({
	id: z.uuid(),
	hubId: z.uuid(),
	version: z.int(),
	status: z.enum(sufficiencyPlan.all as ["draft", ...("submitted" | "approved" | "superseded")[]]),
	submittedBy: z.string().nullable(),
	updatedAt: z.date(),
	/** the hub's primary host: whose audit trail and mails it belongs to */
	institutionId: z.uuid(),
});
export type LockedPlan = z.output<typeof lockedRow>;

/**
 * The plan, locked until the transaction ends.
 * @throws AppError sufficiency_plan_not_found
 */
export async function lockPlan(tx: Tx, planId: string): Promise<LockedPlan> {
	const [plan] = await queryRows(
		tx,
		lockedRow,
		Prisma.sql`
		SELECT p.id, p.hub_id AS "hubId", p.version, p.status, p.submitted_by AS "submittedBy", p.updated_at AS "updatedAt",
			(SELECT hh.institution_id FROM hub_host hh WHERE hh.hub_id = p.hub_id ORDER BY hh.is_primary DESC, hh.institution_id LIMIT 1)
				AS "institutionId"
		FROM sufficiency_plan p WHERE p.id = ${planId}::uuid FOR UPDATE OF p`,
	);
	if (!plan) throw notFound("sufficiency_plan", planId);
	return plan;
}

/** One after the other: who takes the next version number of a hub, and who decides on a version. */
export async function lockPlansOf(tx: Tx, hubId: string): Promise<void> {
	await tx.$queryRaw`SELECT 1 FROM hub WHERE id = ${hubId}::uuid FOR NO KEY UPDATE`;
}

/** @throws AppError sufficiency_plan_moved (409) */
export function assertPlanMove(plan: LockedPlan, to: LockedPlan["status"]): void {
	if (sufficiencyPlan.canMove(plan.status, to)) return;
	throw conflict("sufficiency_plan_moved", `plan ${plan.id} is ${plan.status}, it cannot be ${to}`, {
		personKey: "sufficiencyPlan.moved",
	});
}
