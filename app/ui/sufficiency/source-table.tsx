import { formatFiscalYear } from "~/i18n/format.ts";
import { useLang, useT } from "~/i18n/use-t.ts";
import { Amount, type Unit } from "../console/amount.tsx";
import { TableFrame } from "../console/page-head.tsx";

export interface SourceRow {
	key: string;
	source: string;
	category: string;
	/** in the order of the years; 0 where there is none */
	cells: readonly { fiscalYear: number; yen: bigint; href: string | null }[];
}

/** What is secured, by where it comes from: each figure opens to what it is made of. */
export function SourceTable({ label, rows, unit }: { label: string; rows: readonly SourceRow[]; unit: Unit }) {
	const t = useT("console");
	const lang = useLang();
	return (
		<TableFrame label={label}>
			<table className="table text-[0.8125rem] [&_:is(th,td)]:px-2 [&_:is(th,td)]:py-1.5 print:[&_:is(th,td)]:px-0.5 print:[&_:is(th,td,th_span)]:text-[6pt]">
				<caption className="sr-only">{label}</caption>
				<thead>
					<tr>
						<th scope="col" className="sticky left-0 bg-surface">
							{t("sufficiency.source")}
						</th>
						{(rows[0]?.cells ?? []).map(({ fiscalYear }) => (
							<th key={fiscalYear} scope="col" className="num">
								{formatFiscalYear(fiscalYear, lang)}
							</th>
						))}
					</tr>
				</thead>
				<tbody>
					{rows.map((row) => (
						<tr key={row.key}>
							<th scope="row" className="sticky left-0 min-w-36 bg-surface print:min-w-24">
								{t(`categories.${row.category}` as "categories.gift")}
								<span className="block text-xs font-normal text-ink-soft">
									{t(`sufficiency.sourceNames.${row.source}` as "sufficiency.sourceNames.fund")}
								</span>
							</th>
							{row.cells.map((cell) => (
								<td key={cell.fiscalYear} className="num">
									{cell.yen === 0n ? (
										<span className="text-ink-soft">–</span>
									) : cell.href === null ? (
										<Amount yen={cell.yen} unit={unit} />
									) : (
										<a href={cell.href}>
											<Amount yen={cell.yen} unit={unit} />
										</a>
									)}
								</td>
							))}
						</tr>
					))}
				</tbody>
			</table>
		</TableFrame>
	);
}
