import { Prisma } from "~/platform/db/client.server";
import { inTransaction } from "~/platform/db/transaction.server";
import type { Ctx } from "../access/ctx.server";
import { jstDayString } from "../calendar/fiscal-year";

/**
 * Brings open instalments of pledges in force to the state of today in Japan: what falls due, what is overdue since
 * midnight. Writes only rows that change. Pages reckon by the day themselves; this is for lists and sums by state.
 * @returns how many rows changed
 */
export function agePledges(ctx: Ctx): Promise<number> {
	const today = jstDayString(ctx.now);
	return inTransaction(ctx, (tx) =>
		tx.$executeRaw(Prisma.sql`
		UPDATE instalment i SET status = CASE WHEN i.due_on > ${today}::date THEN 'scheduled' WHEN i.due_on = ${today}::date THEN 'due' ELSE 'overdue' END
		FROM pledge p
		WHERE p.id = i.pledge_id AND p.status = 'active' AND i.current AND (
			(i.status = 'scheduled' AND i.due_on <= ${today}::date) OR (i.status = 'due' AND i.due_on <> ${today}::date)
			OR (i.status = 'overdue' AND i.due_on >= ${today}::date))`),
	);
}
