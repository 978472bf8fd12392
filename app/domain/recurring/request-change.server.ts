import { z } from "zod";
import { Prisma } from "~/platform/db/client.server";
import { inSqlTransaction, queryRows, type SqlTx } from "~/platform/db/transaction.server";
import { conflict, forbidden, notFound } from "~/platform/errors";
import { enqueue } from "~/platform/queue.server";
import { uuid7 } from "~/platform/uuid7";
import { actorId } from "../access/actor";
import { authorize } from "../access/authorize.server";
import type { Ctx } from "../access/ctx.server";
import { audit } from "../audit/audit.server";
import { type LockedPlan, lockPlan } from "./lock-plan.server";
import { type ChangeAction, type ChangeFacts, REASON_MAX } from "./plan-change";

type RequestedChange = {
	planId: string;
	action: ChangeAction;
	reason: string;
	/** what the plan has now and will have, reckoned with the plan locked; refuses what cannot be */
	facts: (plan: LockedPlan) => { before: ChangeFacts; after: ChangeFacts };
};

/**
 * Writes what is wanted of a plan, and the job that asks Stripe for it. The same wish, still waiting, is one wish.
 * @throws AppError forbidden, recurringplan_not_found, plan_not_started, plan_ended, plan_change_waiting (409)
 */
export async function requestChange(
	ctx: Ctx,
	wish: RequestedChange,
	/** for who holds the plan's own link, which is the right to what it is for */
	heldLink?: { stripeAccountId: string },
): Promise<{ changeId: string }> {
	const { stripeAccountId } = heldLink ?? (await changeablePlan(ctx, wish.planId));
	return inSqlTransaction(ctx, async (tx) => {
		const plan = await lockPlan(tx, { stripeAccountId, planId: wish.planId });
		if (!plan) throw notFound("recurringplan", wish.planId);
		assertRuns(plan);
		const { before, after } = wish.facts(plan);
		const waiting = await waitingOf(tx, plan.id, wish.action);
		if (waiting) {
			if (JSON.stringify(waiting.after) === JSON.stringify(after) || wish.action === "card")
				return { changeId: waiting.id };
			throw conflict("plan_change_waiting", `plan ${plan.id} has change ${waiting.id} under way`, {
				personKey: "plan.changeWaiting",
			});
		}
		const changeId = await writeChange(tx, ctx, plan, wish, { before, after });
		if (wish.action !== "card") {
			await enqueue(
				tx,
				"applyRecurringChange",
				{ changeId },
				{ jobKey: `plan-change:${changeId}`, queueName: `plan:${plan.id}` },
			);
		}
		return { changeId };
	});
}

/**
 * The plan a change is asked of: staff need the right to change plans, a donor sees only own ones.
 * @throws AppError forbidden, recurringplan_not_found
 */
export async function changeablePlan(ctx: Ctx, planId: string) {
	const { kind } = ctx.actor;
	if (kind === "public") throw forbidden("change RecurringPlan");
	await authorize(ctx, kind === "donor" ? "read" : "change", { type: "RecurringPlan", id: planId });
	return ctx.db.recurringPlan.findUniqueOrThrow({
		where: { id: planId },
		select: {
			id: true,
			stripeAccountId: true,
			stripeCustomerId: true,
			lang: true,
			fund: { select: { minYen: true, maxYen: true } },
			donor: { select: { kind: true } },
			institution: { select: { givingPolicy: { select: { companyCardMaxYen: true } } } },
		},
	});
}

function assertRuns(plan: Pick<LockedPlan, "id" | "status" | "subscriptionId">): void {
	if (plan.status === "cancelled") {
		throw conflict("plan_ended", `plan ${plan.id} has ended`, { personKey: "plan.ended" });
	}
	if (plan.status === "pending" || plan.subscriptionId === null) {
		throw conflict("plan_not_started", `plan ${plan.id} has not begun`, { personKey: "plan.notStarted" });
	}
}

const waitingRow = z.object({ id: z.uuid(), after: z.unknown() });

async function waitingOf(tx: SqlTx, planId: string, action: ChangeAction) {
	const rows = await queryRows(
		tx,
		waitingRow,
		Prisma.sql`
		SELECT id, after FROM recurring_change WHERE plan_id = ${planId}::uuid AND action = ${action} AND status = 'requested'
		ORDER BY id DESC LIMIT 1`,
	);
	return rows[0] ?? null;
}

const ACTOR_KINDS: Record<string, string> = { staff: "staff", api: "api", job: "job", donor: "donor" };

async function writeChange(
	tx: SqlTx,
	ctx: Ctx,
	plan: LockedPlan,
	{ action, reason }: RequestedChange,
	{ before, after }: { before: ChangeFacts; after: ChangeFacts },
): Promise<string> {
	const id = uuid7();
	const kind = ACTOR_KINDS[ctx.actor.kind] ?? "donor";
	await tx.$executeRaw`
		INSERT INTO recurring_change (id, plan_id, action, actor_kind, actor_id, reason, before, after, requested_at)
		VALUES (${id}::uuid, ${plan.id}::uuid, ${action}, ${kind}, ${actorId(ctx.actor)}, ${reason.slice(0, REASON_MAX)},
			${JSON.stringify(before)}::jsonb, ${JSON.stringify(after)}::jsonb, ${ctx.now})`;
	await audit(tx, ctx, {
		action: `plan.asked_${action}`,
		subject: { type: "recurring_plan", id: plan.id },
		institutionId: plan.institutionId,
		cause: id,
		before,
		after,
	});
	return id;
}
