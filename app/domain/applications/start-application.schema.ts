import { z } from "zod";
import {
	checkDonor,
	DONOR_MAX,
	donorInStoredForm,
	ownFieldsOnly,
	typedDonorShape,
	type UncheckedDonor,
} from "../donors/typed-donor.schema.ts";
import { optionalDayOf } from "../form-day.schema.ts";
import { checkbox, type IssueContext, lineOf, linesOf, readLineOf } from "../form-text.schema.ts";
import { yenSchema } from "../money/yen.ts";

/** Longest values in characters; the form's `maxlength` attributes are the same. */
export const APPLICATION_MAX = {
	...DONOR_MAX,
	purpose: 1000,
	conditions: 1000,
	signatory: 120,
	plannedOn: 20,
} as const;

/** Which sentences an applicant agreed to; a changed wording gets a new name. */
export const DECLARATION_VERSION = "2026-11";

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

export interface StartApplicationLimits {
	minYen: bigint;
	/** JST */
	today: string;
	/** the last day money may be planned for */
	lastPlannedDay: string;
}

const fieldsOf = (limits: StartApplicationLimits) =>
	z.object({
		fundId: readLineOf(40, "fields.fund.unknown", (text) => (UUID.test(text) ? text.toLowerCase() : null)),
		amountYen: yenSchema,
		...typedDonorShape,
		purpose: linesOf(APPLICATION_MAX.purpose),
		conditions: linesOf(APPLICATION_MAX.conditions),
		plannedOn: optionalDayOf({ from: limits.today, to: limits.lastPlannedDay }),
		signatory: lineOf(APPLICATION_MAX.signatory),
		declared: checkbox,
	});

type Fields = z.output<ReturnType<typeof fieldsOf>>;
type Unchecked = UncheckedDonor & { readonly [K in keyof Fields]?: unknown };

function checkTogether(value: Unchecked, limits: StartApplicationLimits, ctx: IssueContext): void {
	checkDonor(value, ctx);
	const add = (path: keyof Fields, message: string) => ctx.addIssue({ code: "custom", message, path: [path] });
	if (value.fundId === "") add("fundId", "fields.required");
	if (value.purpose === "") add("purpose", "fields.required");
	if (value.signatory === "" && value.donorKind === "company") add("signatory", "fields.required");
	if (value.declared === false) add("declared", "fields.declared");
	if (typeof value.amountYen === "bigint" && value.amountYen < limits.minYen) {
		add("amountYen", `fields.amount.belowMin?min=${limits.minYen}`);
	}
}

/** The gift application (寄附申込書). Messages are keys of errors.json; never throws through `safeParse`. */
export function startApplicationSchema(limits: StartApplicationLimits) {
	const fields = fieldsOf(limits);
	const checked = fields.superRefine((value: Unchecked, ctx) => checkTogether(value, limits, ctx), {
		when: () => true,
	});
	const names = Object.keys(fields.shape);
	return z.preprocess((input) => ownFieldsOnly(input, names), checked.transform(donorInStoredForm));
}

export type StartApplicationInput = z.output<ReturnType<typeof startApplicationSchema>>;

const KEPT_LENGTH = 5_000;
const KEPT = [...Object.keys(APPLICATION_MAX), "fundId", "amountYen", "donorKind", "declared"];

/** What was typed, on this form or on the give form that led here, to give it back. */
export function keptApplicationValues(form: FormData): Record<string, string> {
	const kept: Record<string, string> = {};
	for (const name of KEPT) {
		const value = form.get(name);
		if (typeof value === "string" && value !== "") kept[name] = value.slice(0, KEPT_LENGTH);
	}
	return kept;
}
