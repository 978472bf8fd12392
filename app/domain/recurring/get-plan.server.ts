import { authorize } from "../access/authorize.server";
import type { Ctx } from "../access/ctx.server";
import { dayOf, PLAN_INCLUDE, type PlanRow, toPlanRow } from "./list-plans.server";

export type PlanDetail = PlanRow & {
	stripeSubscriptionId: string | null;
	/** newest first, as many as a person reads */
	gifts: { id: string; amountYen: bigint; status: string; givenOn: string | null }[];
	invoices: {
		id: string;
		dueOn: string;
		amountYen: bigint;
		status: string;
		attemptCount: number;
		nextAttemptAt: Date | null;
		giftId: string | null;
	}[];
	changes: {
		id: string;
		action: string;
		status: string;
		actorKind: string;
		reason: string;
		before: Record<string, unknown>;
		after: Record<string, unknown>;
		error: string | null;
		requestedAt: Date;
		settledAt: Date | null;
	}[];
};

const SHOWN = 60;

/**
 * One plan with its invoices, gifts and changes.
 * @throws AppError recurringplan_not_found when it does not exist or is not the actor's to see
 */
export async function getPlan(ctx: Ctx, planId: string): Promise<PlanDetail> {
	await authorize(ctx, "read", { type: "RecurringPlan", id: planId });
	const row = await ctx.db.recurringPlan.findUniqueOrThrow({
		where: { id: planId },
		include: {
			...PLAN_INCLUDE,
			gifts: { orderBy: { id: "desc" }, take: SHOWN },
			invoices: { orderBy: { dueOn: "desc" }, take: SHOWN },
			changes: { orderBy: { requestedAt: "desc" }, take: SHOWN },
		},
	});
	return {
		...toPlanRow(ctx, row),
		stripeSubscriptionId: row.stripeSubscriptionId,
		gifts: row.gifts.map((gift) => ({
			id: gift.id,
			amountYen: gift.amountYen,
			status: gift.paymentStatus,
			givenOn: dayOf(gift.givenOn),
		})),
		invoices: row.invoices.map(({ id, amountYen, status, attemptCount, nextAttemptAt, giftId, dueOn }) => ({
			id,
			dueOn: dayOf(dueOn) ?? "",
			amountYen,
			status,
			attemptCount,
			nextAttemptAt,
			giftId,
		})),
		changes: row.changes.map((change) => ({
			...change,
			before: factsOf(change.before),
			after: factsOf(change.after),
		})),
	};
}

const factsOf = (value: unknown): Record<string, unknown> =>
	typeof value === "object" && value !== null && !Array.isArray(value) ? { ...value } : {};
