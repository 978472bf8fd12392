import { z } from "zod";
import { EMAIL_MAX, readEmail } from "../addresses/email.ts";
import { readPhone } from "../addresses/phone.ts";
import { readForeignPostalCode, readPostalCode } from "../addresses/postal-code.ts";
import { OVERSEAS, readPrefecture, UNKNOWN_COUNTRY } from "../addresses/prefectures.ts";
import { choiceOf, type IssueContext, lineOf, readLineOf } from "../form-text.schema.ts";
import { corporateNumberSchema } from "../institutions/corporate-number.ts";
import { withoutCompanyForm } from "../names/company-forms.ts";
import { isCompanyReading, isPersonReading, toKatakana } from "../names/katakana.ts";

export const DONOR_KINDS = ["individual", "company"] as const;
export type DonorKind = (typeof DONOR_KINDS)[number];

/** Longest values in characters; the `maxlength` attributes of forms are the same. */
export const DONOR_MAX = {
	familyName: 60,
	givenName: 60,
	familyNameKana: 60,
	givenNameKana: 60,
	companyName: 120,
	companyNameKana: 120,
	corporateNumber: 30,
	department: 100,
	contactName: 60,
	email: EMAIL_MAX,
	postalCode: 16,
	prefecture: 20,
	country: 2,
	city: 100,
	addressLine: 200,
	phone: 40,
} as const;

const personKana = (max: number) =>
	readLineOf(max, "fields.kana.invalid", (text) => {
		const reading = toKatakana(text);
		return isPersonReading(reading) ? reading : null;
	});

/** A company's reading is kept without its legal form: 株式会社泉製作所 is read イズミセイサクショ. */
const companyKana = lineOf(DONOR_MAX.companyNameKana).transform((text, ctx): string => {
	if (text === "") return "";
	const reading = withoutCompanyForm(toKatakana(text));
	if (isCompanyReading(reading)) return reading;
	ctx.addIssue({ code: "custom", message: reading === "" ? "fields.kana.onlyLegalForm" : "fields.kana.invalid" });
	return z.NEVER;
});

const corporateNumberField = lineOf(DONOR_MAX.corporateNumber).transform((text, ctx): string | null => {
	if (text === "") return null;
	const number = corporateNumberSchema.safeParse(text);
	if (number.success) return number.data;
	ctx.addIssue({ code: "custom", message: number.error.issues[0]?.message ?? "fields.invalid" });
	return z.NEVER;
});

/** A donor as typed on a form, each field by itself; what depends on another field is checked by {@link checkDonor}. */
export const typedDonorShape = {
	donorKind: choiceOf(DONOR_KINDS, "fields.donorKind.unknown", "fields.donorKind.unknown", "individual"),
	familyName: lineOf(DONOR_MAX.familyName),
	givenName: lineOf(DONOR_MAX.givenName),
	familyNameKana: personKana(DONOR_MAX.familyNameKana),
	givenNameKana: personKana(DONOR_MAX.givenNameKana),
	companyName: lineOf(DONOR_MAX.companyName),
	companyNameKana: companyKana,
	corporateNumber: corporateNumberField,
	department: lineOf(DONOR_MAX.department),
	contactName: lineOf(DONOR_MAX.contactName),
	email: readLineOf(DONOR_MAX.email, "fields.email", readEmail),
	postalCode: lineOf(DONOR_MAX.postalCode),
	prefecture: readLineOf(DONOR_MAX.prefecture, "fields.prefecture.unknown", readPrefecture),
	country: readLineOf(DONOR_MAX.country, "fields.country.invalid", (text) =>
		/^[A-Za-z]{2}$/.test(text) ? text.toUpperCase() : null,
	),
	city: lineOf(DONOR_MAX.city),
	addressLine: lineOf(DONOR_MAX.addressLine),
	phone: readLineOf(DONOR_MAX.phone, "fields.phone.invalid", readPhone),
};

const typedDonor = z.object(typedDonorShape);
export type TypedDonorFields = z.output<typeof typedDonor>;
export type TypedDonorField = keyof TypedDonorFields;
export const TYPED_DONOR_FIELDS = Object.keys(typedDonorShape) as TypedDonorField[];

/** While a field has an error of its own, its value is zod's marker of a refusal instead of what its type says. */
export type UncheckedDonor = { readonly [K in TypedDonorField]?: unknown };

const PERSON_FIELDS: readonly string[] = ["familyName", "givenName", "familyNameKana", "givenNameKana"];
const COMPANY_FIELDS: readonly string[] = [
	"companyName",
	"companyNameKana",
	"corporateNumber",
	"department",
	"contactName",
];

/** A name that came twice, as a preset and an empty "other amount" do, is one answer as long as only one has text. */
function oneAnswer(value: unknown): unknown {
	if (!Array.isArray(value)) return value;
	const given = [...new Set(value.filter((item) => item !== "" && item !== undefined && item !== null))];
	return given.length > 1 ? value : (given[0] ?? "");
}

/**
 * Without JavaScript both sets of name fields are on the page: what was left in the other set is not the donor's answer.
 * What is absent becomes the empty text, and names that are no fields are dropped.
 * @param names  every field of the form
 */
export function ownFieldsOnly(input: unknown, names: readonly string[]): Record<string, unknown> {
	const record: Record<string, unknown> = typeof input === "object" && input !== null ? { ...input } : {};
	const dropped = record.donorKind === "company" ? PERSON_FIELDS : COMPANY_FIELDS;
	const own = (name: string) => Object.hasOwn(record, name) && !dropped.includes(name);
	return Object.fromEntries(names.map((name) => [name, own(name) ? oneAnswer(record[name]) : ""]));
}

/** Who must fill in what, by kind of donor and country. */
export function checkDonor(value: UncheckedDonor, ctx: IssueContext): void {
	const abroad = value.prefecture === OVERSEAS;
	const required: TypedDonorField[] = ["email", "prefecture", "addressLine"];
	if (!abroad) required.push("postalCode", "city");
	if (value.donorKind === "company") required.push("companyName", "contactName");
	if (value.donorKind === "individual") required.push("familyName", ...(abroad ? [] : (["givenName"] as const)));
	if (value.donorKind === "individual" && !abroad) required.push("familyNameKana", "givenNameKana");
	for (const field of required) {
		if (value[field] === "") ctx.addIssue({ code: "custom", message: "fields.required", path: [field] });
	}
	checkPostalCode(value, ctx);
}

/** A postal code where there is one: seven digits in Japan, anything sensible abroad. */
export function checkPostalCode(value: UncheckedDonor, ctx: IssueContext): void {
	if (typeof value.postalCode !== "string" || value.postalCode === "") return;
	const abroad = value.prefecture === OVERSEAS;
	if ((abroad ? readForeignPostalCode : readPostalCode)(value.postalCode) !== null) return;
	const message = abroad ? "fields.postalCode.foreign" : "fields.postalCode.invalid";
	ctx.addIssue({ code: "custom", message, path: ["postalCode"] });
}

/** As the columns hold it. */
export function donorInStoredForm<V extends TypedDonorFields>(value: V): V {
	const abroad = value.prefecture === OVERSEAS;
	const read = abroad ? readForeignPostalCode : readPostalCode;
	return {
		...value,
		postalCode: read(value.postalCode) ?? "",
		country: abroad ? value.country || UNKNOWN_COUNTRY : "JP",
	};
}

/** A donor's columns as typed: what does not belong to its kind is empty. */
export type TypedDonor = {
	kind: DonorKind;
	familyName: string;
	givenName: string;
	familyNameKana: string;
	givenNameKana: string;
	companyName: string;
	companyNameKana: string;
	corporateNumber: string | null;
	department: string;
	contactName: string;
	email: string;
	phone: string;
	country: string;
	postalCode: string;
	prefecture: string;
	city: string;
	addressLine: string;
	lang: string;
};

export function toTypedDonor(fields: TypedDonorFields, lang: string): TypedDonor {
	const company = fields.donorKind === "company";
	return {
		kind: fields.donorKind,
		familyName: company ? "" : fields.familyName,
		givenName: company ? "" : fields.givenName,
		familyNameKana: company ? "" : fields.familyNameKana,
		givenNameKana: company ? "" : fields.givenNameKana,
		companyName: company ? fields.companyName : "",
		companyNameKana: company ? fields.companyNameKana : "",
		corporateNumber: company && fields.corporateNumber ? fields.corporateNumber : null,
		department: company ? fields.department : "",
		contactName: company ? fields.contactName : "",
		email: fields.email,
		phone: fields.phone,
		country: fields.country || "JP",
		postalCode: fields.postalCode,
		prefecture: fields.prefecture,
		city: fields.city,
		addressLine: fields.addressLine,
		lang,
	};
}
