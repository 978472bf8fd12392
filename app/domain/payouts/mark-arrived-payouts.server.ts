import { inSqlTransaction } from "~/platform/db/transaction.server";
import type { Ctx } from "../access/ctx.server";
import { jstDay, jstDayString } from "../calendar/fiscal-year";
import { addBusinessDays } from "../calendar/holidays";
import { bookArrival } from "./book-arrival.server";
import { lockPayout } from "./lock-payout.server";

/** A bank that will not take a payout says so within this many business days. */
export const ARRIVAL_BUSINESS_DAYS = 5;

/** The day a payout without a line of the bank counts as arrived. */
export function presumedArrival(paidAt: Date): string {
	return addBusinessDays(jstDay(paidAt), ARRIVAL_BUSINESS_DAYS).toString();
}

/**
 * Counts as arrived what was paid five business days ago and has not failed. The day is that fifth business day, however
 * late this runs.
 * @returns how many
 */
export async function markArrivedPayouts(ctx: Ctx): Promise<number> {
	const today = jstDayString(ctx.now);
	const waiting = await ctx.db.payout.findMany({
		where: { status: "paid", arrivedOn: null, sentOn: { not: null }, paidAt: { not: null } },
		select: { id: true, paidAt: true },
		orderBy: { paidAt: "asc" },
	});
	let arrived = 0;
	for (const { id, paidAt } of waiting) {
		if (paidAt === null || presumedArrival(paidAt) > today) continue;
		await inSqlTransaction(ctx, async (tx) => {
			const row = await lockPayout(tx, id);
			if (row?.status !== "paid" || row.arrivedOn !== null || row.paidAt === null) return;
			const arrivedOn = presumedArrival(row.paidAt);
			if (arrivedOn > today) return;
			await bookArrival(tx, ctx, row, { arrivedOn, basis: "business_days" });
			arrived += 1;
		});
	}
	return arrived;
}
