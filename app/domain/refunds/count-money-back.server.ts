import { z } from "zod";
import { Prisma } from "~/platform/db/client.server";
import { mayEver } from "../access/authorize.server";
import type { Ctx } from "../access/ctx.server";
import { readRows } from "../access/read-rows.server";

const countRow = z.object({ count: z.bigint().transform(Number) });

/** What of refunds, disputes and warnings waits for somebody; null where the actor's role has no part in it. */
export async function countMoneyBack(ctx: Ctx) {
	const refunds = mayEver(ctx, "refund", "Gift");
	const [refundsToApprove, failedRefunds, openDisputes, fraudWarnings] = await Promise.all([
		mayEver(ctx, "approve", "Refund") ? ctx.db.refund.count({ where: { status: "requested" } }) : null,
		refunds ? countFailed(ctx) : null,
		refunds && mayEver(ctx, "read", "Dispute") ? ctx.db.dispute.count({ where: { status: "open" } }) : null,
		mayEver(ctx, "decide", "FraudWarning")
			? ctx.db.fraudWarning.count({ where: { status: "open", actionable: true } })
			: null,
	]);
	return { refundsToApprove, failedRefunds, openDisputes, fraudWarnings };
}

/** Failed in the last thirty days, and not asked for again since. */
async function countFailed(ctx: Ctx): Promise<number> {
	const since = new Date(ctx.now.getTime() - 30 * 24 * 60 * 60 * 1000);
	const [row] = await readRows(
		ctx,
		countRow,
		(visible) => Prisma.sql`
		SELECT count(*) AS count FROM refund r
		WHERE ${visible("refund", "r")} AND r.status = 'failed' AND r.updated_at > ${since}
			AND NOT EXISTS (SELECT 1 FROM refund later WHERE later.payment_id = r.payment_id AND later.created_at > r.created_at
				AND later.status NOT IN ('failed', 'refused'))`,
	);
	return row?.count ?? 0;
}
