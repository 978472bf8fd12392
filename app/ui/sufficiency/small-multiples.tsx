import { scaleLinear } from "@visx/scale";
import { Bar } from "@visx/shape";
import { useId } from "react";
import { formatDay, formatFiscalYear, formatInteger, formatPercent, roundToMillion } from "~/i18n/format.ts";
import { useLang, useT } from "~/i18n/use-t.ts";
import { TableFrame } from "../console/page-head.tsx";
import { type Range, tenth, toMillions } from "./chart-view.ts";
import { FillStore, plainId } from "./fills.tsx";

export interface SmallYear {
	fiscalYear: number;
	neededYen: bigint;
	/** received, and promised or decided */
	receivedYen: bigint;
	securedYen: bigint;
	securedRatio: number | null;
	likely: Range;
}
export interface SmallHub {
	slug: string;
	abbreviation: string;
	href: string;
	supportLastYear: number | null;
	supportEndsOn: string | null;
	/** the first year it stands alone, from this year on */
	aloneYear: number | null;
	years: readonly SmallYear[];
}

const WIDTH = 220;
const HEIGHT = 120;
const BOTTOM = 18;
const TOP = 8;

/** A small picture a hub, those in danger first; the same figures are in the table under them. */
export function SmallMultiples({ label, hubs }: { label: string; hubs: readonly SmallHub[] }) {
	const t = useT("public");
	const lang = useLang();
	const id = plainId(useId());
	const years = hubs[0]?.years.map(({ fiscalYear }) => fiscalYear) ?? [];
	return (
		<>
			<FillStore id={id} />
			<p className="hint mb-3 flex flex-wrap gap-x-4 gap-y-1 text-xs">
				<span>{t("coverage.smallLegend")}</span>
			</p>
			<ul className="grid grid-cols-2 gap-x-5 gap-y-5 sm:grid-cols-3 lg:grid-cols-4 print:grid-cols-4">
				{hubs.map((hub) => (
					<li key={hub.slug} className="break-inside-avoid">
						<SmallPicture hub={hub} fills={id} />
					</li>
				))}
			</ul>
			<details className="mt-4">
				<summary className="link text-sm">{t("coverage.smallTable")}</summary>
				<p className="hint my-2">{t("coverage.smallTableNote")}</p>
				<TableFrame label={label}>
					<table className="table text-[0.75rem] [&_:is(th,td)]:px-2 [&_:is(th,td)]:py-1 print:[&_:is(th,td)]:px-0.5 print:[&_:is(th,td,th_span)]:text-[6pt]">
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
							{hubs.map((hub) => (
								<tr key={hub.slug}>
									<th scope="row" className="sticky left-0 bg-surface">
										{hub.abbreviation}
									</th>
									{hub.years.map((year) => (
										<td key={year.fiscalYear} className="num">
											{figures(year)}
										</td>
									))}
								</tr>
							))}
						</tbody>
					</table>
				</TableFrame>
			</details>
		</>
	);
}

/** `820 (+90) / 1,200`: secured, likely beside it, needed. */
function figures(year: SmallYear): string {
	const secured = formatInteger(roundToMillion(year.securedYen));
	const likely = year.likely.expected === 0n ? "" : ` (+${formatInteger(roundToMillion(year.likely.expected))})`;
	const needed = year.neededYen === 0n ? "–" : formatInteger(roundToMillion(year.neededYen));
	return `${secured}${likely} / ${needed}`;
}

function SmallPicture({ hub, fills }: { hub: SmallHub; fills: string }) {
	const t = useT("public");
	const lang = useLang();
	const id = plainId(useId());
	const alone = hub.years.find(({ fiscalYear }) => fiscalYear === hub.aloneYear) ?? null;
	const ratio = alone?.securedRatio ?? null;
	const sentence =
		alone === null || ratio === null
			? t("coverage.noPlanAlone")
			: t("coverage.aloneSentence", {
					year: formatFiscalYear(alone.fiscalYear, lang),
					percent: formatPercent(ratio),
				});
	return (
		<figure>
			<figcaption className="mb-1">
				<a href={hub.href} className="link font-semibold">
					{hub.abbreviation}
				</a>
				<span className="block text-xs text-ink-soft">
					{hub.supportEndsOn === null
						? t("support.unknown")
						: t("coverage.supportEnds", { date: formatDay(hub.supportEndsOn, lang) })}
				</span>
				<span className={`block text-sm ${ratio !== null && ratio < 0.8 ? "font-semibold text-bad" : ""}`}>
					{sentence}
				</span>
			</figcaption>
			<SmallDrawing id={id} hub={hub} fills={fills} title={`${hub.abbreviation} ${sentence}`} />
		</figure>
	);
}

function SmallDrawing({ id, hub, fills, title }: { id: string; hub: SmallHub; fills: string; title: string }) {
	const { years, supportLastYear } = hub;
	const first = years[0]?.fiscalYear ?? 0;
	const until = (years.at(-1)?.fiscalYear ?? first) + 1;
	const floor = HEIGHT - BOTTOM;
	const most = Math.max(
		1,
		...years.map((year) => Math.max(toMillions(year.neededYen), toMillions(year.securedYen + year.likely.expected))),
	);
	const xOf = scaleLinear({ domain: [first, until], range: [1, WIDTH - 1] });
	const yOf = scaleLinear({ domain: [0, most], range: [floor, TOP] });
	const x = (value: number) => tenth(xOf(value));
	const y = (yen: bigint) => tenth(yOf(Math.max(0, toMillions(yen))));
	const width = tenth(x(first + 0.84) - x(first));
	const end = supportLastYear === null ? null : supportLastYear + 1;
	return (
		<svg viewBox={`0 0 ${WIDTH} ${HEIGHT}`} className="w-full" role="img" aria-labelledby={id} fontSize="13">
			<title id={id}>{title}</title>
			{years.map((year) => {
				const left = x(year.fiscalYear + 0.08);
				const received = year.receivedYen < year.securedYen ? year.receivedYen : year.securedYen;
				const bar = (from: bigint, to: bigint) => ({
					x: left,
					y: y(to),
					width,
					height: Math.max(0, tenth(y(from) - y(to))),
				});
				return (
					<g key={year.fiscalYear}>
						<Bar {...bar(0n, received)} className="fill-primary" />
						<Bar
							{...bar(received, year.securedYen)}
							fill={`url(#${fills}-fund)`}
							className="stroke-primary"
							strokeWidth="0.8"
						/>
						{year.likely.expected > 0n ? (
							<Bar
								{...bar(year.securedYen, year.securedYen + year.likely.expected)}
								fill={`url(#${fills}-likely)`}
								className="stroke-warn"
								strokeWidth="0.8"
								strokeDasharray="3 2"
							/>
						) : null}
						{year.neededYen > 0n ? (
							<path
								d={`M${x(year.fiscalYear)} ${y(year.neededYen)}H${x(year.fiscalYear + 1)}`}
								className="stroke-ink"
								strokeWidth="2.2"
							/>
						) : null}
					</g>
				);
			})}
			<path d={`M0 ${floor}H${WIDTH}`} className="stroke-ink-soft" />
			{end !== null && end >= first && end <= until ? (
				<path d={`M${x(end)} 0V${floor}`} className="stroke-bad" strokeWidth="2" strokeDasharray="6 3" />
			) : null}
			<text x="1" y={HEIGHT - 4} className="fill-ink-soft tabular-nums">
				{first}
			</text>
			<text x={WIDTH - 1} y={HEIGHT - 4} textAnchor="end" className="fill-ink-soft tabular-nums">
				{until - 1}
			</text>
		</svg>
	);
}
