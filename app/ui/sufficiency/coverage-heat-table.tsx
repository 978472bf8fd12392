import { formatFiscalYear, formatPercent } from "~/i18n/format.ts";
import { useLang, useT } from "~/i18n/use-t.ts";
import { TableFrame } from "../console/page-head.tsx";
import { type CoverageLevel, levelOf } from "./chart-view.ts";

export interface HeatCell {
	fiscalYear: number;
	securedRatio: number | null;
	expectedRatio: number | null;
	href: string;
}
export interface HeatRow {
	slug: string;
	abbreviation: string;
	name: string;
	href: string;
	/** the last fiscal year of support */
	supportLastYear: number | null;
	cells: readonly HeatCell[];
}

const SHADES: Record<CoverageLevel, string> = {
	unknown: "bg-surface",
	low: "bg-bad-soft",
	half: "bg-warn-soft",
	near: "bg-primary-soft",
	full: "bg-good-soft",
};
/** How much of the sign's disc is filled: no font is asked for a character it may lack. */
const FILLED: Record<CoverageLevel, string> = {
	unknown: "",
	low: "",
	half: "M6 1.5A4.5 4.5 0 0 1 10.5 6L6 6Z",
	near: "M6 1.5A4.5 4.5 0 0 1 6 10.5Z",
	full: "M6 1.5A4.5 4.5 0 0 1 6 10.5A4.5 4.5 0 0 1 6 1.5Z",
};
const LEVELS = ["full", "near", "half", "low"] as const;

/** Hubs by fiscal year: how much of what is needed is secured. A sign and a number carry what the shade repeats. */
export function CoverageHeatTable({ label, rows }: { label: string; rows: readonly HeatRow[] }) {
	const t = useT("public");
	const lang = useLang();
	const years = rows[0]?.cells.map(({ fiscalYear }) => fiscalYear) ?? [];
	return (
		<>
			<TableFrame label={label}>
				<table className="table text-[0.8125rem] [&_:is(th,td)]:px-2 [&_:is(th,td)]:py-1">
					<caption className="sr-only">{label}</caption>
					<thead>
						<tr>
							<th scope="col" className="sticky left-0 bg-surface">
								{t("coverage.hub")}
							</th>
							{years.map((year) => (
								<th key={year} scope="col" className="num">
									{formatFiscalYear(year, lang)}
								</th>
							))}
						</tr>
					</thead>
					<tbody>
						{rows.map((row) => (
							<tr key={row.slug}>
								<th scope="row" className="sticky left-0 bg-surface whitespace-nowrap" title={row.name}>
									<a href={row.href}>{row.abbreviation}</a>
								</th>
								{row.cells.map((cell) => (
									<HeatTableCell key={cell.fiscalYear} cell={cell} supportLastYear={row.supportLastYear} />
								))}
							</tr>
						))}
					</tbody>
				</table>
			</TableFrame>
			<ul className="mt-2 flex flex-wrap gap-x-4 gap-y-1 text-xs">
				{LEVELS.map((level) => (
					<li key={level} className="flex items-center gap-1.5">
						<span
							className={`inline-block rounded-sm border border-line px-1.5 [print-color-adjust:exact] ${SHADES[level]}`}
						>
							<Sign level={level} />
						</span>
						{t(`coverage.levels.${level}`)}
					</li>
				))}
				<li className="flex items-center gap-1.5">
					<span className="inline-block h-4 border-l-4 border-double border-l-bad" />
					{t("coverage.afterLine")}
				</li>
				<li>{t("coverage.heatSmall")}</li>
			</ul>
		</>
	);
}

function Sign({ level }: { level: CoverageLevel }) {
	return (
		<svg width="12" height="12" className="mr-1 inline-block align-[-0.1em]" aria-hidden="true">
			<circle cx="6" cy="6" r="4.5" fill="none" className="stroke-ink" strokeWidth="1.2" />
			<path d={FILLED[level]} className="fill-ink" />
		</svg>
	);
}

function HeatTableCell({ cell, supportLastYear }: { cell: HeatCell; supportLastYear: number | null }) {
	const t = useT("public");
	const level = levelOf(cell.securedRatio);
	const isFirstAlone = supportLastYear !== null && cell.fiscalYear === supportLastYear + 1;
	const edge = isFirstAlone ? "border-l-4 border-double border-l-bad" : "";
	if (cell.securedRatio === null)
		return <td className={`num text-ink-soft ${edge} ${SHADES.unknown}`}>{t("coverage.noPlan")}</td>;
	return (
		<td className={`num [print-color-adjust:exact] ${edge} ${SHADES[level]}`}>
			<a href={cell.href} className="text-ink no-underline hover:underline">
				<Sign level={level} />
				<span className="font-semibold">{formatPercent(cell.securedRatio)}</span>
				<span className="block text-xs text-ink-soft">
					{t("coverage.withLikely", { percent: formatPercent(cell.expectedRatio ?? cell.securedRatio) })}
				</span>
			</a>
		</td>
	);
}
