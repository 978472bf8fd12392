import type { InstalmentState } from "./instalment.status.ts";

export type InstalmentAmounts = { dueOn: string; scheduledYen: bigint; paidYen: bigint; writtenOffYen: bigint };

/** What is still owed of it. */
export const openYen = ({ scheduledYen, paidYen, writtenOffYen }: Omit<InstalmentAmounts, "dueOn">): bigint =>
	scheduledYen - paidYen - writtenOffYen;

/**
 * Where an instalment stands on a day.
 * @param today  JST, YYYY-MM-DD
 * @param inForce  false while its pledge is a draft or cancelled: nothing of it is due
 */
export function instalmentStatus(row: InstalmentAmounts, today: string, inForce = true): InstalmentState {
	if (openYen(row) === 0n) return row.paidYen > 0n ? "paid" : "written_off";
	if (!inForce || row.dueOn > today) return "scheduled";
	return row.dueOn === today ? "due" : "overdue";
}
