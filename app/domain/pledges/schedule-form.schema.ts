import { z } from "zod";
import { optionalDayOf } from "../form-day.schema.ts";
import { choiceOf, type IssueContext, lineOf, linesOf } from "../form-text.schema.ts";
import { parseYen } from "../money/yen.ts";
import {
	FIRST_PLEDGE_DAY,
	LAST_PLEDGE_DAY,
	MAX_EVERY,
	MAX_INSTALMENTS,
	type ScheduleRule,
	type ScheduleUnit,
} from "./schedule.ts";

/** How a schedule is chosen on a form that works without script. */
export const REPEATS = ["once", "month", "year", "week", "list"] as const;
export type Repeat = (typeof REPEATS)[number];

export const DATES_MAX_CHARACTERS = 30_000;
const limits = { from: FIRST_PLEDGE_DAY, to: LAST_PLEDGE_DAY };

/** A whole number as people type it; null when it is left out. */
function optionalCount(max: number) {
	return lineOf(12).transform((text, ctx): number | null => {
		if (text === "") return null;
		const narrow = text.normalize("NFKC");
		const value = Number(narrow);
		if (/^\d+$/.test(narrow) && value >= 1 && value <= max) return value;
		ctx.addIssue({ code: "custom", message: `pledges.form.count?max=${max}` });
		return z.NEVER;
	});
}

const day = lineOf(4).transform((text, ctx): number | "last" | null => {
	if (text === "") return null;
	if (text === "last") return "last";
	const value = Number(text.normalize("NFKC"));
	if (Number.isInteger(value) && value >= 1 && value <= 31) return value;
	ctx.addIssue({ code: "custom", message: "fields.choose" });
	return z.NEVER;
});

type DueLine = { dueOn: string; amountYen: bigint };

/** `2027-04-30 500000`, a line each; empty lines are nothing. */
const dates = linesOf(DATES_MAX_CHARACTERS).transform((text, ctx): DueLine[] => {
	const lines = text.split("\n").filter((line) => line.trim() !== "");
	const read: DueLine[] = [];
	for (const line of lines.slice(0, MAX_INSTALMENTS + 1)) {
		const due = readDueLine(line);
		if (due === null) {
			const params = new URLSearchParams({ line: line.trim().slice(0, 60) });
			ctx.addIssue({ code: "custom", message: `pledges.form.line?${params}` });
			return z.NEVER;
		}
		read.push(due);
	}
	return read;
});

const LINE = /^(\d{4}\s*[-/.年]\s*\d{1,2}\s*[-/.月]\s*\d{1,2}\s*日?)[\s,:;]+(.+)$/u;

function readDueLine(line: string): DueLine | null {
	const [, dayText = "", amountText = ""] = LINE.exec(line.normalize("NFKC").trim()) ?? [];
	const dueOn = optionalDayOf(limits).safeParse(dayText);
	const amount = parseYen(amountText);
	if (!dueOn.success || dueOn.data === null || !amount.ok || amount.yen <= 0n) return null;
	return { dueOn: dueOn.data, amountYen: amount.yen };
}

export const scheduleShape = {
	repeat: choiceOf(REPEATS, "fields.choose", "fields.choose"),
	every: optionalCount(MAX_EVERY),
	day,
	count: optionalCount(MAX_INSTALMENTS),
	endOn: optionalDayOf(limits),
	dates,
	pauseFrom: optionalDayOf(limits),
	pauseTo: optionalDayOf(limits),
};
const fields = z.object(scheduleShape);

const OF_LIST = ["dates"];
const OF_REPEATS = ["every", "day", "count", "endOn", "pauseFrom", "pauseTo"];

/** Without script the fields of every choice are on the page: what was left in those of another choice is not the answer. */
export function ownScheduleOnly(sent: Record<string, unknown>): Record<string, unknown> {
	const repeats = sent.repeat === "week" || sent.repeat === "month" || sent.repeat === "year";
	const dropped = [...(sent.repeat === "list" ? [] : OF_LIST), ...(repeats ? [] : OF_REPEATS)];
	return { ...sent, ...Object.fromEntries(dropped.map((name) => [name, ""])) };
}
export type ScheduleFields = z.output<typeof fields>;
export type UncheckedSchedule = { readonly [K in keyof ScheduleFields]?: unknown };

const add = (ctx: IssueContext, path: string, message: string) =>
	ctx.addIssue({ code: "custom", message, path: [path] });

/** What depends on how it repeats. */
export function checkSchedule(value: UncheckedSchedule, ctx: IssueContext): void {
	if (value.repeat === "list" && Array.isArray(value.dates) && value.dates.length === 0) {
		add(ctx, "dates", "pledges.schedule.dates_empty");
	}
	const repeats = value.repeat === "week" || value.repeat === "month" || value.repeat === "year";
	if (!repeats) return;
	if (value.count === null && value.endOn === null) add(ctx, "count", "pledges.schedule.count_or_end");
	if (typeof value.count === "number" && typeof value.endOn === "string") {
		add(ctx, "endOn", "pledges.schedule.count_or_end");
	}
	if (typeof value.pauseFrom === "string" && value.pauseTo === null) add(ctx, "pauseTo", "fields.required");
	if (typeof value.pauseTo === "string" && value.pauseFrom === null) add(ctx, "pauseFrom", "fields.required");
	const { pauseFrom, pauseTo } = value;
	if (typeof pauseFrom === "string" && typeof pauseTo === "string" && pauseTo < pauseFrom) {
		add(ctx, "pauseTo", "pledges.schedule.pause_wrong");
	}
}

/** The rule a form asks for. */
export function ruleOf(form: ScheduleFields): ScheduleRule {
	if (form.repeat === "list") return { dates: form.dates };
	if (form.repeat === "once") return { unit: "month", every: 1, day: null, count: 1 };
	const unit: ScheduleUnit = form.repeat;
	const { pauseFrom, pauseTo } = form;
	return {
		unit,
		every: form.every ?? 1,
		day: unit === "week" ? null : form.day,
		...(form.count !== null && { count: form.count }),
		...(form.endOn !== null && { endOn: form.endOn }),
		...(pauseFrom !== null && pauseTo !== null && { pauses: [{ from: pauseFrom, to: pauseTo }] }),
	};
}

/** Where an error of the schedule as a whole belongs, by what was chosen. */
export function fieldOfRefusal(repeat: Repeat, refusal: string): string {
	if (repeat === "list") return "dates";
	if (refusal === "day_wrong" || refusal === "too_late") return "startOn";
	if (refusal === "amount_too_small") return "amountYen";
	return refusal === "every_wrong" ? "every" : "count";
}
