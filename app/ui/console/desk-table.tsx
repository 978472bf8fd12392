import { formatInteger, formatMillionYen, formatYenSign, roundToMillion } from "~/i18n/format.ts";
import { useLang, useT } from "~/i18n/use-t.ts";
import { Amount, type Precision, type Unit } from "./amount.tsx";
import { TableFrame } from "./page-head.tsx";

export type DeskChange =
	| { kind: "none" }
	| { kind: "new"; yen: bigint; precision: Precision }
	| { kind: "change"; yen: bigint; precision: Precision; perMille: bigint | null };
export interface DeskTableCell {
	yen: bigint;
	precision: Precision;
	last: { yen: bigint; precision: Precision } | null;
	change: DeskChange;
	/** its ledger lines; null when there are none */
	href: string | null;
}
export interface DeskTableLine {
	key: string;
	label: string;
	title?: string | undefined;
	cells: readonly DeskTableCell[];
	whole: DeskTableCell;
}

/** One measure of money by rows and columns, each total a sum of its own, beside the fiscal year before. */
export function DeskTable(props: {
	label: string;
	rowHead: string;
	columns: readonly { key: string; label: string }[];
	rows: readonly DeskTableLine[];
	whole: DeskTableLine;
	unit: Unit;
	besideLastYear: boolean;
	changeInCells: boolean;
}) {
	const { label, rowHead, columns, rows, whole, unit, besideLastYear, changeInCells } = props;
	const t = useT("console");
	const shown = { unit, besideLastYear, changeInCells };
	return (
		<TableFrame label={label}>
			<table className="table text-[0.8125rem] [&_:is(th,td)]:px-2 [&_:is(th,td)]:py-1.5">
				<caption className="sr-only">{label}</caption>
				<thead>
					<tr>
						<th scope="col" className="sticky left-0 bg-surface">
							{rowHead}
							<span className="block text-xs font-normal text-ink-soft">
								{t("units.of", { unit: unit === "yen" ? t("units.yen") : t("units.million") })}
							</span>
						</th>
						<th scope="col" className="num">
							{t("programme.whole")}
						</th>
						{besideLastYear ? (
							<>
								<th scope="col" className="num font-normal">
									{t("desk.lastYear")}
								</th>
								<th scope="col" className="num font-normal">
									{t("desk.changeYen")}
								</th>
								<th scope="col" className="num font-normal">
									{t("desk.changePercent")}
								</th>
							</>
						) : null}
						{columns.map((column, index) => (
							<th key={column.key} scope="col" className={`num ${edge(index)}`}>
								{column.label}
							</th>
						))}
					</tr>
				</thead>
				<tbody>
					{rows.map((row) => (
						<Line key={row.key} row={row} {...shown} />
					))}
				</tbody>
				<tfoot>
					<Line row={whole} {...shown} />
				</tfoot>
			</table>
		</TableFrame>
	);
}

/** The total stands first, where a telephone shows it too; what it is made of follows behind a line. */
const edge = (index: number) => (index === 0 ? "border-l border-l-line-strong" : "");

type Shown = { unit: Unit; besideLastYear: boolean; changeInCells: boolean };

function Line({ row, unit, besideLastYear, changeInCells }: { row: DeskTableLine } & Shown) {
	const { whole } = row;
	return (
		<tr>
			<th scope="row" className="sticky left-0 bg-surface whitespace-nowrap" title={row.title}>
				{row.label}
			</th>
			<td className="num font-semibold">
				<Figure cell={whole} unit={unit} />
			</td>
			{besideLastYear ? (
				<>
					<td className="num text-ink-soft">{whole.last === null ? "–" : <Amount {...whole.last} unit={unit} />}</td>
					<td className="num">
						<ChangeYen change={whole.change} unit={unit} />
					</td>
					<td className="num">
						<ChangePercent change={whole.change} />
					</td>
				</>
			) : null}
			{row.cells.map((cell, index) => (
				// biome-ignore lint/suspicious/noArrayIndexKey: the columns of one table keep their order
				<td key={index} className={`num ${edge(index)}`}>
					<Figure cell={cell} unit={unit} />
					{changeInCells ? <CellChange change={cell.change} unit={unit} /> : null}
				</td>
			))}
		</tr>
	);
}

function Figure({ cell, unit }: { cell: DeskTableCell; unit: Unit }) {
	if (cell.href === null) return <span className="text-ink-soft">–</span>;
	return (
		<a href={cell.href}>
			<Amount yen={cell.yen} precision={cell.precision} unit={unit} />
		</a>
	);
}

function CellChange({ change, unit }: { change: DeskChange; unit: Unit }) {
	if (change.kind === "none") return null;
	return (
		<span className="block text-xs text-ink-soft">
			<ChangeYen change={change} unit={unit} /> (<ChangePercent change={change} />)
		</span>
	);
}

function ChangeYen({ change, unit }: { change: DeskChange; unit: Unit }) {
	const lang = useLang();
	if (change.kind === "none") return <span className="text-ink-soft">–</span>;
	const { yen, precision } = change;
	const sign = yen > 0n ? "+" : "";
	if (unit === "million") return <>{`${sign}${formatInteger(roundToMillion(yen))}`}</>;
	return <>{`${sign}${precision === "yen" ? formatYenSign(yen) : formatMillionYen(yen, lang)}`}</>;
}

/** "+12.3%", cut off; "new" where there was nothing a year before. */
function ChangePercent({ change }: { change: DeskChange }) {
	const t = useT("console");
	if (change.kind === "new") return <>{t("desk.new")}</>;
	if (change.kind === "none" || change.perMille === null) return <span className="text-ink-soft">–</span>;
	return <>{percentOfChange(change.perMille)}</>;
}

/** @param perMille  of last year's figure, with its sign */
export function percentOfChange(perMille: bigint): string {
	const sign = perMille > 0n ? "+" : perMille < 0n ? "-" : "±";
	const size = perMille < 0n ? -perMille : perMille;
	return `${sign}${formatInteger(size / 10n)}.${size % 10n}%`;
}
