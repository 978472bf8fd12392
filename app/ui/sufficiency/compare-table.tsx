import { formatDay, formatFiscalYear, formatPercent } from "~/i18n/format.ts";
import { useLang, useT } from "~/i18n/use-t.ts";
import { Amount, type Unit } from "../console/amount.tsx";
import { TableFrame } from "../console/page-head.tsx";
import type { GapView } from "./gap-sentence.tsx";

export interface Compared {
	key: string;
	name: string;
	/** null: what is */
	whatIf: boolean;
	supportEndsOn: string | null;
	gap: GapView | null;
	years: readonly {
		fiscalYear: number;
		neededYen: bigint;
		securedYen: bigint;
		securedRatio: number | null;
		expectedRatio: number | null;
	}[];
}

/** What is beside what might be, by fiscal year. */
export function CompareTable({ label, columns, unit }: { label: string; columns: readonly Compared[]; unit: Unit }) {
	const t = useT("console");
	const p = useT("public");
	const lang = useLang();
	const years = columns[0]?.years.map(({ fiscalYear }) => fiscalYear) ?? [];
	const facts = [
		{
			label: p("coverage.ends"),
			of: (one: Compared) => (one.supportEndsOn === null ? "–" : formatDay(one.supportEndsOn, lang)),
		},
		{
			label: t("scenarios.gap"),
			of: (one: Compared) =>
				one.gap === null ? (
					t("scenarios.noGap")
				) : (
					<>
						<Amount yen={one.gap.gapYen} unit={unit} /> ({formatFiscalYear(one.gap.fiscalYear, lang)})
					</>
				),
		},
		{
			label: t("scenarios.closeBy"),
			of: (one: Compared) => (one.gap === null ? "–" : formatDay(one.gap.closeBy, lang)),
		},
	];
	return (
		<TableFrame label={label}>
			<table className="table text-[0.8125rem] [&_:is(th,td)]:px-2 [&_:is(th,td)]:py-1.5">
				<caption className="sr-only">{label}</caption>
				<thead>
					<tr>
						<td className="sticky left-0 bg-surface text-xs text-ink-soft">
							{unit === "yen" ? p("coverage.inYen") : p("coverage.inMillion")}
						</td>
						{columns.map((one) => (
							<th key={one.key} scope="col" className="num min-w-36 border-l border-l-line">
								{one.whatIf ? <span className="badge badge-warn mb-1">{p("coverage.whatIf")}</span> : null}
								<span className="block whitespace-normal">{one.name}</span>
							</th>
						))}
					</tr>
				</thead>
				<tbody>
					{facts.map((fact) => (
						<tr key={fact.label}>
							<th scope="row" className="sticky left-0 bg-surface">
								{fact.label}
							</th>
							{columns.map((one) => (
								<td key={one.key} className="num border-l border-l-line">
									{fact.of(one)}
								</td>
							))}
						</tr>
					))}
					{years.map((fiscalYear) => (
						<tr key={fiscalYear}>
							<th scope="row" className="sticky left-0 bg-surface whitespace-nowrap">
								{formatFiscalYear(fiscalYear, lang)}
							</th>
							{columns.map((one) => (
								<CompareCell key={one.key} column={one} actual={columns[0]} fiscalYear={fiscalYear} unit={unit} />
							))}
						</tr>
					))}
				</tbody>
			</table>
		</TableFrame>
	);
}

/** The share secured and with likely; under it secured and needed, and how far it is from what is. */
function CompareCell(props: { column: Compared; actual: Compared | undefined; fiscalYear: number; unit: Unit }) {
	const { column, actual, fiscalYear, unit } = props;
	const p = useT("public");
	const year = column.years.find((one) => one.fiscalYear === fiscalYear);
	const before = actual?.years.find((one) => one.fiscalYear === fiscalYear);
	if (year === undefined || year.securedRatio === null)
		return <td className="num border-l border-l-line text-ink-soft">{p("coverage.noPlan")}</td>;
	const points =
		column.whatIf && before?.securedRatio != null
			? Math.round((year.securedRatio - before.securedRatio) * 1000) / 10
			: 0;
	return (
		<td className="num border-l border-l-line">
			<strong>{formatPercent(year.securedRatio)}</strong>
			{points === 0 ? null : (
				<span className="ml-1 text-xs">
					({points > 0 ? "+" : "−"}
					{Math.abs(points).toFixed(1)})
				</span>
			)}
			<span className="block text-xs text-ink-soft">
				{p("coverage.withLikely", { percent: formatPercent(year.expectedRatio ?? year.securedRatio) })}
			</span>
			<span className="block text-xs text-ink-soft">
				<Amount yen={year.securedYen} unit={unit} /> / <Amount yen={year.neededYen} unit={unit} />
			</span>
		</td>
	);
}
