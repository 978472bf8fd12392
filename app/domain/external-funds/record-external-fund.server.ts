import { randomUUID } from "node:crypto";
import { z } from "zod";
import { inTransaction, type Tx } from "~/platform/db/transaction.server";
import { conflict, forbidden, invalid } from "~/platform/errors";
import { actorId } from "../access/actor";
import { mayDo } from "../access/authorize.server";
import type { Ctx } from "../access/ctx.server";
import { audit } from "../audit/audit.server";
import { jstDayString } from "../calendar/fiscal-year";
import { CHANNELS, USES } from "../ledger/kinds";
import { bookReceipts } from "./book-receipts.server";
import { DECISIONS } from "./decision.status";
import { checkFund, EXTERNAL_FUND_MAX, FUND_CATEGORIES, HOST_KINDS } from "./external-fund.schema";
import { fundKey } from "./fund-key";
import { checkYears, MAX_YEARS, MOST_YEN } from "./fund-years.schema";
import { assertHostOf } from "./locked-fund.server";
import { refreshOutlookOf } from "./refresh-outlook-of.server";

const day = z.iso.date();
const amount = z.bigint().min(0n).max(MOST_YEN);

export const fundYearSchema = z.object({
	fiscalYear: z.int().min(1990).max(2100),
	plannedYen: amount.default(0n),
	decidedYen: amount.nullable().default(null),
	directYen: amount.nullable().default(null),
	indirectYen: amount.nullable().default(null),
	carriedOverYen: amount.default(0n),
	returnedYen: amount.default(0n),
	precision: z.enum(["yen", "million_yen"]).default("yen"),
});

const receiptSchema = z
	.object({
		/** the day money came; where the source knows only the fiscal year, give `fiscalYear` instead */
		receivedOn: day.optional(),
		fiscalYear: z.int().min(1990).max(2100).optional(),
		amountYen: z.bigint().positive().max(100_000_000_000_000n),
		/** of amountYen, booked under use `running` (間接経費) */
		indirectYen: z.bigint().min(0n).default(0n),
		precision: z.enum(["yen", "million_yen"]).default("yen"),
		channel: z.enum(CHANNELS).default("bank_transfer"),
		note: z.string().max(EXTERNAL_FUND_MAX.note).default(""),
		/** what makes it the same receipt; absent: it is another one */
		sourceKey: z.string().min(1).max(300).optional(),
	})
	.refine((receipt) => (receipt.receivedOn === undefined) !== (receipt.fiscalYear === undefined), {
		message: "give receivedOn or fiscalYear, not both",
	})
	.refine((receipt) => receipt.precision === "yen" || receipt.amountYen % 1_000_000n === 0n, {
		message: "an amount of million_yen precision is a whole number of millions",
	})
	.refine(
		({ amountYen, indirectYen, precision }) => indirectYen <= amountYen && (precision === "yen" || !indirectYen),
		{
			message: "externalFunds.indirectTooMuch",
		},
	);

export const externalFundSchema = z
	.object({
		hubId: z.uuid(),
		institutionId: z.uuid(),
		/** never `gift`: gifts are booked from payments only */
		category: z.enum(FUND_CATEGORIES),
		title: z.string().trim().min(1).max(EXTERNAL_FUND_MAX.title),
		funder: z.string().trim().min(1).max(EXTERNAL_FUND_MAX.funder),
		use: z.enum(USES),
		/** of category host only */
		hostKind: z.enum(HOST_KINDS).nullable().default(null),
		valuationBasis: z.string().max(EXTERNAL_FUND_MAX.basis).default(""),
		number: z
			.string()
			.max(EXTERNAL_FUND_MAX.number)
			.default("")
			.transform((text) => text.normalize("NFKC").trim()),
		principalInvestigator: z.string().max(EXTERNAL_FUND_MAX.person).default(""),
		startsOn: day.nullable().default(null),
		endsOn: day.nullable().default(null),
		/** the hub's part of its years; receipts are the hub's own money already */
		hubShareBasisPoints: z.int().min(1).max(10_000).default(10_000),
		decision: z.enum(DECISIONS as [string, ...string[]]).default("decided"),
		decidedOn: day.nullable().default(null),
		note: z.string().max(EXTERNAL_FUND_MAX.note).default(""),
		source: z.enum(["review_sheet", "staff", "api", "import", "demo"]),
		/** what makes it the same fund when it is recorded twice; absent: its number, or hub, title and funder (fundKey) */
		sourceKey: z.string().min(1).max(300).optional(),
		/** without a number, one more of the same title and funder */
		another: z.boolean().default(false),
		years: z.array(fundYearSchema).max(MAX_YEARS).default([]),
		receipts: z.array(receiptSchema).max(1000).default([]),
	})
	.transform((fund) => ({
		...fund,
		hostKind: fund.category === "host" ? (fund.hostKind ?? ("money" as const)) : fund.hostKind,
	}))
	.superRefine((fund, ctx) => {
		checkFund(fund, ctx);
		checkYears(fund.years, fund.decision, ctx);
		if (fund.decision !== "decided" && fund.receipts.length > 0) {
			ctx.addIssue({ code: "custom", message: "externalFunds.undecidedReceived", path: ["receipts"] });
		}
	});

export type ExternalFundInput = z.input<typeof externalFundSchema>;
export type ParsedFund = z.output<typeof externalFundSchema>;

/**
 * Records a grant, contract, subsidy or host contribution with its years and what was received of it, and books every
 * receipt. With a `sourceKey` of the caller, recording it again adds only receipts that were not there; else a fund that is
 * there already is refused.
 * @throws AppError external_fund_invalid, external_fund_not_host (400), forbidden,
 *   external_fund_known (409, `params.externalFundId`), external_fund_receipt_differs, year_closed (409)
 */
export async function recordExternalFund(
	ctx: Ctx,
	input: ExternalFundInput,
	adjustmentReason?: string,
): Promise<{ id: string; newReceipts: number }> {
	const parsed = externalFundSchema.safeParse(input);
	if (!parsed.success) throw invalid("external_fund_invalid", z.prettifyError(parsed.error));
	const fund = parsed.data;
	const { hubId, institutionId } = fund;
	if (!mayDo(ctx, "create", "ExternalFund", { hubId, institutionId })) throw forbidden("record an external fund");
	refuseFuture(ctx, fund);
	return inTransaction(ctx, async (tx) => {
		await assertHostOf(tx, fund);
		const { id, isNew } = await insertFundOnce(tx, ctx, fund);
		if (isNew) {
			await tx.externalFundYear.createMany({ data: fund.years.map((year) => ({ ...year, externalFundId: id })) });
			const { category, title, decision } = fund;
			await audit(tx, ctx, {
				action: "external_fund.recorded",
				subject: { type: "external_fund", id },
				institutionId,
				after: { hubId, category, title, decision, years: fund.years.length },
			});
		}
		const receipts = fund.receipts.map((receipt) => ({ ...receipt, kind: "received" as const }));
		const written = await bookReceipts(tx, ctx, { ...fund, id }, receipts, adjustmentReason);
		if (isNew || written.length > 0) await refreshOutlookOf(tx, hubId);
		return { id, newReceipts: written.length };
	});
}

/** A person records what came; our own jobs may read a source that is ahead of the clock. */
function refuseFuture(ctx: Ctx, fund: ParsedFund): void {
	const today = jstDayString(ctx.now);
	const refuse = (field: string) => {
		const params = { field, to: today };
		throw invalid("external_fund_invalid", `${field} is after ${today}`, { personKey: "fields.dayTo", params });
	};
	if (ctx.actor.kind === "job") return;
	if (fund.decidedOn !== null && fund.decidedOn > today) refuse("decidedOn");
	const late = fund.receipts.findIndex(({ receivedOn = "" }) => receivedOn > today);
	if (late >= 0) refuse(`receipts.${late}.receivedOn`);
}

async function insertFundOnce(tx: Tx, ctx: Ctx, fund: ParsedFund): Promise<{ id: string; isNew: boolean }> {
	const {
		years: _years,
		receipts: _receipts,
		another,
		sourceKey: given,
		startsOn,
		endsOn,
		decidedOn,
		...columns
	} = fund;
	const key = given ?? fundKey(fund);
	const insert = (sourceKey: string) =>
		tx.externalFund.createManyAndReturn({
			data: [
				{
					...columns,
					startsOn: toDate(startsOn),
					endsOn: toDate(endsOn),
					decidedOn: toDate(decidedOn),
					sourceKey,
					createdBy: actorId(ctx.actor),
					createdAt: ctx.now,
					updatedAt: ctx.now,
				},
			],
			skipDuplicates: true,
			select: { id: true },
		});
	const [made] = await insert(key);
	if (made) return { id: made.id, isNew: true };
	if (given === undefined && another && fund.number.trim() === "") {
		const [further] = await insert(`${key}:${randomUUID()}`);
		if (further) return { id: further.id, isNew: true };
	}
	const known = await tx.externalFund.findUniqueOrThrow({ where: { sourceKey: key } });
	if (given !== undefined) return { id: known.id, isNew: false };
	const field = fund.number.trim() === "" ? "title" : "number";
	throw conflict("external_fund_known", `external fund ${known.id} has the key ${key}`, {
		personKey: field === "number" ? "externalFunds.knownNumber" : "externalFunds.knownTitle",
		params: { field, externalFundId: known.id },
	});
}

export const toDate = (text: string | null): Date | null => (text === null ? null : new Date(`${text}T00:00:00Z`));
