import { z } from "zod";
import { Prisma } from "~/platform/db/client.server";
import { queryRows, type SqlTx } from "~/platform/db/transaction.server";
import { uuid7 } from "~/platform/uuid7";
import type { Ctx } from "../access/ctx.server";
import { audit } from "../audit/audit.server";
import { jstDayString } from "../calendar/fiscal-year";
import type { LockedPlan, NextRow } from "./lock-plan.server";
import type { ChangeAction, ChangeFacts } from "./plan-change";
import { requestPlanMail } from "./plan-mail-request.server";

type Seen = { action: ChangeAction; before: ChangeFacts; after: ChangeFacts; reason: string };

/**
 * What changed at Stripe since we looked. A change that was asked for here is settled by its own job; any other was made at
 * Stripe and is kept with the same care: who (`stripe`), what, and a mail to the donor.
 */
export async function noteChanges(tx: SqlTx, ctx: Ctx, plan: LockedPlan, next: NextRow): Promise<void> {
	for (const seen of differences(ctx, plan, next)) {
		const asked = await waitingChange(tx, plan.id, seen.action);
		if (asked === null) await keepChange(tx, ctx, plan, seen);
		// A card is changed at Stripe's page: seeing it is all there is to do.
		else if (seen.action === "card") await settleCard(tx, ctx, plan, seen, asked);
	}
}

function differences(ctx: Ctx, plan: LockedPlan, next: NextRow): Seen[] {
	const seen: Seen[] = [];
	const add = (action: ChangeAction, before: ChangeFacts, after: ChangeFacts, reason = "") =>
		seen.push({ action, before, after, reason });
	if (next.status === "cancelled") {
		if (next.endReason === "stripe") add("stop", { status: plan.status }, { endReason: "stripe" });
		return seen;
	}
	if (next.amountYen !== plan.amountYen) {
		add("amount", { amountYen: plan.amountYen.toString() }, { amountYen: next.amountYen.toString() });
	}
	// A pause asked for while a charge was open shows itself when that is paid.
	const wasKnown = plan.status === "past_due" || (plan.status === "paused" && plan.pausedUntil === next.pausedUntil);
	const pauses = next.status === "paused" && !wasKnown;
	if (pauses) add("pause", { pausedUntil: plan.pausedUntil }, { pausedUntil: next.pausedUntil });
	if (plan.status === "paused" && next.status === "active") {
		const over = plan.pausedUntil !== null && plan.pausedUntil <= jstDayString(ctx.now);
		add("resume", { pausedUntil: plan.pausedUntil }, { nextChargeOn: next.nextChargeOn }, over ? "pause_over" : "");
	}
	if (plan.cardLast4 !== null && cardOf(plan) !== cardOf(next)) {
		add("card", { card: cardOf(plan) }, { card: cardOf(next) });
	}
	return seen;
}

const cardOf = ({ cardBrand, cardLast4, cardExpMonth, cardExpYear }: NextRow) =>
	`${cardBrand} ${cardLast4} ${cardExpMonth}/${cardExpYear}`;

const idRow = z.object({ id: z.uuid() });

async function waitingChange(tx: SqlTx, planId: string, action: ChangeAction): Promise<string | null> {
	const rows = await queryRows(
		tx,
		idRow,
		Prisma.sql`
		SELECT id FROM recurring_change WHERE plan_id = ${planId}::uuid AND action = ${action} AND status = 'requested'
		ORDER BY id DESC LIMIT 1`,
	);
	return rows[0]?.id ?? null;
}

async function keepChange(tx: SqlTx, ctx: Ctx, plan: LockedPlan, seen: Seen): Promise<void> {
	const { action, before, after, reason } = seen;
	const id = uuid7();
	await tx.$executeRaw`
		INSERT INTO recurring_change (id, plan_id, action, status, actor_kind, reason, before, after, requested_at, settled_at)
		VALUES (${id}::uuid, ${plan.id}::uuid, ${action}, 'applied', 'stripe', ${reason}, ${JSON.stringify(before)}::jsonb,
			${JSON.stringify(after)}::jsonb, ${ctx.now}, ${ctx.now})`;
	await tellOfChange(tx, ctx, plan, { id, action, before, after });
}

async function settleCard(tx: SqlTx, ctx: Ctx, plan: LockedPlan, seen: Seen, id: string): Promise<void> {
	await tx.$executeRaw`
		UPDATE recurring_change SET status = 'applied', before = ${JSON.stringify(seen.before)}::jsonb, after = ${JSON.stringify(seen.after)}::jsonb,
			settled_at = ${ctx.now}
		WHERE id = ${id}::uuid`;
	await tellOfChange(tx, ctx, plan, { id, ...seen });
}

/** Audit event and mail of a change that was made; the end of a plan has a mail of its own. */
export async function tellOfChange(
	tx: SqlTx,
	ctx: Ctx,
	plan: Pick<LockedPlan, "id" | "institutionId">,
	change: { id: string; action: ChangeAction; before: ChangeFacts; after: ChangeFacts },
): Promise<void> {
	const { id, action, before, after } = change;
	await audit(tx, ctx, {
		action: `plan.changed_${action}`,
		subject: { type: "recurring_plan", id: plan.id },
		institutionId: plan.institutionId,
		cause: id,
		before,
		after,
	});
	if (action === "stop") return;
	await requestPlanMail(tx, ctx, {
		kind: "plan-changed",
		planId: plan.id,
		onceKey: `plan-changed:${id}`,
		params: { changeId: id },
	});
}
