import { z } from "zod";
import { DECISIONS } from "~/domain/external-funds/decision.status";
import {
	FUND_CATEGORIES,
	HOST_KINDS,
	EXTERNAL_FUND_MAX as MAX,
	RECEIPT_CHANNELS,
} from "~/domain/external-funds/external-fund.schema";
import { MAX_YEARS } from "~/domain/external-funds/fund-years.schema";
import { CATEGORIES, CHANNELS, USES } from "~/domain/ledger/kinds";
import { EXPENSE_ITEMS } from "~/domain/spending/expense-items";
import { SPENDING_MAX } from "~/domain/spending/spending.schema";
import { slugParam } from "./shapes";

const yen = z.int().describe("whole yen");
const day = z.iso.date().nullable().describe("day in Japan");
const precision = z.enum(["yen", "million_yen"]).describe("million_yen: known only in whole millions");

const yearShape = z.object({
	fiscalYear: z.int(),
	plannedYen: yen,
	decidedYen: yen.nullable().describe("null until the year is decided"),
	directYen: yen.nullable(),
	indirectYen: yen.nullable(),
	carriedOverYen: yen.describe("into the next year"),
	returnedYen: yen.describe("to be given back, as settled"),
	precision,
});

export const fundReceiptShape = z.object({
	id: z.uuid(),
	kind: z.enum(["received", "returned"]),
	receivedOn: z.iso.date(),
	fiscalYear: z.int(),
	amountYen: yen,
	indirectYen: yen.describe("of amountYen, booked under use running"),
	precision,
	channel: z.enum(CHANNELS),
	voided: z.boolean().describe("entered by mistake and booked back"),
});

export const externalFundShape = z.object({
	id: z.uuid(),
	hub: z.string(),
	institution: z.string(),
	category: z.enum(FUND_CATEGORIES),
	hostKind: z.enum(HOST_KINDS).nullable().describe("of category host only"),
	valuationBasis: z.string(),
	title: z.string(),
	funder: z.string(),
	number: z.string(),
	principalInvestigator: z.string(),
	use: z.enum(USES),
	startsOn: day,
	endsOn: day,
	hubShareBasisPoints: z.int().describe("the hub's part of the years, 10000 is all; receipts are the hub's own"),
	decision: z.enum(DECISIONS as [string, ...string[]]),
	decidedOn: day,
	note: z.string(),
	voided: z.boolean(),
	receivedYen: yen.describe("of the receipts that stand, less what was given back"),
	years: z.array(yearShape),
	receipts: z.array(fundReceiptShape),
});

// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is refused
const PLAIN = /^[^\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f]*$/u;
const text = (max: number) => z.string().trim().max(max).regex(PLAIN, "fields.controlCharacters");
const filled = (max: number) => text(max).min(1, "fields.required");
const amount = z.int().min(0).max(999_999_999_999);
const yearBody = z.strictObject({
	fiscalYear: z.int().min(1990).max(2100),
	plannedYen: amount.nullish(),
	decidedYen: amount.nullish().describe("null or absent until the year is decided"),
	directYen: amount.nullish(),
	indirectYen: amount.nullish().describe("directYen + indirectYen = decidedYen when all are known"),
	carriedOverYen: amount.nullish(),
	returnedYen: amount.nullish(),
	precision: precision.optional(),
});
const receivedBody = {
	receivedOn: z.iso.date().describe("day in Japan, not after today"),
	amountYen: z.int().min(1).max(999_999_999_999),
	indirectYen: amount.optional().describe("of amountYen"),
	channel: z.enum(RECEIPT_CHANNELS).optional(),
	note: text(MAX.note).optional(),
};
const adjustmentReason = text(500).optional().describe("needed to book into a closed fiscal year");

export const externalFundBody = z.strictObject({
	hub: slugParam,
	institution: slugParam.optional().describe("a host of the hub; the primary one when absent"),
	category: z.enum(FUND_CATEGORIES).describe("never gift: gifts are booked from payments only"),
	title: filled(MAX.title),
	funder: filled(MAX.funder),
	use: z.enum(USES).optional().describe("what it may pay; usual for its category when absent"),
	hostKind: z.enum(HOST_KINDS).optional().describe("of category host; money when absent"),
	valuationBasis: text(MAX.basis).optional().describe("how posts and space of a host are valued"),
	number: text(MAX.number).optional().describe("of the award or contract: once at an institution's hub"),
	principalInvestigator: text(MAX.person).optional(),
	startsOn: z.iso.date().optional(),
	endsOn: z.iso.date().optional(),
	hubShareBasisPoints: z.int().min(1).max(10_000).optional(),
	decision: z
		.enum(DECISIONS as [string, ...string[]])
		.optional()
		.describe("decided when absent"),
	decidedOn: z.iso.date().optional(),
	note: text(MAX.note).optional(),
	years: z.array(yearBody).max(MAX_YEARS).optional().describe("of the whole award"),
	receipts: z.array(z.strictObject(receivedBody)).max(200).optional().describe("the hub's own money"),
	adjustmentReason,
});

export const fundReceiptBody = z.strictObject({
	kind: z
		.enum(["received", "returned"])
		.optional()
		.describe("received when absent; returned: given back to the funder"),
	...receivedBody,
	adjustmentReason,
});

export const spendingShape = z.object({
	id: z.uuid(),
	hub: z.string().nullable().describe("null for a fund of the programme"),
	institution: z.string(),
	fundId: z.uuid().nullable(),
	externalFundId: z.uuid().nullable(),
	category: z.enum(CATEGORIES),
	spentOn: z.iso.date(),
	fiscalYear: z.int(),
	expenseItem: z.enum(EXPENSE_ITEMS).describe("設備備品費, 人件費, 事業推進費, 旅費, その他"),
	use: z.enum(USES),
	description: z.string(),
	amountYen: yen,
	voucher: z.string(),
});

export const spendingBody = z.strictObject({
	fundId: z.uuid().optional().describe("a fund whose gifts paid; or externalFundId"),
	externalFundId: z.uuid().optional(),
	spentOn: z.iso.date().describe("day in Japan, not after today"),
	expenseItem: z.enum(EXPENSE_ITEMS),
	use: z.enum(USES).optional().describe("the fund's own when absent"),
	description: filled(SPENDING_MAX.description).describe("what was bought, as a report may quote it: no person's name"),
	amountYen: z.int().min(1).max(999_999_999_999),
	voucher: text(SPENDING_MAX.voucher).optional(),
	voucherLine: z.int().min(1).max(9999).optional(),
	adjustmentReason,
});
