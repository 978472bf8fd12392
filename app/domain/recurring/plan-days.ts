import { Temporal } from "temporal-polyfill";
import { type Day, JAPAN, type Moment, toDay } from "../calendar/fiscal-year.ts";

export const PLAN_UNITS = ["month", "year"] as const;
export type PlanUnit = (typeof PLAN_UNITS)[number];

/** As the columns of giving_policy default, for an institution that has not set any. */
export const PLAN_DEFAULTS = { anchorDay: 27, plansMax: 10 } as const;

/** The second gift is never closer to the first than this. */
const APART_DAYS = 10;
/** Noon in Japan is 03:00 UTC: the same day in both, so that a month or a fiscal year never slips. */
const HOUR = 12;

/**
 * The anchor day in the month of a day; a shorter month ends before it, so 31 is always the last day.
 */
export function anchorIn(month: Day, anchorDay: number): Temporal.PlainDate {
	return toDay(month).with({ day: anchorDay }, { overflow: "constrain" });
}

/** The charge after one in the month of `day`: always reckoned from the anchor, never from a shortened day. */
export function chargeAfter(day: Day, unit: PlanUnit, anchorDay: number): Temporal.PlainDate {
	const next = toDay(day)
		.with({ day: 1 })
		.add(unit === "year" ? { years: 1 } : { months: 1 });
	return anchorIn(next, anchorDay);
}

/**
 * The second gift of a plan whose first is given in full on a day: on the anchor in the following month (or the same month
 * of the next year), and a month later when that is within ten days.
 */
export function secondChargeOn(firstOn: Day, unit: PlanUnit, anchorDay: number): Temporal.PlainDate {
	const first = toDay(firstOn);
	let second = chargeAfter(first, unit, anchorDay);
	while (first.until(second, { largestUnit: "days" }).days <= APART_DAYS) second = chargeAfter(second, unit, anchorDay);
	return second;
}

/** Noon in Japan of a day, in seconds as Stripe counts. */
export function noonOf(day: Day): number {
	const noon = toDay(day).toZonedDateTime({ timeZone: JAPAN, plainTime: { hour: HOUR } });
	return Math.trunc(noon.epochMilliseconds / 1000);
}

/** The last moment of the month in Japan in which a moment lies. */
export function endOfMonth(moment: Moment): Date {
	const instant =
		moment instanceof Date ? Temporal.Instant.fromEpochMilliseconds(moment.getTime()) : Temporal.Instant.from(moment);
	const next = instant.toZonedDateTimeISO(JAPAN).toPlainDate().with({ day: 1 }).add({ months: 1 });
	return new Date(next.toZonedDateTime({ timeZone: JAPAN }).epochMilliseconds - 1000);
}

/**
 * Days a plan is charged on, from its next one on.
 * @param until  the last day that counts
 */
export function chargeDays(
	plan: { nextChargeOn: Day; unit: PlanUnit; anchorDay: number },
	until: Day,
): Temporal.PlainDate[] {
	const last = toDay(until);
	const days: Temporal.PlainDate[] = [];
	let day = toDay(plan.nextChargeOn);
	while (Temporal.PlainDate.compare(day, last) <= 0) {
		days.push(day);
		day = chargeAfter(day, plan.unit, plan.anchorDay);
	}
	return days;
}
