import { z } from "zod";
import { EMAIL_MAX, readEmail } from "../addresses/email.ts";
import { readPhone } from "../addresses/phone.ts";
import { readForeignPostalCode, readPostalCode } from "../addresses/postal-code.ts";
import { OVERSEAS, readPrefecture, UNKNOWN_COUNTRY } from "../addresses/prefectures.ts";
import { checkbox, choiceOf, type IssueContext, lineOf, linesOf, readLineOf } from "../form-text.schema.ts";
import { corporateNumberSchema } from "../institutions/corporate-number.ts";
import { yenSchema } from "../money/yen.ts";
import { isCompanyReading, isPersonReading, toKatakana } from "../names/katakana.ts";

export const GIFT_FREQUENCIES = ["once", "monthly", "yearly"] as const;
export type GiftFrequency = (typeof GIFT_FREQUENCIES)[number];
export const DONOR_KINDS = ["individual", "company"] as const;
export type DonorKind = (typeof DONOR_KINDS)[number];
export const PAYMENT_METHODS = ["card", "konbini", "bank_transfer"] as const;
export type PaymentMethod = (typeof PAYMENT_METHODS)[number];

/** Set by the konbini chains, as Stripe passes them on. */
export const KONBINI_MIN_YEN = 120n;
export const KONBINI_MAX_YEN = 300_000n;

/** Longest values in characters; the form's `maxlength` attributes are the same. */
export const START_GIFT_MAX = {
	familyName: 60,
	givenName: 60,
	familyNameKana: 60,
	givenNameKana: 60,
	companyName: 120,
	companyNameKana: 120,
	corporateNumber: 30,
	contactName: 60,
	email: EMAIL_MAX,
	postalCode: 16,
	prefecture: 20,
	country: 2,
	city: 100,
	addressLine: 200,
	phone: 40,
	displayName: 60,
	message: 500,
} as const;

export interface StartGiftLimits {
	minYen: bigint;
	maxYen: bigint;
	offeredMethods: readonly PaymentMethod[];
	offeredFrequencies: readonly GiftFrequency[];
}

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

const kana = (max: number, isReading: (text: string) => boolean) =>
	readLineOf(max, "fields.kana.invalid", (text) => {
		const reading = toKatakana(text);
		return isReading(reading) ? reading : null;
	});

const corporateNumberField = lineOf(START_GIFT_MAX.corporateNumber).transform((text, ctx): string | null => {
	if (text === "") return null;
	const number = corporateNumberSchema.safeParse(text);
	if (number.success) return number.data;
	ctx.addIssue({ code: "custom", message: number.error.issues[0]?.message ?? "fields.invalid" });
	return z.NEVER;
});

/** Each field by itself; what depends on another field is checked in {@link checkTogether}. */
const fields = z.object({
	fundId: readLineOf(40, "fields.fund.unknown", (text) => (UUID.test(text) ? text.toLowerCase() : null)),
	amountYen: yenSchema,
	frequency: choiceOf(GIFT_FREQUENCIES, "fields.frequency.unknown", "fields.frequency.unknown", "once"),
	donorKind: choiceOf(DONOR_KINDS, "fields.donorKind.unknown", "fields.donorKind.unknown", "individual"),
	familyName: lineOf(START_GIFT_MAX.familyName),
	givenName: lineOf(START_GIFT_MAX.givenName),
	familyNameKana: kana(START_GIFT_MAX.familyNameKana, isPersonReading),
	givenNameKana: kana(START_GIFT_MAX.givenNameKana, isPersonReading),
	companyName: lineOf(START_GIFT_MAX.companyName),
	companyNameKana: kana(START_GIFT_MAX.companyNameKana, isCompanyReading),
	corporateNumber: corporateNumberField,
	contactName: lineOf(START_GIFT_MAX.contactName),
	email: readLineOf(START_GIFT_MAX.email, "fields.email", readEmail),
	postalCode: lineOf(START_GIFT_MAX.postalCode),
	prefecture: readLineOf(START_GIFT_MAX.prefecture, "fields.prefecture.unknown", readPrefecture),
	country: readLineOf(START_GIFT_MAX.country, "fields.country.invalid", (text) =>
		/^[A-Za-z]{2}$/.test(text) ? text.toUpperCase() : null,
	),
	city: lineOf(START_GIFT_MAX.city),
	addressLine: lineOf(START_GIFT_MAX.addressLine),
	phone: readLineOf(START_GIFT_MAX.phone, "fields.phone.invalid", readPhone),
	displayName: lineOf(START_GIFT_MAX.displayName),
	anonymous: checkbox,
	message: linesOf(START_GIFT_MAX.message),
	reportConsent: checkbox,
	paymentMethod: choiceOf(PAYMENT_METHODS, "fields.paymentMethod.required", "fields.paymentMethod.unknown"),
});

type Fields = z.infer<typeof fields>;
type Field = keyof Fields;

/** While a field has an error of its own, its value is zod's marker of a refusal instead of what its type says. */
type Unchecked = { readonly [K in Field]?: unknown };

const PERSON_FIELDS = ["familyName", "givenName", "familyNameKana", "givenNameKana"] as const;
const COMPANY_FIELDS = ["companyName", "companyNameKana", "corporateNumber", "contactName"] as const;

/** A name that came twice, as a preset and an empty "other amount" do, is one answer as long as only one has text. */
function oneAnswer(value: unknown): unknown {
	if (!Array.isArray(value)) return value;
	const given = [...new Set(value.filter((item) => item !== "" && item !== undefined && item !== null))];
	return given.length > 1 ? value : (given[0] ?? "");
}

/**
 * Without JavaScript both sets of name fields are on the page: what was left in the other set is not the donor's answer.
 * What is absent becomes the empty text, and names that are no fields are dropped.
 */
function ownFieldsOnly(input: unknown): Record<string, unknown> {
	const record: Record<string, unknown> = typeof input === "object" && input !== null ? { ...input } : {};
	const dropped: readonly string[] = record.donorKind === "company" ? PERSON_FIELDS : COMPANY_FIELDS;
	const own = (name: string) => Object.hasOwn(record, name) && !dropped.includes(name);
	return Object.fromEntries(Object.keys(fields.shape).map((name) => [name, own(name) ? oneAnswer(record[name]) : ""]));
}

function checkPresence(value: Unchecked, ctx: IssueContext): void {
	const abroad = value.prefecture === OVERSEAS;
	const required: Field[] = ["fundId", "email", "prefecture", "addressLine"];
	if (!abroad) required.push("postalCode", "city");
	if (value.donorKind === "company") required.push("companyName", "contactName");
	if (value.donorKind === "individual") required.push("familyName", ...(abroad ? [] : (["givenName"] as const)));
	if (value.donorKind === "individual" && !abroad) required.push("familyNameKana", "givenNameKana");
	for (const field of required) {
		if (value[field] === "") ctx.addIssue({ code: "custom", message: "fields.required", path: [field] });
	}
}

function checkPostalCode(value: Unchecked, ctx: IssueContext): void {
	if (typeof value.postalCode !== "string" || value.postalCode === "") return;
	const abroad = value.prefecture === OVERSEAS;
	if ((abroad ? readForeignPostalCode : readPostalCode)(value.postalCode) !== null) return;
	const message = abroad ? "fields.postalCode.foreign" : "fields.postalCode.invalid";
	ctx.addIssue({ code: "custom", message, path: ["postalCode"] });
}

function checkMoney(value: Unchecked, limits: StartGiftLimits, ctx: IssueContext): void {
	const amount = typeof value.amountYen === "bigint" ? value.amountYen : null;
	const add = (path: Field, message: string) => ctx.addIssue({ code: "custom", message, path: [path] });
	if (amount !== null && amount < limits.minYen) add("amountYen", `fields.amount.belowMin?min=${limits.minYen}`);
	if (amount !== null && amount > limits.maxYen) add("amountYen", `fields.amount.aboveMax?max=${limits.maxYen}`);

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
}

function inStoredForm(value: Fields) {
	const abroad = value.prefecture === OVERSEAS;
	const read = abroad ? readForeignPostalCode : readPostalCode;
	return {
		...value,
		postalCode: read(value.postalCode) ?? "",
		country: abroad ? value.country || UNKNOWN_COUNTRY : "JP",
		displayName: value.anonymous ? "" : value.displayName,
	};
}

/**
 * The give form. Takes the texts of a form or a JSON object, never throws on any input through `safeParse`, and reports
 * every field at once. Messages are keys of `errors.json`, with values behind a question mark: `fields.tooLong?max=60`.
 * @param limits of the chosen fund and of what its institution can be paid by
 */
export function startGiftSchema(limits: StartGiftLimits) {
	const checked = fields.superRefine(
		(value: Unchecked, ctx) => {
			checkPresence(value, ctx);
			checkPostalCode(value, ctx);
			checkMoney(value, limits, ctx);
		},
		{ when: () => true },
	);
	return z.preprocess(ownFieldsOnly, checked.transform(inStoredForm));
}

export type StartGiftInput = z.output<ReturnType<typeof startGiftSchema>>;
