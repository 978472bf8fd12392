import { Temporal } from "temporal-polyfill";

export const JAPAN = "Asia/Tokyo";

/** A moment: what `ctx.now` and timestamp columns give, a Temporal instant, or an ISO string with an offset. */
export type Moment = Date | Temporal.Instant | string;

/** A day in Japan: `YYYY-MM-DD` or a plain date. A string with a time part is a {@link Moment}, not a day. */
export type Day = Temporal.PlainDate | string;

/** A fiscal year by its first calendar year: 2026 runs from 2026-04-01 to 2027-03-31. */
export type FiscalYear = number;

const DAY_PATTERN = /^\d{4}-\d{2}-\d{2}$/;

function toInstant(moment: Moment): Temporal.Instant {
	if (moment instanceof Temporal.Instant) return moment;
	if (moment instanceof Date) return Temporal.Instant.fromEpochMilliseconds(moment.getTime());
	return Temporal.Instant.from(moment);
}

/** The day in Japan on which a moment falls. */
export function jstDay(moment: Moment): Temporal.PlainDate {
	return toInstant(moment).toZonedDateTimeISO(JAPAN).toPlainDate();
}

/** The same as `YYYY-MM-DD`, as day columns and the API carry it. */
export function jstDayString(moment: Moment): string {
	return jstDay(moment).toString();
}

/** @throws RangeError when the string is not an existing day */
export function toDay(day: Day): Temporal.PlainDate {
	if (typeof day !== "string") return day;
	if (!DAY_PATTERN.test(day)) throw new RangeError("a day must be YYYY-MM-DD");
	return Temporal.PlainDate.from(day, { overflow: "reject" });
}

function dayOf(when: Moment | Day): Temporal.PlainDate {
	if (when instanceof Temporal.PlainDate) return when;
	if (typeof when === "string" && DAY_PATTERN.test(when)) return toDay(when);
	return jstDay(when);
}

/** 2027-03-31T15:30Z is already 1 April in Japan: fiscal year 2027. */
export function fiscalYearOf(when: Moment | Day): FiscalYear {
	const day = dayOf(when);
	return day.month >= 4 ? day.year : day.year - 1;
}

/** The calendar year of income tax, in Japan. */
export function taxYearOf(when: Moment | Day): number {
	return dayOf(when).year;
}

export function firstDayOf(year: FiscalYear): Temporal.PlainDate {
	return Temporal.PlainDate.from({ year, month: 4, day: 1 });
}

export function lastDayOf(year: FiscalYear): Temporal.PlainDate {
	return Temporal.PlainDate.from({ year: year + 1, month: 3, day: 31 });
}

function startOf(day: Temporal.PlainDate): Temporal.Instant {
	return day.toZonedDateTime({ timeZone: JAPAN }).toInstant();
}

/** Half-open: `from <= moment < until`. */
export interface InstantRange {
	from: Temporal.Instant;
	until: Temporal.Instant;
}

export function fiscalYearBounds(year: FiscalYear): InstantRange {
	return { from: startOf(firstDayOf(year)), until: startOf(firstDayOf(year + 1)) };
}

export function taxYearBounds(year: number): InstantRange {
	return {
		from: startOf(Temporal.PlainDate.from({ year, month: 1, day: 1 })),
		until: startOf(Temporal.PlainDate.from({ year: year + 1, month: 1, day: 1 })),
	};
}

/** Whole days from one day to another; 0 on the day itself, negative after it. */
export function daysLeft(from: Moment | Day, until: Day): number {
	return dayOf(from).until(toDay(until), { largestUnit: "days" }).days;
}

/** Whole months from one day to another, rounded toward zero: 2026-11-21 to 2027-03-31 is 4. */
export function monthsLeft(from: Moment | Day, until: Day): number {
	return dayOf(from).until(toDay(until), { largestUnit: "months" }).months;
}
