import { z } from "zod";
import { checkbox, choiceOf, type IssueContext, lineOf, linesOf, readLineOf } from "../form-text.schema.ts";
import { CERTIFICATE_KINDS } from "./legal-basis.ts";
import { NUMBER_FORMAT_MAX, NUMBER_YEARS, numberFormatRefusal } from "./receipt-number.ts";

export const ISSUER_MAX = { name: 100, address: 120, title: 60, contact: 200, certificate: 60 } as const;

export const DATE_POLICIES = ["funds_arrival", "charge_date"] as const;
export const DELIVERIES = ["pdf", "paper"] as const;
export const RHYTHMS = ["each", "annual"] as const;
export const REISSUES = ["reprint", "certificate"] as const;

const day = z.iso
	.date()
	.refine((text) => text >= "1990-01-01" && text <= "2100-12-31", { error: "fields.receipt.day" });

/** What an institution decides about its receipts. Empty names and addresses pass while none are issued. */
export const receiptIssuerSchema = z.object({
	enabled: z.boolean(),
	legalNameJa: z.string().min(1).max(ISSUER_MAX.name),
	legalNameEn: z.string().min(1).max(ISSUER_MAX.name),
	addressJa: z.string().max(ISSUER_MAX.address),
	addressEn: z.string().max(ISSUER_MAX.address),
	representativeTitleJa: z.string().max(ISSUER_MAX.title),
	representativeTitleEn: z.string().max(ISSUER_MAX.title),
	representativeNameJa: z.string().max(ISSUER_MAX.title),
	representativeNameEn: z.string().max(ISSUER_MAX.title),
	numberFormat: z.string().max(NUMBER_FORMAT_MAX),
	numberYear: z.enum(NUMBER_YEARS),
	datePolicy: z.enum(DATE_POLICIES),
	delivery: z.enum(DELIVERIES),
	rhythm: z.enum(RHYTHMS),
	reissue: z.enum(REISSUES),
	contact: z.string().max(ISSUER_MAX.contact),
	/** the first day whose gifts are receipted here */
	startsOn: day.nullable(),
});
export type ReceiptIssuerFields = z.output<typeof receiptIssuerSchema>;
export const ISSUER_FIELDS = Object.keys(receiptIssuerSchema.shape) as (keyof ReceiptIssuerFields)[];

/** What a receipt cannot be without, once they are issued. */
const NEEDED = ["addressJa", "addressEn", "representativeTitleJa", "representativeNameJa", "contact"] as const;

export function checkIssuer(issuer: { readonly [F in keyof ReceiptIssuerFields]?: unknown }, ctx: IssueContext): void {
	const add = (field: keyof ReceiptIssuerFields, message: string) =>
		ctx.addIssue({ code: "custom", message, path: [field] });
	const { numberFormat, numberYear } = issuer;
	const year = NUMBER_YEARS.find((one) => one === numberYear);
	if (typeof numberFormat === "string" && year !== undefined) {
		const refusal = numberFormatRefusal(numberFormat, year);
		if (refusal !== null) add("numberFormat", `fields.receipt.format.${refusal}`);
	}
	if (issuer.enabled !== true) return;
	for (const field of NEEDED) if (issuer[field] === "") add(field, "fields.required");
	if (issuer.startsOn === null) add("startsOn", "fields.receipt.startsOn");
}

const dayLine = (emptyKey: string) =>
	readLineOf(20, emptyKey, (text) => {
		const typed = text.normalize("NFKC").replace(/[./]/g, "-");
		return day.safeParse(typed).success ? typed : null;
	});

const typed = {
	enabled: checkbox,
	legalNameJa: lineOf(ISSUER_MAX.name).pipe(receiptIssuerSchema.shape.legalNameJa),
	legalNameEn: lineOf(ISSUER_MAX.name).pipe(receiptIssuerSchema.shape.legalNameEn),
	addressJa: lineOf(ISSUER_MAX.address),
	addressEn: lineOf(ISSUER_MAX.address),
	representativeTitleJa: lineOf(ISSUER_MAX.title),
	representativeTitleEn: lineOf(ISSUER_MAX.title),
	representativeNameJa: lineOf(ISSUER_MAX.title),
	representativeNameEn: lineOf(ISSUER_MAX.title),
	numberFormat: lineOf(NUMBER_FORMAT_MAX),
	numberYear: choiceOf(NUMBER_YEARS, "fields.choose", "fields.choose"),
	datePolicy: choiceOf(DATE_POLICIES, "fields.choose", "fields.choose"),
	delivery: choiceOf(DELIVERIES, "fields.choose", "fields.choose"),
	rhythm: choiceOf(RHYTHMS, "fields.choose", "fields.choose"),
	reissue: choiceOf(REISSUES, "fields.choose", "fields.choose"),
	contact: linesOf(ISSUER_MAX.contact),
	startsOn: dayLine("fields.receipt.day").transform((text) => (text === "" ? null : text)),
};

/** A blank field may be left out on the way, an unchecked box always is: both are the empty text. */
export const withBlanks = (names: readonly string[]) => (input: unknown) => {
	const sent: Record<string, unknown> = typeof input === "object" && input !== null ? { ...input } : {};
	return Object.fromEntries(names.map((name) => [name, sent[name] ?? ""]));
};

export const receiptIssuerFormSchema = z.preprocess(
	withBlanks([...ISSUER_FIELDS, "basedOn"]),
	z
		.object({ ...typed, basedOn: lineOf(64) })
		.superRefine((sent, ctx) => checkIssuer(sent, ctx), { when: () => true })
		.transform(({ basedOn, ...issuer }) => ({ basedOn, issuer })),
);

/** A certificate whose copy goes with receipts; each is valid from and to a day. */
export const certificateSchema = z
	.object({
		kind: z.enum(CERTIFICATE_KINDS),
		number: z.string().min(1).max(ISSUER_MAX.certificate),
		issuedBy: z.string().min(1).max(ISSUER_MAX.certificate),
		validFrom: day,
		validTo: day,
	})
	.refine(({ validFrom, validTo }) => validFrom <= validTo, { error: "fields.receipt.order", path: ["validTo"] });
export type CertificateFields = z.output<typeof certificateSchema>;

export const CERTIFICATE_FIELDS = ["kind", "number", "issuedBy", "validFrom", "validTo"] as const;
const neededDay = () => dayLine("fields.receipt.day").refine((text) => text !== "", { error: "fields.required" });

export const certificateFormSchema = z.preprocess(
	withBlanks(CERTIFICATE_FIELDS),
	z
		.object({
			kind: choiceOf(CERTIFICATE_KINDS, "fields.choose", "fields.choose"),
			number: lineOf(ISSUER_MAX.certificate).refine((text) => text !== "", { error: "fields.required" }),
			issuedBy: lineOf(ISSUER_MAX.certificate).refine((text) => text !== "", { error: "fields.required" }),
			validFrom: neededDay(),
			validTo: neededDay(),
		})
		.pipe(certificateSchema),
);
