import type { SqlTx } from "~/platform/db/transaction.server";
import type { Ctx } from "../access/ctx.server";
import { audit } from "../audit/audit.server";
import { jstDayString } from "../calendar/fiscal-year";

/** A plan whose first gift was never paid ends with it, unless another page for it is still open. */
export async function endUnpaidPlan(tx: SqlTx, ctx: Ctx, planId: string): Promise<void> {
	const ended = await tx.$executeRaw`
		UPDATE recurring_plan SET status = 'cancelled', end_reason = 'never_paid', ended_on = ${jstDayString(ctx.now)}::date,
			updated_at = ${ctx.now}
		WHERE id = ${planId}::uuid AND status = 'pending'`;
	if (ended === 0) return;
	await audit(tx, ctx, {
		action: "plan.cancelled",
		subject: { type: "recurring_plan", id: planId },
		before: { status: "pending" },
		after: { status: "cancelled", endReason: "never_paid" },
	});
}
