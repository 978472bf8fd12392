import { useT } from "~/i18n/use-t.ts";
import { Amount, type Precision, type Unit } from "./amount.tsx";
import { TableFrame } from "./page-head.tsx";

export interface MoneyTableCell {
	id: string;
	yen: bigint;
	precision: Precision;
	/** its ledger lines; null when there are none */
	href: string | null;
}
export interface MoneyTableRow {
	key: string;
	label: string;
	title?: string;
	href?: string;
	cells: readonly MoneyTableCell[];
}
export interface MoneyTableColumn {
	id: string;
	group: "gift" | "external" | "total" | "apart";
}

/** External money by hub or year and category. What is not external money stands to the right of a double line. */
export function ExternalMoneyTable(props: {
	label: string;
	rowHead: string;
	columns: readonly MoneyTableColumn[];
	rows: readonly MoneyTableRow[];
	whole: MoneyTableRow;
	unit: Unit;
}) {
	const { label, rowHead, columns, rows, whole, unit } = props;
	const t = useT("console");
	const groups = (["total", "gift", "external", "apart"] as const)
		.map((group) => ({ group, span: columns.filter((column) => column.group === group).length }))
		.filter(({ span }) => span > 0);
	return (
		<TableFrame label={label}>
			<table className="table text-[0.8125rem] [&_:is(th,td)]:px-2 [&_:is(th,td)]:py-1.5">
				<thead>
					<tr>
						<td className="sticky left-0 bg-surface text-xs whitespace-nowrap text-ink-soft">
							{t("units.of", { unit: unit === "yen" ? t("units.yen") : t("units.million") })}
						</td>
						{groups.map(({ group, span }) => (
							<th key={group} scope="colgroup" colSpan={span} className={`text-center ${edge(group)}`}>
								{t(`programme.groups.${group}`)}
							</th>
						))}
					</tr>
					<tr>
						<th scope="col" className="sticky left-0 bg-surface">
							{rowHead}
						</th>
						{columns.map((column, index) => (
							<th key={column.id} scope="col" className={`num ${startEdge(columns, index)}`}>
								{t(`programme.columns.${column.id}` as "programme.columns.total")}
							</th>
						))}
					</tr>
				</thead>
				<tbody>
					{rows.map((row) => (
						<MoneyRow key={row.key} row={row} columns={columns} unit={unit} />
					))}
				</tbody>
				<tfoot>
					<MoneyRow row={whole} columns={columns} unit={unit} />
				</tfoot>
			</table>
		</TableFrame>
	);
}

function MoneyRow({ row, columns, unit }: { row: MoneyTableRow; columns: readonly MoneyTableColumn[]; unit: Unit }) {
	return (
		<tr>
			<th scope="row" className="sticky left-0 bg-surface whitespace-nowrap" title={row.title}>
				{row.href ? <a href={row.href}>{row.label}</a> : row.label}
			</th>
			{row.cells.map((cell, index) => (
				<td
					key={cell.id}
					className={`num ${startEdge(columns, index)} ${columns[index]?.group === "total" ? "font-semibold" : ""}`}
				>
					{cell.href === null ? (
						<span className="text-ink-soft">–</span>
					) : (
						<a href={cell.href}>
							<Amount yen={cell.yen} precision={cell.precision} unit={unit} />
						</a>
					)}
				</td>
			))}
		</tr>
	);
}

function edge(group: MoneyTableColumn["group"]): string {
	return group === "apart" ? "border-l-4 border-double border-l-line-strong" : "border-l border-l-line";
}

function startEdge(columns: readonly MoneyTableColumn[], index: number): string {
	const group = columns[index]?.group;
	return group !== undefined && columns[index - 1]?.group !== group ? edge(group) : "";
}
