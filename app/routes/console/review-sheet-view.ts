import type { ReviewSheet } from "~/domain/programme/get-review-sheet.server";
import { formatPercent } from "~/i18n/format";
import type { Lang } from "~/i18n/lang";
import type { ReviewSheetView } from "~/ui/console/review-sheet";

/** The official review sheet in the reader's language. */
export function toReviewSheetView(sheet: ReviewSheet, lang: Lang): ReviewSheetView {
	const ja = lang === "ja";
	return {
		blocks: sheet.blocks.map((block) => ({
			key: `${block.fiscalYear}${block.block}`,
			fiscalYear: block.fiscalYear,
			block: block.block,
			sumMillionYen: block.sumMillionYen,
			printedMillionYen: block.printedTotalMillionYen,
			rowCount: block.rowCount,
			payments: block.payments.map((row) => ({
				key: row.id,
				rank: row.rank,
				payee: row.payeeJa,
				project: row.projectJa,
				hub: row.hub?.abbreviation ?? null,
				amountMillionYen: row.amountMillionYen,
				contract: row.contract,
			})),
		})),
		budgets: sheet.budgets,
		indicators: sheet.indicators.map((row) => ({
			key: `${row.nameEn}${row.fiscalYear}`,
			name: ja ? row.nameJa : row.nameEn,
			fiscalYear: row.fiscalYear,
			actual: inUnit(row.actual, row.unit),
			target: inUnit(row.target, row.unit),
			finalTarget: row.finalTarget === null ? null : inUnit(row.finalTarget, row.unit),
		})),
	};
}

function inUnit(value: number, unit: string): string {
	return unit === "percent" ? formatPercent(value / 100) : String(value);
}
