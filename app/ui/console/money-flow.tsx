/** One station of the money with its figure. */
export interface FlowStation {
	label: string;
	amount: string;
	/** nothing is there: drawn faint */
	empty: boolean;
}

const WIDTH = 640;
const BOX = { width: 176, height: 60 };
const TOP = 8;
const LEFTS = [4, 232, 460] as const;

/**
 * Where one account's money is: at Stripe, on its way, in the bank, and below what is disputed. The same figures stand in
 * the table beside it.
 */
export function MoneyFlow(props: {
	title: string;
	atStripe: FlowStation;
	inTransit: FlowStation;
	arrived: FlowStation;
	disputed: FlowStation;
}) {
	const { title, atStripe, inTransit, arrived, disputed } = props;
	const middle = TOP + BOX.height / 2;
	const below = TOP + BOX.height;
	const centre = LEFTS[0] + BOX.width / 2;
	const height = disputed.empty ? below + TOP : below + 16 + BOX.height + TOP;
	return (
		// biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
		<section className="table-wrap" tabIndex={0} aria-label={title}>
			<svg viewBox={`0 0 ${WIDTH} ${height}`} className="w-full max-w-2xl min-w-lg" role="img" aria-label={title}>
				{[atStripe, inTransit, arrived].map((station, index) => (
					<Station key={station.label} station={station} left={LEFTS[index] ?? 0} top={TOP} />
				))}
				<Arrow x1={LEFTS[0] + BOX.width} x2={LEFTS[1]} y={middle} />
				<Arrow x1={LEFTS[1] + BOX.width} x2={LEFTS[2]} y={middle} />
				{disputed.empty ? null : (
					<>
						<path d={`M ${centre} ${below} V ${below + 16}`} className="fill-none stroke-bad" strokeWidth={1.5} />
						<Station station={disputed} left={LEFTS[0]} top={below + 16} isBad />
					</>
				)}
			</svg>
		</section>
	);
}

function Station(props: { station: FlowStation; left: number; top: number; isBad?: boolean }) {
	const { station, left, top, isBad = false } = props;
	const stroke = isBad ? "stroke-bad" : station.empty ? "stroke-line" : "stroke-primary";
	return (
		<g transform={`translate(${left} ${top})`}>
			<rect width={BOX.width} height={BOX.height} rx={3} className={`fill-surface ${stroke}`} strokeWidth={1.5} />
			<text x={BOX.width / 2} y={23} textAnchor="middle" className="fill-ink-soft text-[12px]">
				{station.label}
			</text>
			<text
				x={BOX.width / 2}
				y={46}
				textAnchor="middle"
				className={`text-[17px] font-semibold tabular-nums ${station.empty ? "fill-ink-soft" : "fill-ink"}`}
			>
				{station.amount}
			</text>
		</g>
	);
}

function Arrow({ x1, x2, y }: { x1: number; x2: number; y: number }) {
	return (
		<path
			d={`M ${x1 + 4} ${y} H ${x2 - 6} M ${x2 - 13} ${y - 5} L ${x2 - 6} ${y} L ${x2 - 13} ${y + 5}`}
			className="fill-none stroke-ink-soft"
			strokeWidth={1.5}
		/>
	);
}
