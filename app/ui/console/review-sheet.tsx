import { formatFiscalYear, formatInteger } from "~/i18n/format.ts";
import { useLang, useT } from "~/i18n/use-t.ts";
import { Section } from "./page-head.tsx";
import { PlainTable } from "./plain-table.tsx";

export interface ReviewSheetView {
	blocks: {
		key: string;
		fiscalYear: number;
		block: string;
		/** our sum of the printed rows */
		sumMillionYen: number;
		printedMillionYen: number;
		rowCount: number;
		payments: {
			key: string;
			rank: number;
			payee: string;
			project: string;
			hub: string | null;
			amountMillionYen: number;
			contract: string;
		}[];
	}[];
	budgets: {
		fiscalYear: number;
		initialMillionYen: number;
		carriedInMillionYen: number | null;
		carriedOutMillionYen: number | null;
		totalMillionYen: number | null;
		executedMillionYen: number | null;
		executionRateOfTotalPercent: number | null;
		executionRateOfInitialSupplementaryPercent: number | null;
	}[];
	indicators: {
		key: string;
		name: string;
		fiscalYear: number;
		actual: string;
		target: string;
		finalTarget: string | null;
	}[];
}

const whole = (value: number | null) => (value === null ? "–" : formatInteger(value));
const percent = (value: number | null) => (value === null ? "–" : `${value}%`);

/** The programme's official figures, as printed, beside our own sums of them. */
export function ReviewSheetTables({ sheet }: { sheet: ReviewSheetView }) {
	const t = useT("console");
	const lang = useLang();
	return (
		<>
			{sheet.blocks.map((block) => (
				<Section
					key={block.key}
					title={t("review.payments", { year: formatFiscalYear(block.fiscalYear, lang), block: block.block })}
					note={t("review.paymentsNote")}
				>
					<p className="mb-3 flex flex-wrap gap-x-8 gap-y-1">
						<span>
							{t("review.sum", { count: block.rowCount, rows: formatInteger(block.rowCount) })}{" "}
							<strong className="figure">{formatInteger(block.sumMillionYen)}</strong> {t("units.million")}
						</span>
						<span>
							{t("review.printed")} <strong className="figure">{formatInteger(block.printedMillionYen)}</strong>{" "}
							{t("units.million")}
						</span>
					</p>
					{block.sumMillionYen === block.printedMillionYen ? null : (
						<p className="notice notice-warn mb-3 max-w-text text-sm">
							{t("review.rounding", { difference: formatInteger(block.sumMillionYen - block.printedMillionYen) })}
						</p>
					)}
					<details>
						<summary className="text-sm text-primary underline">{t("review.showRows")}</summary>
						<div className="mt-3">
							<PaymentRows block={block} />
						</div>
					</details>
				</Section>
			))}
			<BudgetRows budgets={sheet.budgets} />
			<IndicatorRows indicators={sheet.indicators} />
		</>
	);
}

function PaymentRows({ block }: { block: ReviewSheetView["blocks"][number] }) {
	const t = useT("console");
	return (
		<PlainTable
			label={t("review.showRows")}
			empty={t("review.none")}
			columns={[
				{ label: t("review.rank"), number: true },
				{ label: t("review.payee") },
				{ label: t("review.project") },
				{ label: t("filters.hub") },
				{ label: `${t("review.amount")} (${t("units.million")})`, number: true },
				{ label: t("review.contract") },
			]}
			rows={block.payments.map((row) => ({
				key: row.key,
				cells: [row.rank, row.payee, row.project, row.hub ?? "–", formatInteger(row.amountMillionYen), row.contract],
			}))}
		/>
	);
}

function BudgetRows({ budgets }: { budgets: ReviewSheetView["budgets"] }) {
	const t = useT("console");
	const lang = useLang();
	if (budgets.length === 0) return null;
	return (
		<Section title={t("review.budget")} note={t("review.source")}>
			<PlainTable
				label={t("review.budget")}
				empty={t("review.none")}
				columns={[
					{ label: t("filters.fiscalYear") },
					...(["initial", "carriedIn", "carriedOut", "total", "executed", "rateOfTotal", "rateOfInitial"] as const).map(
						(key) => ({ label: t(`review.budgets.${key}`), number: true }),
					),
				]}
				rows={budgets.map((row) => ({
					key: String(row.fiscalYear),
					cells: [
						formatFiscalYear(row.fiscalYear, lang),
						whole(row.initialMillionYen),
						whole(row.carriedInMillionYen),
						whole(row.carriedOutMillionYen),
						whole(row.totalMillionYen),
						whole(row.executedMillionYen),
						percent(row.executionRateOfTotalPercent),
						percent(row.executionRateOfInitialSupplementaryPercent),
					],
				}))}
			/>
		</Section>
	);
}

function IndicatorRows({ indicators }: Pick<ReviewSheetView, "indicators">) {
	const t = useT("console");
	const lang = useLang();
	if (indicators.length === 0) return null;
	return (
		<Section title={t("review.indicators")} note={t("review.source")}>
			<PlainTable
				label={t("review.indicators")}
				empty={t("review.none")}
				columns={[
					{ label: t("review.indicator") },
					{ label: t("filters.fiscalYear") },
					{ label: t("review.actual"), number: true },
					{ label: t("review.target"), number: true },
					{ label: t("review.finalTarget"), number: true },
				]}
				rows={indicators.map((row) => ({
					key: row.key,
					cells: [row.name, formatFiscalYear(row.fiscalYear, lang), row.actual, row.target, row.finalTarget ?? "–"],
				}))}
			/>
		</Section>
	);
}
