import { z } from "zod";
import { Prisma } from "~/platform/db/client.server";
import { inTransaction, queryRows, type Tx } from "~/platform/db/transaction.server";
import { invalid } from "~/platform/errors";
import type { Ctx } from "../access/ctx.server";
import { audit } from "../audit/audit.server";
import { fiscalYearOf, lastDayOf } from "../calendar/fiscal-year";
import { CATEGORIES_APART, CHANNELS, EXTERNAL_CATEGORIES, USES } from "../ledger/kinds";
import { type LedgerPosting, postEntries } from "../ledger/post-entries.server";

const day = z.iso.date();

export const externalFundSchema = z.object({
	hubId: z.uuid(),
	institutionId: z.uuid(),
	/** never `gift`: gifts are booked from payments only */
	category: z.enum([...EXTERNAL_CATEGORIES, ...CATEGORIES_APART]),
	title: z.string().trim().min(1).max(300),
	funder: z.string().trim().min(1).max(200),
	use: z.enum(USES),
	source: z.enum(["review_sheet", "staff", "demo"]),
	/** what makes it the same fund when it is recorded twice */
	sourceKey: z.string().min(1).max(200),
	receipts: z
		.array(
			z
				.object({
					/** the day money came; where the source knows only the fiscal year, give `fiscalYear` instead */
					receivedOn: day.optional(),
					fiscalYear: z.int().min(1990).max(2100).optional(),
					amountYen: z.bigint().positive().max(100_000_000_000_000n),
					precision: z.enum(["yen", "million_yen"]),
					channel: z.enum(CHANNELS),
					sourceKey: z.string().min(1).max(200),
				})
				.refine((receipt) => (receipt.receivedOn === undefined) !== (receipt.fiscalYear === undefined), {
					message: "give receivedOn or fiscalYear, not both",
				})
				.refine((receipt) => receipt.precision === "yen" || receipt.amountYen % 1_000_000n === 0n, {
					message: "an amount of million_yen precision is a whole number of millions",
				}),
		)
		.max(1000),
});

export type ExternalFundInput = z.input<typeof externalFundSchema>;

const idSchema = z.object({ id: z.uuid() });

/**
 * Records a grant, contract, subsidy or host contribution with what was received of it, and books every receipt.
 * Recording the same sourceKey again adds only receipts that were not there.
 * @throws AppError external_fund_invalid, ledger_key_reused (a receipt's key with another amount)
 */
export async function recordExternalFund(
	ctx: Ctx,
	input: ExternalFundInput,
): Promise<{ id: string; newReceipts: number }> {
	const parsed = externalFundSchema.safeParse(input);
	if (!parsed.success) throw invalid("external_fund_invalid", z.prettifyError(parsed.error));
	const fund = parsed.data;
	return inTransaction(ctx, async (tx) => {
		const id = await insertFundOnce(tx, fund);
		const postings: LedgerPosting[] = [];
		for (const receipt of fund.receipts) {
			const receivedOn = receipt.receivedOn ?? lastDayOf(receipt.fiscalYear ?? 0).toString();
			const receiptId = await insertReceiptOnce(tx, id, { ...receipt, receivedOn });
			postings.push(receiptPosting(fund, id, { ...receipt, id: receiptId, receivedOn }));
		}
		const written = await postEntries(tx, postings);
		if (written.size > 0) {
			await audit(tx, ctx, {
				action: "external_fund.received",
				subject: { type: "external_fund", id },
				institutionId: fund.institutionId,
				after: { category: fund.category, receipts: [...written] },
			});
		}
		return { id, newReceipts: written.size };
	});
}

type ParsedFund = z.output<typeof externalFundSchema>;
type ParsedReceipt = Omit<ParsedFund["receipts"][number], "receivedOn"> & { receivedOn: string };

async function insertFundOnce(tx: Tx, fund: ParsedFund): Promise<string> {
	const inserted = await tx.externalFund.createManyAndReturn({
		data: [
			{
				hubId: fund.hubId,
				institutionId: fund.institutionId,
				category: fund.category,
				title: fund.title,
				funder: fund.funder,
				use: fund.use,
				source: fund.source,
				sourceKey: fund.sourceKey,
			},
		],
		skipDuplicates: true,
		select: { id: true },
	});
	const known = inserted[0] ?? (await tx.externalFund.findUniqueOrThrow({ where: { sourceKey: fund.sourceKey } }));
	return known.id;
}

async function insertReceiptOnce(tx: Tx, externalFundId: string, receipt: ParsedReceipt): Promise<string> {
	const rows = await queryRows(
		tx,
		idSchema,
		Prisma.sql`
		WITH written AS (
			INSERT INTO external_fund_receipt (id, external_fund_id, received_on, date_precision, fiscal_year, amount_yen, "precision", channel, source_key)
			VALUES (gen_random_uuid(), ${externalFundId}::uuid, ${receipt.receivedOn}::date, ${receipt.fiscalYear === undefined ? "day" : "fiscal_year"},
				${fiscalYearOf(receipt.receivedOn)}, ${receipt.amountYen}, ${receipt.precision}, ${receipt.channel}, ${receipt.sourceKey})
			ON CONFLICT (source_key) DO NOTHING
			RETURNING id
		)
		SELECT id FROM written
		UNION ALL SELECT id FROM external_fund_receipt WHERE source_key = ${receipt.sourceKey}
		LIMIT 1`,
	);
	const row = rows[0];
	if (!row) throw new Error(`external fund receipt ${receipt.sourceKey} was neither written nor found`);
	return row.id;
}

function receiptPosting(
	fund: ParsedFund,
	externalFundId: string,
	receipt: ParsedReceipt & { id: string },
): LedgerPosting {
	const host = fund.category === "host";
	const { hubId, institutionId, category, use } = fund;
	return {
		kind: host ? "host_contribution_received" : "external_fund_received",
		idempotencyKey: `external_fund_receipt:${receipt.sourceKey}`,
		cause: { type: "external_fund_receipt", id: receipt.id },
		occurredOn: receipt.receivedOn,
		precision: receipt.precision,
		lines: [
			{ account: host ? "host_resources" : "institution_bank", amountYen: receipt.amountYen, institutionId },
			{
				account: host ? "host_contribution" : "external_fund_income",
				amountYen: -receipt.amountYen,
				institutionId,
				purpose: { hubId, externalFundId, category, channel: receipt.channel, use },
			},
		],
	};
}
