import type { ReactNode } from "react";
import { formatFiscalYear, formatPercent } from "~/i18n/format.ts";
import { useLang, useT } from "~/i18n/use-t.ts";
import { Amount, type Unit } from "../console/amount.tsx";
import { TableFrame } from "../console/page-head.tsx";
import { type GlideYear, isReceived, type PartId, partsDrawn } from "./chart-view.ts";

export type GlideColumn = PartId | "needed";

/** The figures of a glide path, a row a fiscal year. */
export function GlideTable(props: {
	label: string;
	years: readonly GlideYear[];
	unit: Unit;
	/** the first fiscal year without support, set apart */
	standAloneFrom: number | null;
	/** where a figure opens to */
	linkOf?: (year: GlideYear, column: GlideColumn) => string | null;
}) {
	const { label, years, unit, standAloneFrom, linkOf } = props;
	const t = useT("public");
	const lang = useLang();
	const parts = partsDrawn(years);
	const received = parts.filter(isReceived);
	const promised = parts.filter((part) => !isReceived(part));
	const money = (yen: bigint) => (yen === 0n ? <Nothing /> : <Amount yen={yen} unit={unit} />);
	const linked = (year: GlideYear, column: GlideColumn, yen: bigint) => {
		const href = yen === 0n ? null : (linkOf?.(year, column) ?? null);
		return href === null ? money(yen) : <a href={href}>{money(yen)}</a>;
	};
	return (
		<TableFrame label={label}>
			<table className="table text-[0.75rem] sm:text-[0.8125rem] [&_:is(th,td)]:px-1.5 [&_:is(th,td)]:py-1.5 [&_thead_th]:break-keep [&_thead_th]:whitespace-normal print:[&_:is(th,td)]:px-0.5 print:[&_:is(th,td,th_span)]:text-[6pt]">
				<caption className="sr-only">{label}</caption>
				<thead>
					<tr>
						<td className="sticky left-0 bg-surface text-xs whitespace-nowrap text-ink-soft">
							{unit === "yen" ? t("coverage.inYen") : t("coverage.inMillion")}
						</td>
						<td />
						{received.length > 0 ? <Span of={received.length}>{t("coverage.received")}</Span> : null}
						{promised.length > 0 ? <Span of={promised.length}>{t("coverage.notReceived")}</Span> : null}
						<Span of={2}>{t("coverage.secured")}</Span>
						<Span of={3}>{t("coverage.likely")}</Span>
						<Span of={2}>{t("coverage.ratio")}</Span>
					</tr>
					<tr>
						<th scope="col" className="sticky left-0 bg-surface">
							{t("coverage.year")}
						</th>
						<th scope="col" className="num">
							{t("coverage.neededShort")}
						</th>
						{[...received, ...promised].map((part, index) => (
							<th key={part} scope="col" className={`num ${index === 0 || part === promised[0] ? EDGE : ""}`}>
								{t(`coverage.partsShort.${part}`)}
							</th>
						))}
						<th scope="col" className={`num ${EDGE}`}>
							{t("coverage.sum")}
						</th>
						<th scope="col" className="num">
							{t("coverage.placed")}
						</th>
						{(["low", "expected", "high"] as const).map((side, index) => (
							<th key={side} scope="col" className={`num ${index === 0 ? EDGE : ""}`}>
								{t(`coverage.${side}`)}
							</th>
						))}
						<th scope="col" className={`num ${EDGE}`}>
							{t("coverage.securedRatio")}
						</th>
						<th scope="col" className="num">
							{t("coverage.expectedRatio")}
						</th>
					</tr>
				</thead>
				<tbody>
					{years.map((year) => (
						<tr
							key={year.fiscalYear}
							id={`y${year.fiscalYear}`}
							className={year.fiscalYear === standAloneFrom ? "[&>*]:border-t-2 [&>*]:border-t-bad" : undefined}
						>
							<th scope="row" className="sticky left-0 bg-surface whitespace-nowrap">
								{formatFiscalYear(year.fiscalYear, lang)}
								{year.fiscalYear === standAloneFrom ? (
									<span className="block max-w-24 text-xs font-normal whitespace-normal text-bad">
										{t("coverage.firstAlone")}
									</span>
								) : null}
							</th>
							<td className="num">{linked(year, "needed", year.neededYen)}</td>
							{[...received, ...promised].map((part, index) => (
								<td key={part} className={`num ${index === 0 || part === promised[0] ? EDGE : ""}`}>
									{linked(year, part, year.parts[part])}
								</td>
							))}
							<td className={`num font-semibold ${EDGE}`}>{money(year.securedYen)}</td>
							<td className="num">{money(year.placedYen)}</td>
							<td className={`num ${EDGE}`}>{money(year.likely.low)}</td>
							<td className="num">{money(year.likely.expected)}</td>
							<td className="num">{money(year.likely.high)}</td>
							<td className={`num font-semibold ${EDGE}`}>{percent(year.securedRatio)}</td>
							<td className="num">{percent(year.expectedRatio)}</td>
						</tr>
					))}
				</tbody>
			</table>
		</TableFrame>
	);
}

const EDGE = "border-l border-l-line";
const percent = (ratio: number | null) => (ratio === null ? <Nothing /> : formatPercent(ratio));

function Nothing() {
	return <span className="text-ink-soft">–</span>;
}

function Span({ of, children }: { of: number; children: ReactNode }) {
	return (
		<th scope="colgroup" colSpan={of} className={`text-center ${EDGE}`}>
			{children}
		</th>
	);
}
