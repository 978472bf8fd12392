import { Group } from "@visx/group";
import { scaleLinear } from "@visx/scale";
import { Bar } from "@visx/shape";
import { formatInteger, formatPercent } from "~/i18n/format.ts";
import { type GlideYear, type PartId, partsDrawn, tenth, toMillions, yearPosition } from "./chart-view.ts";
import { fillOf } from "./fills.tsx";

export interface GlideFrame {
	width: number;
	height: number;
	left: number;
	right: number;
	text: number;
}
/** A desk or a sheet of paper, and a telephone: text keeps its size on both. */
export const WIDE: GlideFrame = { width: 920, height: 420, left: 58, right: 12, text: 13 };
/** Beside other things, as on a public page. */
export const COLUMN: GlideFrame = { width: 700, height: 400, left: 56, right: 6, text: 13 };
export const NARROW: GlideFrame = { width: 350, height: 360, left: 40, right: 4, text: 11 };

export interface GlideWords {
	title: string;
	desc: string;
	unit: string;
	supportEnds: string | null;
	today: string;
	ratio: string;
}

const TOP = 48;
const BOTTOM = 46;
const GAP = 0.1;

type Scale = (value: number) => number;
interface Space {
	frame: GlideFrame;
	x: Scale;
	y: Scale;
	floor: number;
	fills: string;
}

/** The glide path as one SVG. Everything it shows stands in the table under it too. */
export function GlideDrawing(props: {
	id: string;
	/** the id of a FillStore on the page */
	fills: string;
	years: readonly GlideYear[];
	supportLastYear: number | null;
	today: string;
	frame: GlideFrame;
	words: GlideWords;
	className: string;
}) {
	const { id, fills, years, supportLastYear, today, frame, words, className } = props;
	const first = years[0]?.fiscalYear ?? 0;
	const until = (years.at(-1)?.fiscalYear ?? first) + 1;
	const floor = frame.height - BOTTOM;
	const most = Math.max(1, ...years.flatMap((year) => [toMillions(year.neededYen), topOf(year)]));
	const x = scaleLinear({ domain: [first, until], range: [frame.left, frame.width - frame.right] });
	const y = scaleLinear({ domain: [0, most], range: [floor, TOP], nice: 5 });
	const space: Space = { frame, x: (value) => tenth(x(value)), y: (value) => tenth(y(value)), floor, fills };
	const now = yearPosition(today);
	return (
		<svg
			viewBox={`0 0 ${frame.width} ${frame.height}`}
			className={className}
			role="img"
			aria-labelledby={`${id}-title ${id}-desc`}
			fontSize={frame.text}
		>
			<title id={`${id}-title`}>{words.title}</title>
			<desc id={`${id}-desc`}>{words.desc}</desc>
			<Axis space={space} ticks={y.ticks(5)} unit={words.unit} />
			{supportLastYear !== null && supportLastYear + 1 > first && supportLastYear + 1 < until ? (
				<rect
					x={space.x(supportLastYear + 1)}
					y={TOP}
					width={tenth(space.x(until) - space.x(supportLastYear + 1))}
					height={floor - TOP}
					className="fill-sunken"
					opacity="0.6"
				/>
			) : null}
			{years.map((year) => (
				<YearStack key={year.fiscalYear} year={year} drawn={partsDrawn(years)} space={space} />
			))}
			<Expected years={years} space={space} />
			<CostLine years={years} space={space} />
			<YearLabels years={years} space={space} ratio={words.ratio} />
			{supportLastYear !== null &&
			words.supportEnds !== null &&
			supportLastYear + 1 >= first &&
			supportLastYear < until ? (
				<Mark space={space} at={supportLastYear + 1} row={0} label={words.supportEnds} strong />
			) : null}
			{now >= first && now <= until ? <Mark space={space} at={now} row={1} label={words.today} /> : null}
		</svg>
	);
}

const topOf = (year: GlideYear) => toMillions(year.securedYen + year.likely.high);

function Axis({ space, ticks, unit }: { space: Space; ticks: readonly number[]; unit: string }) {
	const { frame, y, floor } = space;
	return (
		<Group>
			{ticks.filter(Number.isInteger).map((tick) => (
				<Group key={tick} top={y(tick)}>
					<line x1={frame.left} x2={frame.width - frame.right} className="stroke-line" />
					<text x={frame.left - 6} y={frame.text * 0.35} textAnchor="end" className="fill-ink-soft tabular-nums">
						{formatInteger(tick)}
					</text>
				</Group>
			))}
			<text x={2} y={14} className="fill-ink-soft">
				{unit}
			</text>
			<line x1={frame.left} x2={frame.width - frame.right} y1={floor} y2={floor} className="stroke-ink-soft" />
		</Group>
	);
}

/** What is secured, in its parts; over it, what may still come; a notch where the stack stops paying what is needed. */
function YearStack({ year, drawn, space }: { year: GlideYear; drawn: readonly PartId[]; space: Space }) {
	const { x, y, fills } = space;
	const left = x(year.fiscalYear + GAP);
	const width = tenth(x(year.fiscalYear + 1 - GAP) - left);
	const secured = toMillions(year.securedYen);
	let below = 0;
	const { low, expected, high } = year.likely;
	const bottom = y(secured + toMillions(low));
	const roof = y(secured + toMillions(high));
	return (
		<Group>
			{drawn.map((part) => {
				const value = Math.max(0, toMillions(year.parts[part]));
				const from = below;
				below += value;
				const height = tenth(y(from) - y(below));
				if (height <= 0) return null;
				return (
					<Bar
						key={part}
						x={left}
						y={y(below)}
						width={width}
						height={height}
						strokeWidth="0.8"
						{...fillOf(fills, part)}
					/>
				);
			})}
			{high > 0n ? (
				<>
					<line
						x1={left + width / 2}
						x2={left + width / 2}
						y1={y(secured)}
						y2={bottom}
						className="stroke-warn"
						strokeDasharray="2 2"
					/>
					<rect
						x={left}
						y={roof}
						width={width}
						height={Math.max(1, tenth(bottom - roof))}
						fill={`url(#${fills}-likely)`}
						className="stroke-warn"
						strokeWidth="1"
						strokeDasharray="3 2"
					/>
					<line
						x1={left}
						x2={left + width}
						y1={y(secured + toMillions(expected))}
						y2={y(secured + toMillions(expected))}
						className="stroke-warn"
						strokeWidth="2.5"
					/>
				</>
			) : null}
			{year.placedYen < year.securedYen && year.placedYen < year.neededYen ? (
				<path
					d={`M${left - 3} ${y(toMillions(year.placedYen))}h${width + 6}`}
					className="stroke-ink"
					strokeWidth="1.6"
					strokeDasharray="1.5 2.5"
				/>
			) : null}
		</Group>
	);
}

function Expected({ years, space }: { years: readonly GlideYear[]; space: Space }) {
	const { x, y } = space;
	const points = years
		.filter(({ likely }) => likely.high > 0n)
		.map((year) => `${x(year.fiscalYear + 0.5)},${y(toMillions(year.securedYen + year.likely.expected))}`);
	if (points.length < 2) return null;
	return (
		<polyline points={points.join(" ")} fill="none" className="stroke-warn" strokeWidth="1.5" strokeDasharray="5 4" />
	);
}

/** A step a fiscal year; years without a plan leave a gap. */
function CostLine({ years, space }: { years: readonly GlideYear[]; space: Space }) {
	const { x, y } = space;
	const steps = years.map((year, index) => {
		if (year.neededYen <= 0n) return "";
		const joined = (years[index - 1]?.neededYen ?? 0n) > 0n;
		const height = y(toMillions(year.neededYen));
		return `${joined ? `V${height}` : `M${x(year.fiscalYear)} ${height}`}H${x(year.fiscalYear + 1)}`;
	});
	return (
		<Group>
			<path d={steps.join("")} fill="none" className="stroke-surface" strokeWidth="6" />
			<path d={steps.join("")} fill="none" className="stroke-ink" strokeWidth="2.8" />
		</Group>
	);
}

function YearLabels({ years, space, ratio }: { years: readonly GlideYear[]; space: Space; ratio: string }) {
	const { frame, x, floor } = space;
	const fit = Math.floor((frame.width - frame.left - frame.right) / (frame.text * 2.6));
	const every = Math.max(1, Math.ceil(years.length / fit));
	return (
		<Group top={floor}>
			{years
				.filter((_, index) => index % every === 0)
				.map((year) => (
					<Group key={year.fiscalYear} left={x(year.fiscalYear + 0.5)}>
						<text y={frame.text + 5} textAnchor="middle" className="fill-ink-soft tabular-nums">
							{year.fiscalYear}
						</text>
						<text y={frame.text * 2 + 11} textAnchor="middle" className="fill-ink font-semibold tabular-nums">
							{year.securedRatio === null ? "–" : formatPercent(year.securedRatio)}
						</text>
					</Group>
				))}
			{frame.left < 50 ? null : (
				<text x={2} y={frame.text * 2 + 11} className="fill-ink-soft">
					{ratio}
				</text>
			)}
		</Group>
	);
}

/** A day on the line of years, with its words above. */
function Mark(props: { space: Space; at: number; row: 0 | 1; label: string; strong?: boolean }) {
	const { space, at, row, label, strong } = props;
	const { frame, x, floor } = space;
	const left = x(at);
	// A label on its left stays clear of the end of support, which is always the later day of the two that matters.
	const toLeft = left > (strong ? frame.width * 0.6 : frame.text * 15);
	const top = 14 + row * (frame.text + 5);
	return (
		<Group left={left}>
			<line
				y1={top - frame.text}
				y2={floor}
				className={strong ? "stroke-bad" : "stroke-ink-soft"}
				strokeWidth={strong ? 2 : 1}
				strokeDasharray={strong ? "8 4" : "2 3"}
			/>
			<text
				x={toLeft ? -6 : 6}
				y={top}
				textAnchor={toLeft ? "end" : "start"}
				paintOrder="stroke"
				strokeWidth="4"
				className={`stroke-paper ${strong ? "fill-bad font-semibold" : "fill-ink-soft"}`}
			>
				{label}
			</text>
		</Group>
	);
}
