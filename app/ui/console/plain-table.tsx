import type { ReactNode } from "react";
import { TableFrame } from "./page-head.tsx";

export interface Column {
	label: string;
	/** amounts and days stand to the right */
	number?: boolean;
}

/** A small table of facts in order, such as the events of one gift. */
export function PlainTable(props: {
	label: string;
	columns: readonly Column[];
	rows: readonly { key: string; cells: readonly ReactNode[] }[];
	empty: string;
}) {
	const { label, columns, rows, empty } = props;
	if (rows.length === 0) return <p className="hint">{empty}</p>;
	return (
		<TableFrame label={label}>
			<table className="table text-[0.8125rem] [&_:is(th,td)]:px-2 [&_:is(th,td)]:py-1.5">
				<thead>
					<tr>
						{columns.map((column) => (
							<th key={column.label} scope="col" className={column.number ? "num" : undefined}>
								{column.label}
							</th>
						))}
					</tr>
				</thead>
				<tbody>
					{rows.map((row) => (
						<tr key={row.key}>
							{columns.map((column, index) => (
								<td key={column.label} className={column.number ? "num" : "min-w-24"}>
									{row.cells[index]}
								</td>
							))}
						</tr>
					))}
				</tbody>
			</table>
		</TableFrame>
	);
}
