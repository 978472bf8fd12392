import { firstDayOf, fiscalYearOf, jstDay, lastDayOf } from "../calendar/fiscal-year.ts";
import type { Period, SegmentRule } from "./segment-rules.ts";

/** Days, both included; null: open on that side. */
export type DayRange = { from: string | null; to: string | null };

export function fiscalYearRange(year: "this" | "last" | number, now: Date): DayRange {
	const wanted = year === "this" ? fiscalYearOf(now) : year === "last" ? fiscalYearOf(now) - 1 : year;
	return { from: firstDayOf(wanted).toString(), to: lastDayOf(wanted).toString() };
}

export function periodRange(period: Period, now: Date): DayRange {
	switch (period.period) {
		case "ever":
			return { from: null, to: null };
		case "this_year":
			return fiscalYearRange("this", now);
		case "last_year":
			return fiscalYearRange("last", now);
		case "last_365_days":
			return { from: daysBefore(365, now), to: null };
		case "between":
			return { from: period.from, to: period.to };
	}
}

/** "Within 90 days" begins on this day; an older gift was before it. */
export function daysBefore(days: number, now: Date): string {
	return jstDay(now).subtract({ days }).toString();
}

/** The whole calendar months before the present one: from the first day of the first to the last day of the last. */
export function monthsBefore(months: number, now: Date): { from: string; to: string } {
	const thisMonth = jstDay(now).with({ day: 1 });
	return { from: thisMonth.subtract({ months }).toString(), to: thisMonth.subtract({ days: 1 }).toString() };
}

/** Does who gave nothing at all fit the bounds? */
export function zeroFits(rule: Extract<SegmentRule, { min: number | null }>): boolean {
	return (rule.min ?? 0) <= 0;
}
