import { createHash } from "node:crypto";
import { fiscalYearOf } from "../calendar/fiscal-year.ts";
import { foldNumber } from "../external-funds/fund-key.ts";
import type { Category, Use } from "../ledger/kinds.ts";
import type { ExpenseItem } from "../spending/expense-items.ts";
import type { ImportSpendingRow } from "../spending/plan-spending-rows.ts";
import { SPENDING_MAX } from "../spending/spending.schema.ts";
import { foldVoucher, spendingKey } from "../spending/spending-key.ts";
import { foldWord } from "./import-fields.ts";
import type { Mapping } from "./import-mapping.ts";
import { type Places, type RowError, RowReader } from "./read-row.ts";

/** What money was spent from: a fund of gifts or an external fund. */
export type SpendingSource = {
	hubId: string | null;
	fundId: string | null;
	externalFundId: string | null;
	category: Category;
	use: Use;
};
/** Sources by what a row says: funds by folded word, external funds by `hubId/number` and by number alone. */
export type SpendingSources = {
	funds: ReadonlyMap<string, SpendingSource>;
	byNumber: ReadonlyMap<string, readonly SpendingSource[]>;
};

export type ReadSpendingRow = ({ row: ImportSpendingRow; groupKey: string } | { row: null }) & { errors: RowError[] };

/** A row of an institution's accounting file: what was bought, on which day, from which money. */
export function readSpendingRow(
	cells: readonly string[],
	line: number,
	mapping: Mapping,
	place: { institutionId: string; places: Places; today: string; sources: SpendingSources },
): ReadSpendingRow {
	const reader = new RowReader(cells, mapping, place.today);
	const spentOn = reader.day("spentOn", { past: true });
	const amountYen = reader.amount("amountYen");
	const expenseItem = reader.word("expenseItem");
	const description = reader.text("description", SPENDING_MAX.description);
	const voucher = reader.text("voucher", SPENDING_MAX.voucher) ?? "";
	const source = sourceOf(reader, place);
	const use = reader.word("use") ?? source?.use ?? null;
	const voucherLine = lineOf(reader);
	const said = (column: string) => reader.errors.some((error) => error.column === column);
	if (spentOn === null && !said("spentOn")) reader.wrong("spentOn", "fields.required");
	if (amountYen === null && !said("amountYen")) reader.wrong("amountYen", "fields.required");
	if (amountYen === "0") reader.wrong("amountYen", "fields.amount.zero");
	if (expenseItem === null && !said("expenseItem")) reader.wrong("expenseItem", "fields.required");
	if (description === null && !said("description")) reader.wrong("description", "fields.required");
	if (
		spentOn === null ||
		amountYen === null ||
		expenseItem === null ||
		description === null ||
		source === null ||
		use === null ||
		reader.errors.length > 0
	) {
		return { row: null, errors: reader.errors };
	}
	const content = {
		...source,
		spentOn,
		expenseItem: expenseItem as ExpenseItem,
		use: use as Use,
		description,
		amountYen,
	};
	const key = keyOf({ institutionId: place.institutionId, voucher, content });
	const row = {
		line,
		key,
		voucherLine: voucher === "" ? null : voucherLine,
		voucher,
		fiscalYear: fiscalYearOf(spentOn),
		...content,
	};
	return { row, groupKey: key, errors: [] };
}

function lineOf(reader: RowReader): number | null {
	const text = reader.cell("line").normalize("NFKC").trim().replace(/\.0+$/u, "");
	if (text === "") return null;
	const number = Number(text);
	if (Number.isInteger(number) && number >= 1 && number <= 9999) return number;
	return reader.wrong("line", "fields.wholeNumber");
}

/** A line without a voucher is known by what it says. */
function keyOf({
	institutionId,
	voucher,
	content,
}: {
	institutionId: string;
	voucher: string;
	content: { spentOn: string };
}): string {
	const fiscalYear = fiscalYearOf(content.spentOn);
	if (foldVoucher(voucher) !== "") return spendingKey({ institutionId, fiscalYear, voucher, line: "" }).slice(0, -1);
	const hash = createHash("sha256").update(JSON.stringify(content)).digest("hex").slice(0, 32);
	return `spending:${institutionId}:${fiscalYear}:-:${hash}`;
}

function sourceOf(
	reader: RowReader,
	{ places, sources }: { places: Places; sources: SpendingSources },
): SpendingSource | null {
	const named = reader.cell("hub").trim() === "" ? places.hubId : reader.hub(places);
	if (reader.errors.some(({ column }) => column === "hub")) return null;
	const number = foldNumber(reader.cell("number"));
	const fund = reader.cell("fund").trim();
	if (number !== "") {
		const of = sources.byNumber.get(number)?.filter(({ hubId }) => named === null || hubId === named) ?? [];
		if (of.length === 1) return of[0] ?? null;
		if (of.length > 1) return reader.wrong("number", "imports.numberOfTwo");
		if (fund === "") return reader.wrong("number", "imports.numberUnknown");
	}
	if (fund === "") return reader.wrong("fund", "fields.required");
	const found = sources.funds.get(foldWord(fund));
	if (found === undefined) return reader.wrong("fund", "imports.fundUnknown");
	if (named !== null && found.hubId !== null && found.hubId !== named) return reader.wrong("fund", "imports.otherHub");
	return found;
}
