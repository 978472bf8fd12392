import { z } from "zod";
import { Prisma } from "~/platform/db/client.server";
import { inTransaction, queryRow, type Tx } from "~/platform/db/transaction.server";
import { conflict, forbidden, invalid } from "~/platform/errors";
import { newId } from "~/platform/new-id";
import { actorId } from "../access/actor";
import { authorize } from "../access/authorize.server";
import type { Ctx } from "../access/ctx.server";
import { audit } from "../audit/audit.server";
import { alertStaff } from "../mails/alert-staff.server";
import { assertPlanMove, type LockedPlan, lockPlan, lockPlansOf } from "./lock-plan.server";
import { decisionNoteSchema } from "./plan.schema";

/**
 * The second person's word on a submitted plan: approved it supersedes the version approved before, at the same moment;
 * sent back, with a note that says why, it is a draft again.
 * @throws AppError sufficiency_plan_not_found, forbidden, sufficiency_plan_own (403: submitted by the same person),
 *   sufficiency_plan_moved (409), sufficiency_plan_overtaken (409: a later version is approved), sufficiency_plan_note (400)
 */
export async function decidePlan(ctx: Ctx, input: { planId: string; approve: boolean; note?: string }): Promise<void> {
	const { planId, approve } = input;
	const note = decisionNoteSchema.safeParse(input.note ?? "");
	await authorize(ctx, "approve", { type: "SufficiencyPlan", id: planId });
	if (!note.success || (!approve && note.data === "")) {
		throw invalid("sufficiency_plan_note", "a plan is sent back with a note", {
			personKey: note.success ? "sufficiencyPlan.noteNeeded" : "fields.invalid",
			params: { field: "note" },
		});
	}
	await inTransaction(ctx, async (tx) => {
		const { hubId } = await tx.sufficiencyPlan.findUniqueOrThrow({ where: { id: planId }, select: { hubId: true } });
		await lockPlansOf(tx, hubId);
		const plan = await lockPlan(tx, planId);
		assertPlanMove(plan, approve ? "approved" : "draft");
		await assertSecondPerson(tx, ctx, plan);
		if (approve) await supersede(tx, ctx, plan);
		const decidedBy = actorId(ctx.actor);
		await tx.sufficiencyPlan.update({
			where: { id: planId },
			data: {
				status: approve ? "approved" : "draft",
				decidedBy,
				decisionNote: note.data,
				...(approve && { approvedAt: ctx.now }),
				updatedAt: ctx.now,
			},
		});
		await audit(tx, ctx, {
			action: approve ? "sufficiency_plan.approved" : "sufficiency_plan.sent_back",
			subject: { type: "sufficiency_plan", id: planId },
			institutionId: plan.institutionId,
			before: { status: plan.status },
			after: { status: approve ? "approved" : "draft", version: plan.version, note: note.data },
		});
		await alertStaff(tx, ctx, {
			kind: "sufficiency-plan-alert",
			onceKey: `sufficiency-plan-decided:${planId}:${newId()}`,
			institutionId: plan.institutionId,
			hubId,
			subject: { type: "sufficiency_plan", id: planId },
			params: { event: approve ? "approved" : "sentBack" },
			roles: ["officer"],
			alsoUserId: plan.submittedBy,
			exceptUserId: decidedBy,
		});
	});
}

const personRow = z.object({ submitter: z.string().nullable(), decider: z.string().nullable() });

/** A token is the person who made it: nobody is a second person by writing a script. */
async function assertSecondPerson(tx: Tx, ctx: Ctx, plan: LockedPlan): Promise<void> {
	const person = (id: string | null) =>
		Prisma.sql`coalesce((SELECT created_by FROM api_token WHERE id::text = ${id}), ${id})`;
	const { submitter, decider } = await queryRow(
		tx,
		personRow,
		Prisma.sql`SELECT ${person(plan.submittedBy)} AS submitter, ${person(actorId(ctx.actor))} AS decider`,
	);
	if (submitter !== decider) return;
	throw forbidden(`plan ${plan.id} was submitted by the same person`, { personKey: "sufficiencyPlan.own" });
}

async function supersede(tx: Tx, ctx: Ctx, plan: LockedPlan): Promise<void> {
	const approved = await tx.sufficiencyPlan.findFirst({ where: { hubId: plan.hubId, status: "approved" } });
	if (!approved) return;
	if (approved.version > plan.version) {
		throw conflict("sufficiency_plan_overtaken", `version ${approved.version} of hub ${plan.hubId} is approved`, {
			personKey: "sufficiencyPlan.overtaken",
			params: { version: approved.version },
		});
	}
	await tx.sufficiencyPlan.update({
		where: { id: approved.id },
		data: { status: "superseded", supersededAt: ctx.now, updatedAt: ctx.now },
	});
	await audit(tx, ctx, {
		action: "sufficiency_plan.superseded",
		subject: { type: "sufficiency_plan", id: approved.id },
		institutionId: plan.institutionId,
		before: { status: "approved" },
		after: { status: "superseded", by: plan.id },
	});
}
