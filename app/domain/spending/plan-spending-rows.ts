import type { Category, Use } from "../ledger/kinds.ts";
import type { ExpenseItem } from "./expense-items.ts";

/** What a row of a file says was bought; its source already found. Amounts are yen as text, so that a row can be kept as JSON. */
export type ImportSpendingRow = {
	line: number;
	/** what makes it the same line, without the number among equals */
	key: string;
	/** of the voucher, where the file numbers its lines */
	voucherLine: number | null;
	voucher: string;
	hubId: string | null;
	fundId: string | null;
	externalFundId: string | null;
	category: Category;
	use: Use;
	spentOn: string;
	fiscalYear: number;
	expenseItem: ExpenseItem;
	description: string;
	amountYen: string;
};

export type KnownSpending = {
	id: string;
	sourceKey: string;
	hubId: string | null;
	fundId: string | null;
	externalFundId: string | null;
	category: Category;
	use: Use;
	spentOn: string;
	expenseItem: string;
	description: string;
	voucher: string;
	amountYen: bigint;
};

export type SpendingPlan = {
	errors: { line: number; column: string | null; reason: string }[];
	rows: {
		row: ImportSpendingRow;
		sourceKey: string;
		/** retext: only its words changed, so nothing is booked */
		action: "create" | "replace" | "retext" | "none";
		known: KnownSpending | null;
	}[];
};

/** Each row with the key it is kept under: lines of one voucher, and rows that are equal, are counted in the order of the file. */
export function withKeys(rows: readonly ImportSpendingRow[]): { row: ImportSpendingRow; sourceKey: string }[] {
	const counts = new Map<string, number>();
	return rows
		.toSorted((a, b) => a.line - b.line)
		.map((row) => {
			const nth = (counts.get(row.key) ?? 0) + 1;
			counts.set(row.key, nth);
			return { row, sourceKey: `${row.key}:${row.voucherLine ?? nth}` };
		});
}

/**
 * What rows of one voucher, or equal rows without one, make of what is booked: pure, so that the check before a run and the run
 * itself cannot differ. A line whose content changed is booked back and anew.
 */
export function planSpendingRows(
	rows: readonly ImportSpendingRow[],
	known: ReadonlyMap<string, KnownSpending>,
): SpendingPlan {
	const taken = new Map<string, number>();
	const plan: SpendingPlan = { errors: [], rows: [] };
	for (const { row, sourceKey } of withKeys(rows)) {
		const before = taken.get(sourceKey);
		if (before !== undefined) {
			plan.errors.push({ line: row.line, column: "line", reason: `imports.voucherLineTwice?line=${before}` });
			continue;
		}
		taken.set(sourceKey, row.line);
		const old = known.get(sourceKey) ?? null;
		plan.rows.push({ row, sourceKey, known: old, action: old === null ? "create" : actionOf(row, old) });
	}
	return plan;
}

function actionOf(row: ImportSpendingRow, old: KnownSpending): "replace" | "retext" | "none" {
	const booked =
		old.amountYen === BigInt(row.amountYen) &&
		(["hubId", "fundId", "externalFundId", "use", "spentOn", "expenseItem"] as const).every(
			(name) => old[name] === row[name],
		);
	if (!booked) return "replace";
	return old.description === row.description && old.voucher === row.voucher ? "none" : "retext";
}
