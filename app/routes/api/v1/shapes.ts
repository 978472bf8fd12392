import { z } from "zod";
import { GIFT_PAYMENT_STATES } from "~/domain/gifts/gift-payment.status";
import { CATEGORIES, CHANNELS, USES } from "~/domain/ledger/kinds";
import { CHANGE_STATES } from "~/domain/recurring/plan-change";
import { PLAN_UNITS } from "~/domain/recurring/plan-days";
import { RECURRING_PLAN_STATES } from "~/domain/recurring/recurring-plan.status";
import { REFUND_REASONS } from "~/domain/refunds/refund.schema";
import { REFUND_STATES } from "~/domain/refunds/refund.status";

/** What the API answers: the same schemas check each answer and make openapi.json. */
const yen = z.int().describe("whole yen");
const day = z.iso.date().nullable().describe("day in Japan");
const slug = z.string();

export const hubShape = z.object({
	slug,
	abbreviation: z.string(),
	nameJa: z.string(),
	nameEn: z.string(),
	adoptedFiscalYear: z.int(),
	institutions: z.array(slug).describe("host institutions, the primary one first"),
	supportPeriods: z.array(z.object({ kind: z.string(), firstFiscalYear: z.int(), lastFiscalYear: z.int() })),
});

export const fundShape = z.object({
	id: z.uuid(),
	slug,
	hub: slug.nullable().describe("null for a fund of the programme"),
	institution: slug,
	nameJa: z.string(),
	nameEn: z.string(),
	use: z.enum(USES),
	taxTreatment: z.string(),
	overheadBasisPoints: z.int(),
	minYen: yen,
	maxYen: yen,
	status: z.enum(["open", "closed"]),
});

export const giftShape = z.object({
	id: z.uuid(),
	hub: slug.nullable().describe("null for a fund of the programme"),
	fund: slug,
	amountYen: yen,
	refundedYen: yen,
	status: z.enum(GIFT_PAYMENT_STATES as [string, ...string[]]),
	channel: z.enum(CHANNELS),
	frequency: z.string(),
	givenOn: day,
	settledOn: day,
	arrivedOn: day,
});

export const refundShape = z.object({
	id: z.uuid(),
	giftId: z.uuid(),
	hub: slug.nullable().describe("null for a fund of the programme"),
	amountYen: yen,
	status: z
		.enum(REFUND_STATES as [string, ...string[]])
		.describe("requested waits for a second person; approved is sent by a job, or by finance for money of the bank"),
	reason: z.enum(REFUND_REASONS).nullable(),
	failureReason: z.string().nullable().describe("the payment processor's code"),
	refundedOn: day,
	requestedAt: z.iso.datetime().nullable().describe("null when it was made at the payment processor"),
	createdAt: z.iso.datetime(),
});

export const planShape = z.object({
	id: z.uuid(),
	donorId: z.uuid(),
	hub: slug.nullable().describe("null for a fund of the programme"),
	fund: slug,
	institution: slug,
	unit: z.enum(PLAN_UNITS),
	anchorDay: z.int().describe("day of the month of later gifts; 31 is the last day of every month"),
	amountYen: yen,
	status: z.enum(RECURRING_PLAN_STATES as [string, ...string[]]),
	startedOn: day,
	nextChargeOn: day,
	pausedUntil: day,
	endedOn: day,
	endReason: z.string().nullable(),
	failureCode: z.string().nullable().describe("why the last charge was refused, while past due"),
	expectedYen: z
		.object({ thisFiscalYear: yen, nextFiscalYear: yen })
		.describe("what is still to come if nothing changes; never money received"),
});

export const planChangeShape = z.object({
	id: z.uuid(),
	planId: z.uuid(),
	action: z.enum(["amount", "pause", "resume", "stop"]),
	status: z.enum(CHANGE_STATES).describe("Stripe is asked in a job: read the plan to see what came of it"),
});

export const receiptShape = z.object({
	id: z.uuid(),
	institution: slug.describe("the issuer"),
	numberText: z.string().describe("as printed"),
	status: z.enum(["issued", "void"]),
	kind: z.enum(["each", "annual"]),
	taxYear: z.int().describe("calendar year"),
	amountYen: yen,
	receivedOn: z.iso.date(),
	issuedOn: z.iso.date(),
	delivery: z.enum(["pdf", "paper"]),
	postedOn: day,
	voidReason: z.string().nullable(),
	replaces: z.uuid().nullable().describe("the void receipt it stands for"),
	replacedBy: z.uuid().nullable(),
	giftIds: z.array(z.uuid()),
});

export const totalsShape = z.object({
	fiscalYear: z.int(),
	rows: z.array(
		z.object({
			hub: slug.nullable().describe("null for programme funds"),
			institution: slug,
			category: z.enum(CATEGORIES),
			grossYen: yen.describe("received; amounts known only in millions of yen are whole millions"),
			refundedYen: yen,
			feeYen: yen,
			netYen: yen.describe("grossYen - refundedYen - feeYen"),
			count: z.int().describe("lines of money received"),
		}),
	),
});

export const pageOf = <S extends z.ZodType>(row: S) =>
	z.object({ data: z.array(row), nextCursor: z.string().nullable().describe("give it as `cursor` for the next page") });

/** Values of a query arrive as text. */
const wholeNumber = z
	.string()
	.regex(/^\d{1,9}$/, "must be a whole number")
	.transform(Number);

export const limitParam = wholeNumber.pipe(z.number().min(1).max(200)).default(50).describe("rows of a page, 1 to 200");
export const slugParam = z.string().regex(/^[a-z0-9][a-z0-9-]{0,60}$/, "must be a slug such as nanolsi");
export const fiscalYearParam = wholeNumber
	.pipe(z.number().min(1990).max(2100))
	.describe("2026 is April 2026 to March 2027");
export const uuidParam = z.uuid("must be an id");

export const problemShape = z.object({
	type: z.string(),
	title: z.string(),
	status: z.int(),
	code: z.string(),
	detail: z.string().optional(),
	errorId: z.string(),
	errors: z.record(z.string(), z.array(z.string())).optional().describe("wrong parameters by name"),
});
