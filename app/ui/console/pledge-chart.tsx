import { scaleLinear } from "@visx/scale";
import { formatDay, formatYenShort, formatYenSign } from "~/i18n/format.ts";
import { useLang, useT } from "~/i18n/use-t.ts";

export interface DrawnInstalment {
	id: string;
	number: number;
	dueOn: string;
	scheduledYen: bigint;
	paidYen: bigint;
	writtenOffYen: bigint;
	openYen: bigint;
	overdue: boolean;
}

const PARTS = ["paid", "overdue", "open", "writtenOff"] as const;
type Part = (typeof PARTS)[number];
const FILLS: Record<Part, string> = {
	paid: "fill-primary",
	open: "fill-primary-soft stroke-primary",
	overdue: "fill-accent",
	writtenOff: "fill-line stroke-line-strong",
};
const WIDTH = 880;
const LEFT = 8;
const RIGHT = 8;
const TOP = 22;
const BARS = 96;
const AXIS = 22;
const HEIGHT = TOP + BARS + AXIS;
const DAY_MS = 86_400_000;

const at = (day: string) => Date.parse(`${day}T00:00:00Z`) / DAY_MS;

/** How the promise stands: one bar of all of it, and each instalment on its day. The table beside it has the same figures. */
export function PledgeChart({ instalments, today }: { instalments: readonly DrawnInstalment[]; today: string }) {
	const t = useT("console");
	const sums = sumsOf(instalments);
	const drawn = PARTS.filter((part) => sums[part] > 0n);
	return (
		<figure>
			<figcaption className="mb-2">
				<ul className="flex flex-wrap gap-x-5 gap-y-1 text-sm">
					{drawn.map((part) => (
						<li key={part} className="flex items-center gap-1.5">
							<svg width="12" height="12" aria-hidden="true">
								<rect width="12" height="12" className={FILLS[part]} />
							</svg>
							{t(`pledges.parts.${part}`)}
							<span className="figure">{formatYenSign(sums[part])}</span>
						</li>
					))}
				</ul>
			</figcaption>
			<WholeBar sums={sums} parts={drawn} />
			{instalments.length > 1 ? <Timeline instalments={instalments} today={today} /> : null}
		</figure>
	);
}

type Sums = Record<Part, bigint>;

function sumsOf(instalments: readonly DrawnInstalment[]): Sums {
	const sums: Sums = { paid: 0n, open: 0n, overdue: 0n, writtenOff: 0n };
	for (const one of instalments) {
		sums.paid += one.paidYen;
		sums.writtenOff += one.writtenOffYen;
		sums[one.overdue ? "overdue" : "open"] += one.openYen;
	}
	return sums;
}

/** Shares of a whole as whole tenths of a thousand, so that nothing is lost to floating point on the way to a picture. */
const share = (part: bigint, whole: bigint) => (whole === 0n ? 0 : Number((part * 10_000n) / whole) / 10_000);

function WholeBar({ sums, parts }: { sums: Sums; parts: readonly Part[] }) {
	const t = useT("console");
	const whole = parts.reduce((sum, part) => sum + sums[part], 0n);
	const label = parts.map((part) => `${t(`pledges.parts.${part}`)} ${formatYenSign(sums[part])}`).join(", ");
	let x = 0;
	return (
		<svg viewBox={`0 0 ${WIDTH} 22`} className="h-5 w-full" preserveAspectRatio="none" role="img" aria-label={label}>
			{parts.map((part) => {
				const width = share(sums[part], whole) * WIDTH;
				const left = x;
				x += width;
				return <rect key={part} x={left} y={1} width={width} height={20} className={FILLS[part]} strokeWidth={1} />;
			})}
		</svg>
	);
}

function Timeline({ instalments, today }: { instalments: readonly DrawnInstalment[]; today: string }) {
	const t = useT("console");
	const lang = useLang();
	const days = instalments.map(({ dueOn }) => at(dueOn));
	const [first, last] = [Math.min(...days), Math.max(...days)];
	const highest = instalments.reduce((most, one) => (one.scheduledYen > most ? one.scheduledYen : most), 1n);
	const width = Math.max(2, Math.min(36, ((WIDTH - LEFT - RIGHT) / instalments.length) * 0.7));
	const x = scaleLinear({
		domain: [first, Math.max(last, first + 1)],
		range: [LEFT + width / 2, WIDTH - RIGHT - width / 2],
	});
	const now = at(today);
	const years = yearsBetween(first, last);
	return (
		// biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
		<section className="table-wrap mt-4" tabIndex={0} aria-label={t("pledges.timeline")}>
			<svg viewBox={`0 0 ${WIDTH} ${HEIGHT}`} className="w-full min-w-xl" role="img" aria-label={t("pledges.timeline")}>
				<line x1={LEFT} x2={WIDTH - RIGHT} y1={TOP + BARS} y2={TOP + BARS} className="stroke-line-strong" />
				{years.map((year) => (
					<text
						key={year}
						x={x(at(`${year}-01-01`))}
						y={HEIGHT - 6}
						className="fill-ink-soft text-[11px]"
						textAnchor="middle"
					>
						{year}
					</text>
				))}
				<text x={LEFT} y={12} className="fill-ink-soft text-[11px]">
					{t("pledges.highest", { amount: formatYenShort(highest, lang) })}
				</text>
				{instalments.map((one) => (
					<Column key={one.id} one={one} x={x(at(one.dueOn)) - width / 2} width={width} highest={highest} />
				))}
				{now >= first && now <= last ? (
					<g>
						<line
							x1={x(now)}
							x2={x(now)}
							y1={TOP - 4}
							y2={TOP + BARS}
							className="stroke-accent"
							strokeDasharray="3 3"
						/>
						<text x={x(now)} y={12} textAnchor="middle" className="fill-accent text-[11px]">
							{t("pledges.today")}
						</text>
					</g>
				) : null}
			</svg>
		</section>
	);
}

function Column(props: { one: DrawnInstalment; x: number; width: number; highest: bigint }) {
	const { one, x, width, highest } = props;
	const lang = useLang();
	const parts: [Part, bigint][] = [
		["paid", one.paidYen],
		["writtenOff", one.writtenOffYen],
		[one.overdue ? "overdue" : "open", one.openYen],
	];
	let y = TOP + BARS;
	return (
		<g>
			<title>{`${one.number}: ${formatDay(one.dueOn, lang)} ${formatYenSign(one.scheduledYen)}`}</title>
			{parts.map(([part, yen]) => {
				if (yen === 0n) return null;
				const height = Math.max(1.5, share(yen, highest) * BARS);
				y -= height;
				return <rect key={part} x={x} y={y} width={width} height={height} className={FILLS[part]} strokeWidth={0.75} />;
			})}
		</g>
	);
}

/** The Januaries between two days, thinned out when there are many. */
function yearsBetween(first: number, last: number): number[] {
	const year = (day: number) => new Date(day * DAY_MS).getUTCFullYear();
	const all: number[] = [];
	for (let one = year(first) + 1; one <= year(last); one += 1) all.push(one);
	const step = Math.ceil(all.length / 16) || 1;
	return all.filter((_, index) => index % step === 0);
}
