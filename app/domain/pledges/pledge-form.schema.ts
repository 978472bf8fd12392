import { z } from "zod";
import { jstDayString } from "../calendar/fiscal-year.ts";
import { checkLooseDonor, looseDonorShape } from "../donors/loose-donor.schema.ts";
import { donorInStoredForm, ownFieldsOnly, type UncheckedDonor } from "../donors/typed-donor.schema.ts";
import { dayOf, optionalDayOf } from "../form-day.schema.ts";
import { checkbox, choiceOf, type IssueContext, lineOf, linesOf, readLineOf } from "../form-text.schema.ts";
import { parseYen } from "../money/yen.ts";
import { PLEDGE_MAX } from "./pledge-reason.ts";
import { RESPREAD_RULES } from "./respread.ts";
import { FIRST_PLEDGE_DAY, LAST_PLEDGE_DAY } from "./schedule.ts";
import { checkSchedule, ownScheduleOnly, scheduleShape, type UncheckedSchedule } from "./schedule-form.schema.ts";

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;
const idOf = (key: string) => readLineOf(40, key, (text) => (UUID.test(text) ? text.toLowerCase() : null));

/** The whole promise. A free list may leave it out: its lines have a sum. */
const promisedYen = lineOf(100).transform((text, ctx): bigint | null => {
	if (text === "") return null;
	const read = parseYen(text);
	if (read.ok && read.yen > 0n) return read.yen;
	ctx.addIssue({ code: "custom", message: read.ok ? "fields.amount.zero" : `fields.amount.${read.reason}` });
	return z.NEVER;
});

const promiseShape = {
	amountYen: promisedYen,
	startOn: dayOf({ from: FIRST_PLEDGE_DAY, to: LAST_PLEDGE_DAY }),
	...scheduleShape,
};
type Unchecked = UncheckedSchedule & { amountYen?: unknown; startOn?: unknown };

function checkPromise(value: Unchecked, ctx: IssueContext): void {
	checkSchedule(value, ctx);
	if (value.amountYen === null && value.repeat !== "list") {
		ctx.addIssue({ code: "custom", message: "fields.amount.empty", path: ["amountYen"] });
	}
}

/** All of the promise: as typed, or the sum of the list's lines. */
const withAmount = <V extends { amountYen: bigint | null; dates: readonly { amountYen: bigint }[] }>(value: V) => ({
	...value,
	amountYen: value.amountYen ?? value.dates.reduce((sum, line) => sum + line.amountYen, 0n),
});

const newFields = (today: string) =>
	z.object({
		intent: choiceOf(["preview", "save"], "fields.choose", "fields.choose", "preview"),
		/** the schedule as the last preview showed it */
		previewed: lineOf(100),
		fundId: idOf("fields.fund.unknown"),
		/** a donor that is there; else one is made of the fields */
		donorId: idOf("fields.donor.unknown"),
		lang: choiceOf(["ja", "en"], "fields.choose", "fields.choose", "ja"),
		...looseDonorShape,
		...promiseShape,
		status: choiceOf(["draft", "active"], "fields.choose", "fields.choose", "draft"),
		signedOn: optionalDayOf({ from: FIRST_PLEDGE_DAY, to: today }),
		signatory: lineOf(PLEDGE_MAX.signatory),
		conditions: linesOf(PLEDGE_MAX.conditions),
		note: linesOf(PLEDGE_MAX.note),
		respreadRule: choiceOf(RESPREAD_RULES, "fields.choose", "fields.choose", "carry"),
		tellDonor: checkbox,
	});

/** A pledge that came on paper, by mail or in talk, as staff write it down. Messages are keys of errors.json. */
export function newPledgeSchema(now: Date) {
	const fields = newFields(jstDayString(now));
	const names = Object.keys(fields.shape);
	type Given = UncheckedDonor & Unchecked & { donorId?: unknown; fundId?: unknown };
	return z.preprocess(
		(input) => ownScheduleOnly(ownFieldsOnly(input, names)),
		fields
			.superRefine(
				(value: Given, ctx) => {
					checkLooseDonor(value, ctx, value.donorId === "");
					if (value.fundId === "") ctx.addIssue({ code: "custom", message: "fields.required", path: ["fundId"] });
					checkPromise(value, ctx);
				},
				{ when: () => true },
			)
			.transform((value) => withAmount(donorInStoredForm(value))),
	);
}
export type NewPledgeForm = z.output<ReturnType<typeof newPledgeSchema>>;

const amendFields = z.object({ previewed: lineOf(100), reason: linesOf(PLEDGE_MAX.reason), ...promiseShape });

/** What is promised from now on, and why it changed. */
export const amendPledgeSchema = z.preprocess(
	(input) => ownScheduleOnly(ownFieldsOnly(input, Object.keys(amendFields.shape))),
	amendFields
		.superRefine(
			(value: Unchecked & { reason?: unknown }, ctx) => {
				checkPromise(value, ctx);
				if (value.reason === "") ctx.addIssue({ code: "custom", message: "fields.required", path: ["reason"] });
			},
			{ when: () => true },
		)
		.transform(withAmount),
);
