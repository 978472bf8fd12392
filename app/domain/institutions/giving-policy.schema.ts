import { z } from "zod";
import { choiceOf, type IssueContext, lineOf, readLineOf } from "../form-text.schema.ts";
import { yenSchema } from "../money/yen.ts";

/** The last day of every month, whichever it is: as the column and Stripe hold it. */
export const LAST_DAY = 31;

export const GIVING_MAX = {
	refundWindowDays: 365,
	dailyGifts: 1000,
	plans: 100,
	/** Stripe charges no more at once */
	chargeYen: 99_999_999n,
	dailyYen: 9_999_999_999n,
	bankName: 60,
	bankBranch: 60,
	bankAccountHolder: 100,
} as const;

export const BANK_ACCOUNT_TYPES = ["futsu", "toza"] as const;

/** What an institution decides about how it takes gifts; everything else of the row is not for this form. */
export const givingPolicySchema = z.object({
	anchorDay: z.int().min(1).max(LAST_DAY),
	/** 0: companies always apply */
	companyCardMaxYen: z.bigint().min(0n).max(GIVING_MAX.chargeYen),
	/** 0: refunds are not asked for in the portal */
	refundWindowDays: z.int().min(0).max(GIVING_MAX.refundWindowDays),
	/** 0: every refund needs a second person */
	refundApprovalYen: z.bigint().min(0n).max(GIVING_MAX.chargeYen),
	dailyGiftsMax: z.int().min(1).max(GIVING_MAX.dailyGifts),
	dailyYenMax: z.bigint().min(1n).max(GIVING_MAX.dailyYen),
	plansMax: z.int().min(1).max(GIVING_MAX.plans),
	bankName: z.string().max(GIVING_MAX.bankName),
	bankBranch: z.string().max(GIVING_MAX.bankBranch),
	bankAccountType: z.enum(BANK_ACCOUNT_TYPES),
	bankAccountNumber: z.string().regex(/^(?:\d{7})?$/, { error: "fields.giving.accountNumber" }),
	bankAccountHolder: z.string().max(GIVING_MAX.bankAccountHolder),
});
export type GivingPolicyFields = z.output<typeof givingPolicySchema>;
export const GIVING_FIELDS = Object.keys(givingPolicySchema.shape) as (keyof GivingPolicyFields)[];

const BANK_FIELDS = ["bankName", "bankBranch", "bankAccountNumber", "bankAccountHolder"] as const;

/** A bank account is told whole or not at all: half of one cannot be paid to. */
export function checkBankAccount(policy: { readonly [F in keyof GivingPolicyFields]?: unknown }, ctx: IssueContext) {
	if (BANK_FIELDS.every((field) => policy[field] === "")) return;
	for (const field of BANK_FIELDS) {
		if (policy[field] === "") ctx.addIssue({ code: "custom", message: "fields.giving.wholeAccount", path: [field] });
	}
}

const { shape } = givingPolicySchema;
const typedYen = yenSchema.transform((value): bigint => value);
const count = (rule: z.ZodType<number, number>) =>
	readLineOf(20, "fields.wholeNumber", (text) => {
		const digits = text.normalize("NFKC").replaceAll(",", "");
		return /^\d{1,9}$/.test(digits) ? String(Number(digits)) : null;
	})
		.refine((text) => text !== "", { error: "fields.required" })
		.transform(Number)
		.pipe(rule);

const typed = {
	anchorDay: readLineOf(10, "fields.choose", (text) => (/^\d{1,2}$/.test(text) ? String(Number(text)) : null))
		.refine((text) => text !== "", { error: "fields.choose" })
		.transform(Number)
		.pipe(shape.anchorDay),
	companyCardMaxYen: typedYen.pipe(shape.companyCardMaxYen),
	refundWindowDays: count(shape.refundWindowDays),
	refundApprovalYen: typedYen.pipe(shape.refundApprovalYen),
	dailyGiftsMax: count(shape.dailyGiftsMax),
	dailyYenMax: typedYen.pipe(shape.dailyYenMax),
	plansMax: count(shape.plansMax),
	bankName: lineOf(GIVING_MAX.bankName),
	bankBranch: lineOf(GIVING_MAX.bankBranch),
	bankAccountType: choiceOf(BANK_ACCOUNT_TYPES, "fields.choose", "fields.choose"),
	// Numbers of fewer digits are written with noughts before them.
	bankAccountNumber: readLineOf(20, "fields.giving.accountNumber", (text) => {
		const digits = text.normalize("NFKC").replaceAll("-", "");
		return /^\d{4,7}$/.test(digits) ? digits.padStart(7, "0") : null;
	}),
	bankAccountHolder: lineOf(GIVING_MAX.bankAccountHolder),
};

const form = z
	.object({ ...typed, basedOn: lineOf(64) })
	.superRefine((sent, ctx) => checkBankAccount(sent, ctx), { when: () => true })
	.transform(({ basedOn, ...policy }) => ({ basedOn, policy }));

/** The same as a form sends it: all of it at once, a blank field as the empty text. */
export const givingPolicyFormSchema = z.preprocess((input) => {
	const sent: Record<string, unknown> = typeof input === "object" && input !== null ? { ...input } : {};
	return Object.fromEntries([...GIVING_FIELDS, "basedOn"].map((name) => [name, sent[name] ?? ""]));
}, form);
