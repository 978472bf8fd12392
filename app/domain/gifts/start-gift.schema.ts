import { z } from "zod";
import {
	checkDonor,
	DONOR_MAX,
	donorInStoredForm,
	ownFieldsOnly,
	typedDonorShape,
} from "../donors/typed-donor.schema.ts";
import { checkbox, choiceOf, type IssueContext, lineOf, linesOf, readLineOf } from "../form-text.schema.ts";
import { yenSchema } from "../money/yen.ts";
import { PLAN_YEN } from "../recurring/plan-change.ts";

export const GIFT_FREQUENCIES = ["once", "monthly", "yearly"] as const;
export type GiftFrequency = (typeof GIFT_FREQUENCIES)[number];
export const PAYMENT_METHODS = ["card", "konbini", "bank_transfer"] as const;
export type PaymentMethod = (typeof PAYMENT_METHODS)[number];

/** Set by the konbini chains, as Stripe passes them on. */
export const KONBINI_MIN_YEN = 120n;
export const KONBINI_MAX_YEN = 300_000n;

/** Longest values in characters; the form's `maxlength` attributes are the same. */
export const START_GIFT_MAX = { ...DONOR_MAX, displayName: 60, message: 500 } as const;

export interface StartGiftLimits {
	minYen: bigint;
	maxYen: bigint;
	/** above it a company applies (寄附申込書); absent where no policy is at hand */
	companyCardMaxYen?: bigint;
	offeredMethods: readonly PaymentMethod[];
	offeredFrequencies: readonly GiftFrequency[];
}

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

/** Each field by itself; what depends on another field is checked in {@link checkDonor} and {@link checkMoney}. */
const fields = z.object({
	fundId: readLineOf(40, "fields.fund.unknown", (text) => (UUID.test(text) ? text.toLowerCase() : null)),
	amountYen: yenSchema,
	frequency: choiceOf(GIFT_FREQUENCIES, "fields.frequency.unknown", "fields.frequency.unknown", "once"),
	...typedDonorShape,
	displayName: lineOf(START_GIFT_MAX.displayName),
	anonymous: checkbox,
	message: linesOf(START_GIFT_MAX.message),
	reportConsent: checkbox,
	appealConsent: checkbox,
	paymentMethod: choiceOf(PAYMENT_METHODS, "fields.paymentMethod.required", "fields.paymentMethod.unknown"),
});

type Fields = z.infer<typeof fields>;
type Field = keyof Fields;

/** While a field has an error of its own, its value is zod's marker of a refusal instead of what its type says. */
type Unchecked = { readonly [K in Field]?: unknown };

function checkMoney(value: Unchecked, limits: StartGiftLimits, ctx: IssueContext): void {
	const amount = typeof value.amountYen === "bigint" ? value.amountYen : null;
	const add = (path: Field, message: string) => ctx.addIssue({ code: "custom", message, path: [path] });
	if (amount !== null && amount < limits.minYen) add("amountYen", `fields.amount.belowMin?min=${limits.minYen}`);
	const companyMax = value.donorKind === "company" ? limits.companyCardMaxYen : undefined;
	if (amount !== null && companyMax !== undefined && amount > companyMax) {
		add("amountYen", `fields.amount.companyApplies?max=${companyMax}`);
	} else if (amount !== null && amount > limits.maxYen) {
		add("amountYen", `fields.amount.aboveMax?max=${limits.maxYen}`);
	}

	const method = PAYMENT_METHODS.find((known) => known === value.paymentMethod);
	if (method !== undefined && !limits.offeredMethods.includes(method)) {
		add("paymentMethod", "fields.paymentMethod.notOffered");
	} else if (method === "konbini" && amount !== null && (amount < KONBINI_MIN_YEN || amount > KONBINI_MAX_YEN)) {
		add("paymentMethod", `fields.paymentMethod.konbiniRange?min=${KONBINI_MIN_YEN}&max=${KONBINI_MAX_YEN}`);
	}
	const frequency = GIFT_FREQUENCIES.find((known) => known === value.frequency);
	if (frequency !== undefined && !limits.offeredFrequencies.includes(frequency)) {
		add("frequency", "fields.frequency.notOffered");
	}
	if (frequency !== undefined && frequency !== "once") {
		if (method !== undefined && method !== "card") add("paymentMethod", "fields.paymentMethod.planByCard");
		if (amount !== null && amount > PLAN_YEN.max) add("amountYen", `fields.amount.aboveMax?max=${PLAN_YEN.max}`);
	}
}

function inStoredForm(value: Fields) {
	return { ...donorInStoredForm(value), displayName: value.anonymous ? "" : value.displayName };
}

/**
 * The give form. Takes the texts of a form or a JSON object, never throws on any input through `safeParse`, and reports
 * every field at once. Messages are keys of `errors.json`, with values behind a question mark: `fields.tooLong?max=60`.
 * @param limits of the chosen fund and of what its institution can be paid by
 */
export function startGiftSchema(limits: StartGiftLimits) {
	const checked = fields.superRefine(
		(value: Unchecked, ctx) => {
			if (value.fundId === "") ctx.addIssue({ code: "custom", message: "fields.required", path: ["fundId"] });
			checkDonor(value, ctx);
			checkMoney(value, limits, ctx);
		},
		{ when: () => true },
	);
	return z.preprocess((input) => ownFieldsOnly(input, Object.keys(fields.shape)), checked.transform(inStoredForm));
}

export type StartGiftInput = z.output<ReturnType<typeof startGiftSchema>>;
