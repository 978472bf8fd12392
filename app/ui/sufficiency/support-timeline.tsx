import { useId } from "react";
import { formatDay } from "~/i18n/format.ts";
import { useLang, useT } from "~/i18n/use-t.ts";
import { TableFrame } from "../console/page-head.tsx";
import { tenth, yearPosition } from "./chart-view.ts";
import { FillStore, plainId } from "./fills.tsx";

export interface TimelineRow {
	slug: string;
	abbreviation: string;
	href: string;
	periods: readonly { kind: string; firstFiscalYear: number; lastFiscalYear: number }[];
	endsOn: string | null;
	/** since is null where the day was not found */
	recognitions: readonly { kind: string; since: string | null; until: string | null }[];
}

const WIDTH = 340;
const ROW = 26;

/** When each hub's support began, was extended and ends; its years in the Academy and with World Premier Status. */
export function SupportTimeline({
	label,
	rows,
	today,
}: {
	label: string;
	rows: readonly TimelineRow[];
	today: string;
}) {
	const t = useT("public");
	const lang = useLang();
	const id = plainId(useId());
	const years = rows.flatMap((row) => row.periods.flatMap((period) => [period.firstFiscalYear, period.lastFiscalYear]));
	const axis = {
		from: Math.min(...years, Math.floor(yearPosition(today))),
		until: Math.max(...years, Math.floor(yearPosition(today))) + 3,
	};
	const sinceText = (row: TimelineRow, kind: string) => {
		const found = row.recognitions.find((one) => one.kind === kind);
		if (!found) return "–";
		if (found.until !== null) return t("coverage.until", { date: formatDay(found.until, lang) });
		return found.since === null ? t("coverage.yes") : t("coverage.since", { date: formatDay(found.since, lang) });
	};
	return (
		<>
			<FillStore id={id} />
			<TableFrame label={label}>
				<table className="table text-[0.8125rem] [&_:is(th,td)]:px-2 [&_:is(th,td)]:py-0.5">
					<caption className="sr-only">{label}</caption>
					<thead>
						<tr>
							<th scope="col" className="sticky left-0 bg-surface">
								{t("coverage.hub")}
							</th>
							<th scope="col">
								<TimelineAxis axis={axis} today={today} label={t("coverage.now")} />
								<span className="sr-only">{t("coverage.picture")}</span>
							</th>
							<th scope="col">{t("coverage.support")}</th>
							<th scope="col">{t("coverage.extension")}</th>
							<th scope="col">{t("coverage.ends")}</th>
							<th scope="col">{t("support.academy")}</th>
							<th scope="col">{t("support.worldPremierStatus")}</th>
						</tr>
					</thead>
					<tbody>
						{rows.map((row) => (
							<tr key={row.slug}>
								<th scope="row" className="sticky left-0 bg-surface whitespace-nowrap">
									<a href={row.href}>{row.abbreviation}</a>
								</th>
								<td>
									<TimelineBar row={row} axis={axis} today={today} fills={id} />
								</td>
								<td className="whitespace-nowrap">{periodText(row, "support")}</td>
								<td className="whitespace-nowrap">{periodText(row, "extension")}</td>
								<td className="whitespace-nowrap">{row.endsOn === null ? "–" : formatDay(row.endsOn, lang)}</td>
								<td className="whitespace-nowrap">{sinceText(row, "academy")}</td>
								<td className="whitespace-nowrap">{sinceText(row, "world_premier_status")}</td>
							</tr>
						))}
					</tbody>
				</table>
			</TableFrame>
			<TimelineLegend fills={id} />
		</>
	);
}

function periodText(row: TimelineRow, kind: string): string {
	const found = row.periods.filter((period) => period.kind === kind);
	if (found.length === 0) return "–";
	return found.map((period) => `${period.firstFiscalYear}–${period.lastFiscalYear}`).join(", ");
}

interface Axis {
	from: number;
	until: number;
}
const at = (axis: Axis, year: number) =>
	tenth((Math.min(Math.max(year, axis.from), axis.until) - axis.from) * (WIDTH / (axis.until - axis.from)));

function TimelineAxis({ axis, today, label }: { axis: Axis; today: string; label: string }) {
	const marks: number[] = [];
	for (let year = Math.ceil(axis.from / 5) * 5; year < axis.until; year += 5) marks.push(year);
	const now = yearPosition(today);
	return (
		<svg viewBox={`0 0 ${WIDTH} 30`} className="block w-80" fontSize="11" aria-hidden="true">
			{marks.map((year) => (
				<text key={year} x={at(axis, year)} y="28" textAnchor="middle" className="fill-ink-soft tabular-nums">
					{year}
				</text>
			))}
			<text x={at(axis, now)} y="12" textAnchor="middle" className="fill-ink">
				{label}
			</text>
		</svg>
	);
}

function TimelineBar({ row, axis, today, fills }: { row: TimelineRow; axis: Axis; today: string; fills: string }) {
	const now = at(axis, yearPosition(today));
	const academy = row.recognitions.find(({ kind }) => kind === "academy");
	const premier = row.recognitions.find(({ kind }) => kind === "world_premier_status");
	const line = (since: string | null, until: string | null) => ({
		x1: at(axis, since === null ? axis.from : yearPosition(since)),
		x2: until === null ? WIDTH : at(axis, yearPosition(until)),
	});
	return (
		<svg viewBox={`0 0 ${WIDTH} ${ROW}`} className="block w-80" aria-hidden="true">
			<path d={`M0 10H${WIDTH}`} className="stroke-line" strokeDasharray="1 4" />
			{row.periods.map((period) => {
				const left = at(axis, period.firstFiscalYear);
				const width = tenth(at(axis, period.lastFiscalYear + 1) - left);
				const shape = { x: left, y: 4, width, height: 12 };
				return period.kind === "extension" ? (
					<rect
						key={period.firstFiscalYear}
						{...shape}
						fill={`url(#${fills}-fund)`}
						className="stroke-primary"
						strokeWidth="0.8"
					/>
				) : (
					<rect key={period.firstFiscalYear} {...shape} className="fill-primary" />
				);
			})}
			{academy && academy.since !== null ? (
				<line {...line(academy.since, academy.until)} y1="19.5" y2="19.5" className="stroke-good" strokeWidth="3" />
			) : null}
			{premier && premier.since !== null ? (
				<line
					{...line(premier.since, premier.until)}
					y1="24"
					y2="24"
					className="stroke-accent"
					strokeWidth="3"
					strokeDasharray="2 2"
				/>
			) : null}
			<path d={`M${now} 0V${ROW}`} className="stroke-ink" />
		</svg>
	);
}

function TimelineLegend({ fills }: { fills: string }) {
	const t = useT("public");
	const item = "flex items-center gap-2";
	return (
		<ul className="mt-2 flex flex-wrap gap-x-4 gap-y-1 text-xs">
			<li className={item}>
				<svg width="20" height="12" aria-hidden="true">
					<rect width="20" height="12" className="fill-primary" />
				</svg>
				{t("coverage.support")}
			</li>
			<li className={item}>
				<svg width="20" height="12" aria-hidden="true">
					<rect width="20" height="12" fill={`url(#${fills}-fund)`} className="stroke-primary" />
				</svg>
				{t("coverage.extension")}
			</li>
			<li className={item}>
				<svg width="20" height="12" aria-hidden="true">
					<path d="M0 6H20" className="stroke-good" strokeWidth="3" />
				</svg>
				{t("support.academy")}
			</li>
			<li className={item}>
				<svg width="20" height="12" aria-hidden="true">
					<path d="M0 6H20" className="stroke-accent" strokeWidth="3" strokeDasharray="2 2" />
				</svg>
				{t("support.worldPremierStatus")}
			</li>
			<li>{t("coverage.timelineNote")}</li>
		</ul>
	);
}
