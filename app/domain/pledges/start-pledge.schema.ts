import { z } from "zod";
import {
	checkDonor,
	donorInStoredForm,
	ownFieldsOnly,
	typedDonorShape,
	type UncheckedDonor,
} from "../donors/typed-donor.schema.ts";
import { dayOf } from "../form-day.schema.ts";
import { checkbox, type IssueContext, lineOf, linesOf, readLineOf } from "../form-text.schema.ts";
import { yenSchema } from "../money/yen.ts";
import { PLEDGE_MAX } from "./pledge-reason.ts";
import { planInstalments, ScheduleRefused } from "./schedule.ts";
import {
	checkSchedule,
	fieldOfRefusal,
	ownScheduleOnly,
	ruleOf,
	type ScheduleFields,
	scheduleShape,
	type UncheckedSchedule,
} from "./schedule-form.schema.ts";

export interface StartPledgeLimits {
	minYen: bigint;
	/** JST */
	today: string;
	/** the last day a promise may begin */
	lastStart: string;
}

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

const fieldsOf = (limits: StartPledgeLimits) =>
	z.object({
		fundId: readLineOf(40, "fields.fund.unknown", (text) => (UUID.test(text) ? text.toLowerCase() : null)),
		amountYen: yenSchema,
		startOn: dayOf({ from: limits.today, to: limits.lastStart }),
		...scheduleShape,
		...typedDonorShape,
		signatory: lineOf(PLEDGE_MAX.signatory),
		conditions: linesOf(PLEDGE_MAX.conditions),
		declared: checkbox,
	});

type Fields = z.output<ReturnType<typeof fieldsOf>>;
type Unchecked = UncheckedDonor & UncheckedSchedule & { readonly [K in keyof Fields]?: unknown };

function checkTogether(value: Unchecked, limits: StartPledgeLimits, ctx: IssueContext): void {
	const add = (path: string, message: string) => ctx.addIssue({ code: "custom", message, path: [path] });
	checkDonor(value, ctx);
	checkSchedule(value, ctx);
	if (value.fundId === "") add("fundId", "fields.required");
	if (value.signatory === "" && value.donorKind === "company") add("signatory", "fields.required");
	if (value.declared === false) add("declared", "fields.declared");
	if (typeof value.amountYen === "bigint" && value.amountYen < limits.minYen) {
		add("amountYen", `fields.amount.belowMin?min=${limits.minYen}`);
	}
}

/** Tries the schedule once every field is right, so that what is wrong with it is said beside its field. */
function checkPlanned(value: Fields, ctx: IssueContext): void {
	try {
		planInstalments({ startOn: value.startOn, amountYen: value.amountYen, rule: ruleOf(value as ScheduleFields) });
	} catch (error) {
		if (!(error instanceof ScheduleRefused)) throw error;
		const field = fieldOfRefusal(value.repeat, error.refusal);
		ctx.addIssue({ code: "custom", message: `pledges.schedule.${error.refusal}`, path: [field] });
	}
}

/** A promise made on the hub's page. Messages are keys of errors.json; never throws through `safeParse`. */
export function startPledgeSchema(limits: StartPledgeLimits) {
	const fields = fieldsOf(limits);
	const names = Object.keys(fields.shape);
	return z.preprocess(
		(input) => ownScheduleOnly(ownFieldsOnly(input, names)),
		fields
			.superRefine((value: Unchecked, ctx) => checkTogether(value, limits, ctx), { when: () => true })
			.superRefine(checkPlanned)
			.transform(donorInStoredForm),
	);
}

export type StartPledgeInput = z.output<ReturnType<typeof startPledgeSchema>>;
