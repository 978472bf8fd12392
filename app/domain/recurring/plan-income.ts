import { firstDayOf, fiscalYearOf, lastDayOf, type Moment } from "../calendar/fiscal-year.ts";
import { chargeDays, type PlanUnit } from "./plan-days.ts";

/** What a plan is expected to bring if nothing changes: never money, always labelled. */
export type PlanIncome = { thisYearYen: bigint; nextYearYen: bigint };

type ExpectedPlan = { unit: PlanUnit; anchorDay: number; amountYen: bigint; nextChargeOn: string | null };

/** Its charges still to come in this fiscal year, and those of the next. */
export function planIncome(plan: ExpectedPlan, now: Moment): PlanIncome {
	const { nextChargeOn, amountYen } = plan;
	if (nextChargeOn === null) return { thisYearYen: 0n, nextYearYen: 0n };
	const next = firstDayOf(fiscalYearOf(now) + 1).toString();
	const days = chargeDays({ ...plan, nextChargeOn }, lastDayOf(fiscalYearOf(now) + 1));
	const later = days.filter((day) => day.toString() >= next).length;
	return { thisYearYen: amountYen * BigInt(days.length - later), nextYearYen: amountYen * BigInt(later) };
}
