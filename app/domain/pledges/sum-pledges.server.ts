import { z } from "zod";
import { Prisma } from "~/platform/db/client.server";
import { authorize } from "../access/authorize.server";
import type { Ctx } from "../access/ctx.server";
import { readRows } from "../access/read-rows.server";
import { jstDayString } from "../calendar/fiscal-year";
import { conditions, type PledgesFilter } from "./list-pledges.server";

const sums = z.object({
	count: z.number().int(),
	/** of promises in force or done, not of drafts and those taken back */
	promisedYen: z.bigint(),
	paidYen: z.bigint(),
	openYen: z.bigint(),
	overdueYen: z.bigint(),
	draftYen: z.bigint(),
});
export type PledgeSums = z.output<typeof sums>;

/** What the pledges of a list come to. They are promises: none of it is in the ledger but what was paid. */
export async function sumPledges(ctx: Ctx, filter: PledgesFilter): Promise<PledgeSums> {
	await authorize(ctx, "read", "Pledge");
	const today = jstDayString(ctx.now);
	const rows = await readRows(
		ctx,
		sums,
		(visible) => Prisma.sql`
		WITH found AS MATERIALIZED (
			SELECT p.id, p.status, p.amount_yen, p.paid_yen, p.written_off_yen FROM pledge p
			WHERE ${Prisma.join(conditions(visible, filter, today), " AND ")}
		)
		SELECT count(*)::int AS count,
			coalesce(sum(amount_yen) FILTER (WHERE status NOT IN ('draft', 'cancelled')), 0)::bigint AS "promisedYen",
			coalesce(sum(paid_yen), 0)::bigint AS "paidYen",
			coalesce(sum(amount_yen - paid_yen - written_off_yen) FILTER (WHERE status = 'active'), 0)::bigint AS "openYen",
			coalesce(sum(amount_yen) FILTER (WHERE status = 'draft'), 0)::bigint AS "draftYen",
			(SELECT coalesce(sum(i.scheduled_yen - i.paid_yen - i.written_off_yen), 0)::bigint
				FROM instalment i JOIN found a ON a.id = i.pledge_id AND a.status = 'active'
				WHERE i.current AND i.status IN ('scheduled', 'due', 'overdue') AND i.due_on < ${today}::date) AS "overdueYen"
		FROM found`,
	);
	const [row] = rows;
	if (!row) throw new Error("an aggregate without a row");
	return row;
}
