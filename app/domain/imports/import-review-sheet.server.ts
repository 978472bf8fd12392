import { z } from "zod";
import { inTransaction } from "~/platform/db/transaction.server";
import { invalid } from "~/platform/errors";
import { readSheet } from "~/platform/sheets/read-sheet.server";
import { authorize } from "../access/authorize.server";
import { type Ctx, jobContext } from "../access/ctx.server";
import { audit } from "../audit/audit.server";
import {
	recordProgrammeBudget,
	recordProgrammeIndicators,
	recordReviewSheetPayments,
} from "../external-funds/record-review-sheet.server";
import { closest } from "./rounding";

const whole = z
	.string()
	.transform((text) => text.normalize("NFKC").replace(/[,\s]/gu, ""))
	.pipe(z.string().regex(/^-?\d{1,9}$/))
	.transform(Number);
const figure = z.union([
	z
		.string()
		.regex(/^\s*$/)
		.transform(() => null),
	whole,
]);
const text = z.string().trim().min(1).max(400);
const year = whole.pipe(z.int().min(1990).max(2100));

/** The tables by their columns, as the programme's data files have them. */
const TABLES = {
	payments: z.object({
		block: text.max(20),
		rank: whole.pipe(z.int().min(1).max(1000)),
		payee_ja: text,
		corporate_number: z
			.string()
			.trim()
			.regex(/^(?:\d{13})?$/)
			.transform((number) => number || null),
		project_ja: text,
		amount_million_yen: whole.pipe(z.int().min(0)),
		contract: z.string().trim().max(200),
		block_printed_total_million_yen: whole.pipe(z.int().min(0)),
	}),
	budget: z.object({
		fiscal_year: year,
		initial_million_yen: whole,
		carried_in_million_yen: figure,
		carried_out_million_yen: figure,
		total_million_yen: figure,
		executed_million_yen: figure,
		execution_rate_of_total_percent: figure,
		execution_rate_of_initial_and_supplementary_percent: figure,
	}),
	indicators: z.object({
		indicator_ja: text,
		indicator_en: text,
		unit: text.max(40),
		fiscal_year: year,
		actual: whole,
		target: whole,
		final_target: figure,
	}),
};
export type ReviewTable = keyof typeof TABLES;
export type ReviewBlock = {
	block: string;
	sumMillionYen: number;
	printedMillionYen: number;
	/** what lies between the two */
	difference: "equal" | "rounding" | "differs";
};
export type ReviewImport = { table: ReviewTable; rows: number; blocks: ReviewBlock[] };

/**
 * Takes in one of the review sheet's own tables, as it is: payments of a fiscal year, the budget, or indicators; which one its
 * columns say. The same table again changes nothing.
 * @param input.fiscalYear  of a table of payments, which does not say it
 * @throws AppError forbidden, review_table_unknown, review_row_wrong, review_year_needed, sheet_*
 */
export async function importReviewSheet(
	ctx: Ctx,
	input: { bytes: Uint8Array; fileName: string; fiscalYear: number | null },
): Promise<ReviewImport> {
	await authorize(ctx, "import", "LedgerBalance");
	const { table, rows } = await readTable(input.bytes);
	if (table === "payments" && input.fiscalYear === null) {
		throw invalid("review_year_needed", "payments of which year?", {
			personKey: "fields.required",
			params: { field: "fiscalYear" },
		});
	}
	// The programme's figures are nobody's own: they are recorded as the source has them, whoever uploads it.
	const source = await jobContext("reviewSheet", { requestId: ctx.requestId });
	const blocks = await RECORD[table](source, rows, input.fiscalYear ?? 0);
	await inTransaction(ctx, (tx) =>
		audit(tx, ctx, {
			action: "review_sheet.imported",
			subject: { type: "review_sheet", id: table },
			after: { fileName: input.fileName, rows: rows.length, fiscalYear: input.fiscalYear },
		}),
	);
	return { table, rows: rows.length, blocks };
}

async function readTable(bytes: Uint8Array): Promise<{ table: ReviewTable; rows: unknown[] }> {
	const names = new Set(Object.values(TABLES).flatMap((schema) => Object.keys(schema.shape)));
	const sheet = await readSheet(bytes, (cells) => cells.filter((cell) => names.has(cell.trim())).length);
	const table = (Object.keys(TABLES) as ReviewTable[]).find((name) =>
		Object.keys(TABLES[name].shape).every((column) => sheet.headings.includes(column)),
	);
	if (!table) {
		throw invalid("review_table_unknown", `columns ${sheet.headings.join(", ")}`, {
			personKey: "imports.reviewTableUnknown",
		});
	}
	const rows: unknown[] = [];
	for await (const { line, cells } of sheet.rows) {
		if (rows.length >= 2000) throw invalid("sheet_too_large", "over 2000 rows", { personKey: "imports.sheetTooLarge" });
		const named = Object.fromEntries(sheet.headings.map((heading, at) => [heading, cells[at] ?? ""]));
		const parsed = TABLES[table].safeParse(named);
		if (!parsed.success) {
			throw invalid("review_row_wrong", `line ${line}: ${z.prettifyError(parsed.error)}`, {
				personKey: "imports.reviewRowWrong",
				params: { line, column: String(parsed.error.issues[0]?.path[0] ?? "") },
			});
		}
		rows.push(parsed.data);
	}
	if (rows.length === 0) throw invalid("sheet_empty", "no rows", { personKey: "imports.sheetEmpty" });
	return { table, rows };
}

type Row<T extends ReviewTable> = z.output<(typeof TABLES)[T]>;

const RECORD: Record<ReviewTable, (ctx: Ctx, rows: unknown[], fiscalYear: number) => Promise<ReviewBlock[]>> = {
	async payments(ctx, given, fiscalYear) {
		const rows = given as Row<"payments">[];
		await recordReviewSheetPayments(
			ctx,
			rows.map((row) => ({
				fiscalYear,
				block: row.block,
				rank: row.rank,
				payeeJa: row.payee_ja,
				corporateNumber: row.corporate_number,
				projectJa: row.project_ja,
				amountMillionYen: row.amount_million_yen,
				contract: row.contract,
				blockPrintedTotalMillionYen: row.block_printed_total_million_yen,
			})),
		);
		const names = [...new Set(rows.map(({ block }) => block))];
		return names.map((block) => {
			const own = rows.filter((row) => row.block === block);
			const sumMillionYen = own.reduce((sum, row) => sum + row.amount_million_yen, 0);
			const printedMillionYen = own[0]?.block_printed_total_million_yen ?? 0;
			const yen = BigInt(sumMillionYen - printedMillionYen) * 1_000_000n;
			return { block, sumMillionYen, printedMillionYen, difference: closest(yen, "million_yen", own.length) };
		});
	},
	async budget(ctx, given) {
		await recordProgrammeBudget(
			ctx,
			(given as Row<"budget">[]).map((row) => ({
				fiscalYear: row.fiscal_year,
				initialMillionYen: row.initial_million_yen,
				carriedInMillionYen: row.carried_in_million_yen,
				carriedOutMillionYen: row.carried_out_million_yen,
				totalMillionYen: row.total_million_yen,
				executedMillionYen: row.executed_million_yen,
				executionRateOfTotalPercent: row.execution_rate_of_total_percent,
				executionRateOfInitialSupplementaryPercent: row.execution_rate_of_initial_and_supplementary_percent,
			})),
		);
		return [];
	},
	async indicators(ctx, given) {
		await recordProgrammeIndicators(
			ctx,
			(given as Row<"indicators">[]).map((row) => ({
				nameJa: row.indicator_ja,
				nameEn: row.indicator_en,
				unit: row.unit,
				fiscalYear: row.fiscal_year,
				actual: row.actual,
				target: row.target,
				finalTarget: row.final_target,
			})),
		);
		return [];
	},
};
