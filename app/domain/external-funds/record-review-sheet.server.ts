import { inTransaction } from "~/platform/db/transaction.server";
import { authorize } from "../access/authorize.server";
import type { Ctx } from "../access/ctx.server";
import { recordExternalFund } from "./record-external-fund.server";

/** A row of the payment tables of the programme's review sheet, as printed. */
export type ReviewSheetRow = {
	fiscalYear: number;
	block: string;
	rank: number;
	payeeJa: string;
	corporateNumber: string | null;
	projectJa: string;
	/** rounded to the million in the source */
	amountMillionYen: number;
	contract: string;
	blockPrintedTotalMillionYen: number;
};

export type BudgetRow = {
	fiscalYear: number;
	initialMillionYen: number;
	carriedInMillionYen: number | null;
	carriedOutMillionYen: number | null;
	totalMillionYen: number | null;
	executedMillionYen: number | null;
	executionRateOfTotalPercent: number | null;
	executionRateOfInitialSupplementaryPercent: number | null;
};

export type IndicatorRow = {
	nameJa: string;
	nameEn: string;
	unit: string;
	fiscalYear: number;
	actual: number;
	target: number;
	finalTarget: number | null;
};

const MILLION = 1_000_000n;

/**
 * Keeps the payment rows as printed. A row paid to a hub's institution for that hub is also a receipt of category
 * `wpi_subsidy`, in million-yen precision; a row of no hub (the programme's own costs) stays beside the ledger.
 * The sheet does not say what the subsidy paid: it is booked under `running`.
 */
export async function recordReviewSheetPayments(ctx: Ctx, rows: ReviewSheetRow[]): Promise<void> {
	await authorize(ctx, "create", "ExternalFund");
	for (const row of rows) await recordPayment(ctx, row);
}

async function recordPayment(ctx: Ctx, row: ReviewSheetRow): Promise<void> {
	const { blockPrintedTotalMillionYen, ...printed } = row;
	const hub = await ctx.db.hub.findFirst({ where: { nameJa: row.projectJa } });
	const institution = row.corporateNumber
		? await ctx.db.institution.findFirst({ where: { corporateNumber: row.corporateNumber } })
		: null;
	const key = `review-sheet:${row.fiscalYear}:${row.block}:${row.rank}`;
	if (hub && institution) {
		await recordExternalFund(ctx, {
			hubId: hub.id,
			institutionId: institution.id,
			category: "wpi_subsidy",
			title: "国際研究拠点形成促進事業費補助金",
			funder: "文部科学省",
			use: "running",
			source: "review_sheet",
			sourceKey: `wpi-subsidy:${hub.slug}`,
			receipts: [
				{
					fiscalYear: row.fiscalYear,
					amountYen: BigInt(row.amountMillionYen) * MILLION,
					precision: "million_yen",
					channel: "bank_transfer",
					sourceKey: key,
				},
			],
		});
	}
	await inTransaction(ctx, async (tx) => {
		const receipt = await tx.externalFundReceipt.findUnique({ where: { sourceKey: key }, select: { id: true } });
		const data = {
			...printed,
			hubId: hub?.id ?? null,
			institutionId: institution?.id ?? null,
			receiptId: receipt?.id ?? null,
		};
		const { fiscalYear, block, rank } = row;
		await tx.reviewSheetPayment.upsert({
			where: { fiscalYear_block_rank: { fiscalYear, block, rank } },
			create: data,
			update: data,
		});
		const total = { printedTotalMillionYen: blockPrintedTotalMillionYen };
		await tx.reviewSheetBlock.upsert({
			where: { fiscalYear_block: { fiscalYear, block } },
			create: { fiscalYear, block, ...total },
			update: total,
		});
	});
}

/** Keeps the programme's budget and execution table, as printed. */
export async function recordProgrammeBudget(ctx: Ctx, rows: BudgetRow[]): Promise<void> {
	await authorize(ctx, "create", "ExternalFund");
	await inTransaction(ctx, async (tx) => {
		for (const row of rows) {
			await tx.programmeBudget.upsert({ where: { fiscalYear: row.fiscalYear }, create: row, update: row });
		}
	});
}

/** Keeps the programme's indicators with their targets, as printed. */
export async function recordProgrammeIndicators(ctx: Ctx, rows: IndicatorRow[]): Promise<void> {
	await authorize(ctx, "create", "ExternalFund");
	await inTransaction(ctx, async (tx) => {
		for (const row of rows) {
			const { nameEn, fiscalYear } = row;
			await tx.programmeIndicator.upsert({
				where: { nameEn_fiscalYear: { nameEn, fiscalYear } },
				create: row,
				update: row,
			});
		}
	});
}
