import { Temporal } from "temporal-polyfill";
import { toDay } from "../calendar/fiscal-year.ts";
import { splitYen } from "../money/split-yen.ts";
import { type Yen, yen } from "../money/yen.ts";

export const SCHEDULE_UNITS = ["week", "month", "year"] as const;
export type ScheduleUnit = (typeof SCHEDULE_UNITS)[number];

/** Days from one to the other, both included, on which nothing falls due. */
export type Pause = { from: string; to: string };

export type RepeatRule = {
	unit: ScheduleUnit;
	/** every n weeks, months or years */
	every: number;
	/** 1 to 31, `last`, or null for the day of `startOn`; a rule by weeks keeps the weekday of `startOn` and takes null only */
	day: number | "last" | null;
	/** how many instalments; those that pauses skip are made up for afterwards */
	count?: number;
	/** the last day an instalment may fall on; those that pauses skip fall away */
	endOn?: string;
	pauses?: Pause[];
};
export type DatesRule = { dates: { dueOn: string; amountYen: bigint }[] };
export type ScheduleRule = RepeatRule | DatesRule;

export type PlannedInstalment = { dueOn: string; scheduledYen: Yen };

export const MAX_INSTALMENTS = 600;
export const MAX_EVERY = 60;
/** No pledge of the programme began before it, and none is planned past this. */
export const FIRST_PLEDGE_DAY = "2007-10-01";
export const LAST_PLEDGE_DAY = "2100-12-31";

export const SCHEDULE_REFUSALS = [
	"day_wrong",
	"every_wrong",
	"day_of_month_wrong",
	"count_or_end",
	"count_wrong",
	"end_before_start",
	"pause_wrong",
	"no_instalment",
	"too_many",
	"too_late",
	"amount_too_small",
	"dates_empty",
	"dates_amount",
	"dates_sum",
] as const;
export type ScheduleRefusal = (typeof SCHEDULE_REFUSALS)[number];

/** The rule gives no schedule; the message of the person is `pledges.schedule.<refusal>`. */
export class ScheduleRefused extends Error {
	override name = "ScheduleRefused";
	constructor(readonly refusal: ScheduleRefusal) {
		super(`no schedule: ${refusal}`);
	}
}

export const isDatesRule = (rule: ScheduleRule): rule is DatesRule => "dates" in rule;

/**
 * The instalments of a pledge, in order of their day. The first falls on the first such day on or after `startOn`; each
 * later one is counted from that anchor, never from a day a short month has cut: 31 January, 28 February, 31 March. The
 * amount is split evenly in whole yen, the remainder to the first ones, one yen each; the sum is always the amount.
 * @throws ScheduleRefused
 */
export function planInstalments(input: {
	startOn: string;
	amountYen: bigint;
	rule: ScheduleRule;
}): PlannedInstalment[] {
	const { rule, amountYen } = input;
	if (amountYen <= 0n) throw new ScheduleRefused("amount_too_small");
	const start = dayIn(input.startOn);
	if (isDatesRule(rule)) return ofDates(rule, amountYen);
	const days = daysOf(start, rule);
	if (amountYen < BigInt(days.length)) throw new ScheduleRefused("amount_too_small");
	const parts = splitYen(yen(amountYen), days.length);
	return days.map((dueOn, index) => ({ dueOn, scheduledYen: parts[index] ?? yen(0n) }));
}

function ofDates({ dates }: DatesRule, amountYen: bigint): PlannedInstalment[] {
	if (dates.length === 0) throw new ScheduleRefused("dates_empty");
	if (dates.length > MAX_INSTALMENTS) throw new ScheduleRefused("too_many");
	let sum = 0n;
	for (const { dueOn, amountYen: part } of dates) {
		dayIn(dueOn);
		if (part <= 0n) throw new ScheduleRefused("dates_amount");
		sum += part;
	}
	if (sum !== amountYen) throw new ScheduleRefused("dates_sum");
	const rows = dates.map(({ dueOn, amountYen: part }) => ({ dueOn, scheduledYen: yen(part) }));
	return rows.sort((a, b) => (a.dueOn < b.dueOn ? -1 : a.dueOn > b.dueOn ? 1 : 0));
}

/** @throws ScheduleRefused when it is no day, or one no pledge can have */
function dayIn(text: string): Temporal.PlainDate {
	let day: Temporal.PlainDate;
	try {
		day = toDay(text);
	} catch {
		throw new ScheduleRefused("day_wrong");
	}
	if (text < FIRST_PLEDGE_DAY) throw new ScheduleRefused("day_wrong");
	if (text > LAST_PLEDGE_DAY) throw new ScheduleRefused("too_late");
	return day;
}

function daysOf(start: Temporal.PlainDate, rule: RepeatRule): string[] {
	checkRule(start.toString(), rule);
	const occurrence = occurrencesOf(start, rule);
	const pauses = rule.pauses ?? [];
	const days: string[] = [];
	for (let index = 0; rule.count === undefined || days.length < rule.count; index += 1) {
		const day = occurrence(index).toString();
		if (rule.endOn !== undefined && day > rule.endOn) break;
		if (day > LAST_PLEDGE_DAY) throw new ScheduleRefused("too_late");
		if (pauses.some(({ from, to }) => from <= day && day <= to)) continue;
		if (days.length === MAX_INSTALMENTS) throw new ScheduleRefused("too_many");
		days.push(day);
	}
	if (days.length === 0) throw new ScheduleRefused("no_instalment");
	return days;
}

function checkRule(startOn: string, { unit, every, day, count, endOn, pauses }: RepeatRule): void {
	if (!Number.isInteger(every) || every < 1 || every > MAX_EVERY) throw new ScheduleRefused("every_wrong");
	const dayOk = day === null || day === "last" || (Number.isInteger(day) && day >= 1 && day <= 31);
	if (!dayOk || (unit === "week" && day !== null)) throw new ScheduleRefused("day_of_month_wrong");
	if ((count === undefined) === (endOn === undefined)) throw new ScheduleRefused("count_or_end");
	if (count !== undefined && (!Number.isInteger(count) || count < 1)) throw new ScheduleRefused("count_wrong");
	if (count !== undefined && count > MAX_INSTALMENTS) throw new ScheduleRefused("too_many");
	if (endOn !== undefined) {
		dayIn(endOn);
		if (endOn < startOn) throw new ScheduleRefused("end_before_start");
	}
	for (const { from, to } of pauses ?? []) {
		try {
			toDay(from);
			toDay(to);
		} catch {
			throw new ScheduleRefused("pause_wrong");
		}
		if (to < from) throw new ScheduleRefused("pause_wrong");
	}
}

/** The n-th day of a rule before pauses and its end, counted from the first. */
function occurrencesOf(start: Temporal.PlainDate, rule: RepeatRule): (index: number) => Temporal.PlainDate {
	const { unit, every } = rule;
	if (unit === "week") return (index) => start.add({ weeks: index * every });
	if (unit === "year" && rule.day === null) {
		return (index) => start.add({ years: index * every }, { overflow: "constrain" });
	}
	const day = rule.day ?? start.day;
	const months = unit === "year" ? 12 * every : every;
	const first = start.with({ day: 1 });
	const inMonth = (offset: number) => {
		const month = first.add({ months: offset });
		return month.with({ day: day === "last" ? month.daysInMonth : day }, { overflow: "constrain" });
	};
	const offset = Temporal.PlainDate.compare(inMonth(0), start) >= 0 ? 0 : 1;
	return (index) => inMonth(offset + index * months);
}
