import { z } from "zod";
import { Prisma } from "~/platform/db/client.server";
import { queryRows, type SqlTx } from "~/platform/db/transaction.server";
import { enqueue } from "~/platform/queue.server";
import { isUuid } from "../access/authorize.server";
import type { Ctx } from "../access/ctx.server";
import { audit } from "../audit/audit.server";
import { jstDayString } from "../calendar/fiscal-year";
import { tallyPlanLater } from "../campaigns/tally-later.server";
import type { LockedPlan, NextRow } from "./lock-plan.server";
import { noteChanges } from "./note-changes.server";
import { anchorIn, chargeAfter, noonOf } from "./plan-days";
import { requestPlanMail } from "./plan-mail-request.server";
import type { PlanTruth } from "./plan-truth";
import { type RecurringPlanState, recurringPlan } from "./recurring-plan.status";

/**
 * Brings a locked plan to what Stripe says of its subscription: state, day of the next charge, card, and what was changed
 * there by somebody else. Doing it again changes nothing.
 */
export async function applyPlanTruth(tx: SqlTx, ctx: Ctx, plan: LockedPlan, truth: PlanTruth): Promise<void> {
	if (truth.state === null) return;
	if (isStray(plan, truth)) {
		// A second page of the same first gift was paid too: its money is booked, and it must not be charged again.
		if (truth.state !== "cancelled") await endStray(tx, plan, truth);
		return;
	}
	if (plan.status === "cancelled") return;
	const begins = plan.subscriptionId === null;
	const next = await nextRow(tx, plan, truth);
	if (!begins) await noteChanges(tx, ctx, plan, next);
	if (next.status !== plan.status) await noteMove(tx, ctx, plan, next, begins);
	await writePlan(tx, ctx, plan, truth, next);
	if (next.status !== plan.status) await tallyPlanLater(tx, plan.id);
	if (begins) await noteBeginning(tx, ctx, plan, truth, next);
	if (next.status === "cancelled" && !begins) {
		await requestPlanMail(tx, ctx, { kind: "plan-ended", planId: plan.id, onceKey: `plan-ended:${plan.id}` });
	}
	if (truth.givenUp) await enqueue(tx, "endGivenUpPlan", { planId: plan.id }, { jobKey: `given-up:${plan.id}` });
	await alignWhenItSlipped(tx, ctx, plan, truth, next);
}

/** A plan that ended with its page is not begun by a page that was paid all the same. */
function isStray(plan: LockedPlan, truth: PlanTruth): boolean {
	if (plan.subscriptionId === null) return plan.status === "cancelled";
	return plan.subscriptionId !== truth.subscriptionId;
}

async function endStray(tx: SqlTx, plan: LockedPlan, truth: PlanTruth): Promise<void> {
	const { subscriptionId } = truth;
	const { stripeAccountId } = plan;
	await enqueue(tx, "endStraySubscription", { stripeAccountId, subscriptionId }, { jobKey: `stray:${subscriptionId}` });
}

async function nextRow(tx: SqlTx, plan: LockedPlan, truth: PlanTruth): Promise<NextRow> {
	const status = truth.state ?? plan.status;
	const ended = status === "cancelled";
	const failing = status === "past_due" || ended;
	return {
		amountYen: truth.amountYen,
		status,
		nextChargeOn: ended ? null : nextChargeOn(plan, truth),
		pausedUntil: ended ? null : truth.pausedUntil,
		endedOn: ended ? (truth.endedOn ?? plan.endedOn) : null,
		endReason: ended ? await endReasonOf(tx, plan, truth) : null,
		cardBrand: truth.card?.brand ?? plan.cardBrand,
		cardLast4: truth.card?.last4 ?? plan.cardLast4,
		cardExpMonth: truth.card?.expMonth ?? plan.cardExpMonth,
		cardExpYear: truth.card?.expYear ?? plan.cardExpYear,
		failureCode: failing ? plan.failureCode : null,
		retryAt: status === "past_due" ? plan.retryAt : null,
	};
}

/** While paused, the first renewal after the pause; none when the pause has no end. */
function nextChargeOn(plan: LockedPlan, truth: PlanTruth): string | null {
	if (truth.state !== "paused") return truth.periodEndOn;
	if (truth.pausedUntil === null) return null;
	let day = truth.periodEndOn;
	while (day < truth.pausedUntil) day = chargeAfter(day, plan.unit, plan.anchorDay).toString();
	return day;
}

const reasonRow = z.object({ endReason: z.string().nullable() });

/** Who asked for the end, when it was asked for here; what Stripe says otherwise. */
async function endReasonOf(tx: SqlTx, plan: LockedPlan, truth: PlanTruth): Promise<string> {
	const [asked] = await queryRows(
		tx,
		reasonRow,
		Prisma.sql`
		SELECT after ->> 'endReason' AS "endReason" FROM recurring_change
		WHERE plan_id = ${plan.id}::uuid AND action = 'stop' AND status IN ('requested', 'applied') ORDER BY id LIMIT 1`,
	);
	return asked?.endReason ?? (truth.endedByFailure ? "payment_failed" : "stripe");
}

async function noteMove(tx: SqlTx, ctx: Ctx, plan: LockedPlan, next: NextRow, begins: boolean): Promise<void> {
	const { status } = next;
	// First heard of after it had moved on.
	const from: RecurringPlanState = begins && status === "paused" ? "active" : plan.status;
	recurringPlan.assertMove(from, status);
	await audit(tx, ctx, {
		action: `plan.${status}`,
		subject: { type: "recurring_plan", id: plan.id },
		institutionId: plan.institutionId,
		before: { status: plan.status },
		after: { status, endReason: next.endReason },
	});
}

async function writePlan(tx: SqlTx, ctx: Ctx, plan: LockedPlan, truth: PlanTruth, next: NextRow): Promise<void> {
	const startedOn = plan.startedOn ?? truth.startedOn;
	const row = Prisma.sql`${truth.subscriptionId}::text, ${truth.customerId}::text, ${startedOn}::date, ${next.amountYen}::bigint, ${next.status}::text,
		${next.nextChargeOn}::date, ${next.pausedUntil}::date, ${next.endedOn}::date, ${next.endReason}::text, ${next.cardBrand}::text,
		${next.cardLast4}::bpchar, ${next.cardExpMonth}::smallint, ${next.cardExpYear}::smallint, ${next.failureCode}::text,
		${next.retryAt}::timestamptz`;
	const columns =
		Prisma.raw(`stripe_subscription_id, stripe_customer_id, started_on, amount_yen, status, next_charge_on, paused_until,
		ended_on, end_reason, card_brand, card_last4, card_exp_month, card_exp_year, failure_code, retry_at`);
	await tx.$executeRaw(Prisma.sql`
		UPDATE recurring_plan SET (${columns}, updated_at) = (${row}, ${ctx.now})
		WHERE id = ${plan.id}::uuid AND (${columns}) IS DISTINCT FROM (${row})`);
}

async function noteBeginning(tx: SqlTx, ctx: Ctx, plan: LockedPlan, truth: PlanTruth, next: NextRow): Promise<void> {
	const { attemptId } = truth;
	if (attemptId !== null && isUuid(attemptId)) {
		await tx.$executeRaw`
			UPDATE checkout_attempt SET stripe_subscription_id = ${truth.subscriptionId}, stripe_customer_id = coalesce(stripe_customer_id, ${truth.customerId}),
				updated_at = ${ctx.now}
			WHERE id = ${attemptId}::uuid AND stripe_account_id = ${plan.stripeAccountId}`;
	}
	const after = JSON.stringify({ amountYen: next.amountYen.toString(), nextChargeOn: next.nextChargeOn });
	await tx.$executeRaw`
		INSERT INTO recurring_change (id, plan_id, action, status, actor_kind, after, requested_at, settled_at)
		SELECT gen_random_uuid(), ${plan.id}::uuid, 'start', 'applied', 'donor', ${after}::jsonb, ${ctx.now}, ${ctx.now}`;
}

/** A month that is shorter than the anchor day, or a cycle begun anew at Stripe, leaves the anchor: it is brought back. */
async function alignWhenItSlipped(
	tx: SqlTx,
	ctx: Ctx,
	plan: LockedPlan,
	truth: PlanTruth,
	next: NextRow,
): Promise<void> {
	if (next.status !== "active" || !truth.settled) return;
	const wanted = anchorIn(truth.periodEndOn, plan.anchorDay).toString();
	if (wanted === truth.periodEndOn || wanted <= jstDayString(ctx.now) || noonOf(wanted) * 1000 <= ctx.now.getTime())
		return;
	await enqueue(tx, "alignPlan", { planId: plan.id }, { jobKey: `align:${plan.id}` });
}
