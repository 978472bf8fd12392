import { Group } from "@visx/group";
import { scaleLinear } from "@visx/scale";
import { Bar } from "@visx/shape";
import { useId } from "react";
import { formatPercent } from "~/i18n/format.ts";
import { useT } from "~/i18n/use-t.ts";
import { Amount, type Unit } from "../console/amount.tsx";
import { TableFrame } from "../console/page-head.tsx";
import { type Range, tenth, toMillions } from "./chart-view.ts";
import { FillStore, plainId } from "./fills.tsx";

export interface UseRow {
	use: string;
	label: string;
	neededYen: bigint;
	placedYen: bigint;
	likely: Range;
}

const WIDTH = 240;
const BAR = 16;

/** What each use needs and what may pay it: a surplus of one never hides the lack of another. */
export function UseBars({ title, rows, unit }: { title: string; rows: readonly UseRow[]; unit: Unit }) {
	const t = useT("public");
	const id = plainId(useId());
	const most = Math.max(
		1,
		...rows.map(({ neededYen, placedYen, likely }) =>
			Math.max(toMillions(neededYen), toMillions(placedYen + likely.expected)),
		),
	);
	const x = scaleLinear({ domain: [0, most], range: [0, WIDTH - 2] });
	return (
		<>
			<FillStore id={id} />
			<TableFrame label={title}>
				<table className="table text-[0.8125rem] [&_:is(th,td)]:px-2 [&_:is(th,td)]:py-1.5">
					<caption className="sr-only">{title}</caption>
					<thead>
						<tr>
							<th scope="col">{t("coverage.use")}</th>
							<th scope="col" className="w-60">
								{t("coverage.picture")}
							</th>
							<th scope="col" className="num">
								{t("coverage.neededShort")}
							</th>
							<th scope="col" className="num">
								{t("coverage.placed")}
							</th>
							<th scope="col" className="num">
								{t("coverage.lacking")}
							</th>
							<th scope="col" className="num">
								{t("coverage.likelyExpected")}
							</th>
							<th scope="col" className="num">
								{t("coverage.securedRatio")}
							</th>
						</tr>
					</thead>
					<tbody>
						{rows.map((row) => {
							const lacking = row.neededYen > row.placedYen ? row.neededYen - row.placedYen : 0n;
							return (
								<tr key={row.use}>
									<th scope="row" className="whitespace-nowrap">
										{row.label}
									</th>
									<td>
										<UseBar row={row} x={x} fills={id} />
									</td>
									<td className="num">
										<Amount yen={row.neededYen} unit={unit} />
									</td>
									<td className="num">
										<Amount yen={row.placedYen} unit={unit} />
									</td>
									<td className="num">
										<Amount yen={lacking} unit={unit} />
									</td>
									<td className="num">
										<Amount yen={row.likely.expected} unit={unit} />
									</td>
									<td className="num font-semibold">
										{row.neededYen === 0n ? "–" : formatPercent(Number(row.placedYen) / Number(row.neededYen))}
									</td>
								</tr>
							);
						})}
					</tbody>
				</table>
			</TableFrame>
			<p className="hint mt-2 max-w-text">{t("coverage.useNote")}</p>
		</>
	);
}

/** An outline as long as the need, filled as far as it is secured, dotted as far as it is likely. Read out by its row. */
function UseBar({ row, x, fills }: { row: UseRow; x: (value: number) => number; fills: string }) {
	const placed = tenth(x(toMillions(row.placedYen)));
	const likely = tenth(x(toMillions(row.likely.expected)));
	return (
		<svg viewBox={`0 0 ${WIDTH} ${BAR + 4}`} className="block w-60" aria-hidden="true">
			<Group top={2} left={1}>
				<Bar width={placed} height={BAR} className="fill-primary" />
				{likely > 0 ? (
					<Bar
						x={placed}
						y={3}
						width={likely}
						height={BAR - 6}
						fill={`url(#${fills}-likely)`}
						className="stroke-warn"
						strokeWidth="0.8"
						strokeDasharray="3 2"
					/>
				) : null}
				<rect
					width={Math.max(0.5, tenth(x(toMillions(row.neededYen))))}
					height={BAR}
					fill="none"
					className="stroke-ink"
					strokeWidth="1.6"
				/>
			</Group>
		</svg>
	);
}
