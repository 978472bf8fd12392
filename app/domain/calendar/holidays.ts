import { Temporal } from "temporal-polyfill";
import { type Day, toDay } from "./fiscal-year.ts";

/**
 * Days on which banks in Japan are closed: weekends, national holidays (国民の祝日に関する法律) and 31 December to
 * 3 January (銀行法施行令 5条). Reckoned from the law as it stands since 2016, with the moves of 2019 to 2021; the
 * equinoxes by the usual formula of the National Astronomical Observatory's calendar, right from 1980 to 2099.
 */

const FIRST_YEAR = 2016;
const LAST_YEAR = 2099;

type MonthDay = readonly [month: number, day: number];

/** Holidays of one year moved by an Act of their own: for the change of emperor and the Olympic Games. */
const MOVED: Record<number, { taken: readonly MonthDay[]; given: readonly MonthDay[] }> = {
	2019: {
		taken: [],
		given: [
			[5, 1],
			[10, 22],
		],
	},
	2020: {
		taken: [
			[7, 20],
			[8, 11],
			[10, 12],
		],
		given: [
			[7, 23],
			[7, 24],
			[8, 10],
		],
	},
	2021: {
		taken: [
			[7, 19],
			[8, 11],
			[10, 11],
		],
		given: [
			[7, 22],
			[7, 23],
			[8, 8],
		],
	},
};

const SUNDAY = 7;
const SATURDAY = 6;

function nthMonday(year: number, month: number, nth: number): MonthDay {
	const first = Temporal.PlainDate.from({ year, month, day: 1 });
	return [month, 1 + ((8 - first.dayOfWeek) % 7) + (nth - 1) * 7];
}

/** @param at1980  the moment of 1980 in days of its month */
function equinoxDay(year: number, at1980: number): number {
	const since = year - 1980;
	return Math.floor(at1980 + 0.242194 * since) - Math.floor(since / 4);
}

function emperorsBirthday(year: number): MonthDay[] {
	if (year <= 2018) return [[12, 23]];
	return year === 2019 ? [] : [[2, 23]];
}

function declared(year: number): MonthDay[] {
	const { taken, given } = MOVED[year] ?? { taken: [], given: [] };
	const usual: MonthDay[] = [
		[1, 1],
		nthMonday(year, 1, 2),
		[2, 11],
		...emperorsBirthday(year),
		[3, equinoxDay(year, 20.8431)],
		[4, 29],
		[5, 3],
		[5, 4],
		[5, 5],
		nthMonday(year, 7, 3),
		[8, 11],
		nthMonday(year, 9, 3),
		[9, equinoxDay(year, 23.2488)],
		nthMonday(year, 10, 2),
		[11, 3],
		[11, 23],
	];
	const stays = ([month, day]: MonthDay) => !taken.some(([m, d]) => m === month && d === day);
	return [...usual.filter(stays), ...given];
}

const known = new Map<number, ReadonlySet<string>>();

/** The national holidays of a calendar year, `YYYY-MM-DD`, with substitute holidays and days between two holidays. */
export function holidaysOf(year: number): ReadonlySet<string> {
	if (!Number.isInteger(year) || year < FIRST_YEAR || year > LAST_YEAR) {
		throw new RangeError(`holidays are known from ${FIRST_YEAR} to ${LAST_YEAR}`);
	}
	const there = known.get(year);
	if (there) return there;
	const named = new Set(declared(year).map(([month, day]) => Temporal.PlainDate.from({ year, month, day }).toString()));
	const all = new Set(named);
	for (const text of named) {
		let day = Temporal.PlainDate.from(text);
		// 振替休日: the first day after a holiday on a Sunday that is none itself.
		if (day.dayOfWeek === SUNDAY) {
			do day = day.add({ days: 1 });
			while (named.has(day.toString()));
			all.add(day.toString());
		}
		// 国民の休日: a day between two holidays.
		const between = Temporal.PlainDate.from(text).add({ days: 1 });
		const after = between.add({ days: 1 });
		if (named.has(after.toString()) && !named.has(between.toString()) && between.dayOfWeek !== SUNDAY) {
			all.add(between.toString());
		}
	}
	const sorted: ReadonlySet<string> = new Set([...all].sort());
	known.set(year, sorted);
	return sorted;
}

/** Is the bank open in Japan on this day? */
export function isBusinessDay(day: Day): boolean {
	const date = toDay(day);
	if (date.dayOfWeek === SATURDAY || date.dayOfWeek === SUNDAY) return false;
	const closedAtNewYear = (date.month === 12 && date.day === 31) || (date.month === 1 && date.day <= 3);
	return !closedAtNewYear && !holidaysOf(date.year).has(date.toString());
}

/** The n-th business day after a day; that day itself does not count. */
export function addBusinessDays(day: Day, days: number): Temporal.PlainDate {
	if (!Number.isInteger(days) || days < 0) throw new RangeError("business days are counted forward, in whole days");
	let date = toDay(day);
	for (let left = days; left > 0; ) {
		date = date.add({ days: 1 });
		if (isBusinessDay(date)) left -= 1;
	}
	return date;
}

/** The last day of a year on which a transfer still arrives within it. */
export function lastBankDayOf(year: number): Temporal.PlainDate {
	let date = toDay(`${year}-12-31`);
	while (!isBusinessDay(date)) date = date.subtract({ days: 1 });
	return date;
}
