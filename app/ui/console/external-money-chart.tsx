import { Group } from "@visx/group";
import { scaleLinear } from "@visx/scale";
import { Bar } from "@visx/shape";
import { formatInteger, roundToMillion } from "~/i18n/format.ts";

export interface ChartPart {
	id: string;
	label: string;
}
export interface ChartRow {
	label: string;
	/** in the order of the parts; nothing negative is drawn */
	yen: readonly bigint[];
	totalYen: bigint;
}

const FILLS = [
	"fill-primary",
	"fill-accent",
	"fill-good",
	"fill-warn",
	"fill-bad",
	"fill-line-strong",
	"fill-focus",
	"fill-ink-soft",
	"fill-primary-strong",
];
const WIDTH = 880;
const LABELS = 132;
const TOTALS = 84;
const ROW = 24;
const BAR = 14;
const AXIS = 26;

/** Bars by hub or year, one colour a category; the same figures stand in the table beside it. */
export function ExternalMoneyChart(props: {
	title: string;
	unit: string;
	parts: readonly ChartPart[];
	rows: readonly ChartRow[];
}) {
	const { title, unit, parts, rows } = props;
	const millions = rows.map((row) => row.yen.map((yen) => Math.max(0, Number(roundToMillion(yen)))));
	const longest = Math.max(1, ...millions.map((row) => row.reduce((sum, value) => sum + value, 0)));
	const x = scaleLinear({ domain: [0, longest], range: [0, WIDTH - LABELS - TOTALS], nice: true });
	const drawn = parts.filter((_, index) => millions.some((row) => (row[index] ?? 0) > 0));
	const height = rows.length * ROW + AXIS;
	return (
		<figure>
			<figcaption className="mb-2 flex flex-wrap items-baseline gap-x-4 gap-y-1 text-sm">
				<span className="font-semibold">{title}</span>
				<span className="text-xs text-ink-soft">{unit}</span>
				<ul className="flex flex-wrap gap-x-4 gap-y-1 text-xs">
					{drawn.map((part) => (
						<li key={part.id} className="flex items-center gap-1.5">
							<svg width="10" height="10" aria-hidden="true">
								<rect width="10" height="10" className={fillOf(parts, part)} />
							</svg>
							{part.label}
						</li>
					))}
				</ul>
			</figcaption>
			{/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard */}
			<section className="table-wrap" tabIndex={0} aria-label={title}>
				<svg viewBox={`0 0 ${WIDTH} ${height}`} className="w-full min-w-2xl" role="img" aria-label={title}>
					{x
						.ticks(5)
						.filter(Number.isInteger)
						.map((tick) => (
							<Group key={tick} left={LABELS + x(tick)}>
								<line y1={0} y2={height - AXIS + 4} className="stroke-line" />
								<text y={height - 6} textAnchor="middle" className="fill-ink-soft text-[11px] tabular-nums">
									{formatInteger(tick)}
								</text>
							</Group>
						))}
					{rows.map((row, index) => (
						<ChartBar key={row.label} row={row} values={millions[index] ?? []} top={index * ROW} x={x} parts={parts} />
					))}
				</svg>
			</section>
		</figure>
	);
}

function fillOf(parts: readonly ChartPart[], part: ChartPart): string {
	return FILLS[parts.indexOf(part) % FILLS.length] ?? "fill-primary";
}

function ChartBar(props: {
	row: ChartRow;
	values: readonly number[];
	top: number;
	x: (value: number) => number;
	parts: readonly ChartPart[];
}) {
	const { row, values, top, x, parts } = props;
	const middle = BAR / 2 + 4;
	const sum = values.reduce((total, value) => total + value, 0);
	return (
		<Group top={top}>
			<text x={LABELS - 8} y={middle} textAnchor="end" className="fill-ink text-[12px]">
				{row.label}
			</text>
			{parts.map((part, index) => {
				const before = values.slice(0, index).reduce((total, value) => total + value, 0);
				const value = values[index] ?? 0;
				if (value === 0) return null;
				const left = LABELS + x(before);
				return (
					<Bar key={part.id} x={left} width={x(value)} height={BAR} className={fillOf(parts, part)}>
						<title>{`${row.label} ${part.label} ${formatInteger(value)}`}</title>
					</Bar>
				);
			})}
			<text x={LABELS + x(sum) + 6} y={middle} className="fill-ink-soft text-[11px] tabular-nums">
				{formatInteger(roundToMillion(row.totalYen))}
			</text>
		</Group>
	);
}
