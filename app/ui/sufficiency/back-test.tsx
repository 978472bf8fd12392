import { scaleLinear } from "@visx/scale";
import { formatDay, formatFiscalYear } from "~/i18n/format.ts";
import { useLang, useT } from "~/i18n/use-t.ts";
import { Amount, type Unit } from "../console/amount.tsx";
import { TableFrame } from "../console/page-head.tsx";
import { type Range, tenth, toMillions } from "./chart-view.ts";

export interface BackTestRow {
	fiscalYear: number;
	/** secured on that day, with what had been received of the year */
	securedThenYen: bigint;
	/** secured then and likely then */
	predicted: Range;
	cameYen: bigint;
	/** the last day of what came, when the year still runs */
	soFar: string | null;
}

const WIDTH = 260;

/** What was forecast on a day against what came: the band as a frame, what came as the fill. */
export function BackTestTable({ label, rows, unit }: { label: string; rows: readonly BackTestRow[]; unit: Unit }) {
	const t = useT("console");
	const p = useT("public");
	const lang = useLang();
	const most = Math.max(1, ...rows.map((row) => Math.max(toMillions(row.predicted.high), toMillions(row.cameYen))));
	const scale = scaleLinear({ domain: [0, most], range: [0, WIDTH - 4] });
	const x = (yen: bigint) => tenth(scale(Math.max(0, toMillions(yen))));
	return (
		<>
			<p className="mb-1 text-xs text-ink-soft">{unit === "yen" ? p("coverage.inYen") : p("coverage.inMillion")}</p>
			<TableFrame label={label}>
				<table className="table text-[0.8125rem] [&_thead_th]:break-keep [&_thead_th]:whitespace-normal [&_:is(th,td)]:px-2 [&_:is(th,td)]:py-1.5">
					<caption className="sr-only">{label}</caption>
					<thead>
						<tr>
							<th scope="col">{t("backTest.year")}</th>
							<th scope="col">{p("coverage.picture")}</th>
							<th scope="col" className="num">
								{t("backTest.predictedSecured")}
							</th>
							<th scope="col" className="num">
								{t("backTest.predicted")}
							</th>
							<th scope="col" className="num">
								{t("backTest.came")}
							</th>
							<th scope="col" className="num">
								{t("backTest.difference")}
							</th>
							<th scope="col">{t("backTest.inBand")}</th>
						</tr>
					</thead>
					<tbody>
						{rows.map((row) => {
							const { low, expected, high } = row.predicted;
							const isIn = row.cameYen >= low && row.cameYen <= high;
							return (
								<tr key={row.fiscalYear}>
									<th scope="row" className="whitespace-nowrap">
										{formatFiscalYear(row.fiscalYear, lang)}
										{row.soFar === null ? null : (
											<span className="block text-xs font-normal text-ink-soft">
												{t("backTest.soFar", { date: formatDay(row.soFar, lang) })}
											</span>
										)}
									</th>
									<td>
										<svg viewBox={`0 0 ${WIDTH} 22`} className="block w-44" aria-hidden="true">
											<rect x="1" y="5" width={x(row.cameYen)} height="12" className="fill-primary" />
											<rect
												x={1 + x(low)}
												y="1"
												width={Math.max(1, x(high) - x(low))}
												height="20"
												fill="none"
												className="stroke-warn"
												strokeWidth="1.4"
												strokeDasharray="3 2"
											/>
											<path d={`M${1 + x(expected)} 0V22`} className="stroke-warn" strokeWidth="3" />
										</svg>
									</td>
									<td className="num">
										<Amount yen={row.securedThenYen} unit={unit} />
									</td>
									<td className="num">
										<Amount yen={low} unit={unit} /> /{" "}
										<strong>
											<Amount yen={expected} unit={unit} />
										</strong>{" "}
										/ <Amount yen={high} unit={unit} />
									</td>
									<td className="num font-semibold">
										<Amount yen={row.cameYen} unit={unit} />
									</td>
									<td className="num">
										<Amount yen={row.cameYen - expected} unit={unit} />
									</td>
									<td className="whitespace-nowrap">
										{row.soFar !== null ? "–" : isIn ? t("backTest.yes") : t("backTest.no")}
									</td>
								</tr>
							);
						})}
					</tbody>
				</table>
			</TableFrame>
			<p className="hint mt-2 max-w-text">
				{t("backTest.legend")} {t("backTest.note")}
			</p>
		</>
	);
}
