import { useT } from "~/i18n/use-t";
import { TableFrame } from "./page-head";

type RateName = "bounced" | "unsubscribed" | "answered" | "again" | "averageYen" | "costPerYen";

export type OutcomeLine = {
	id: string;
	href: string;
	name: string;
	kind: string;
	hub: string | null;
	startedOn: string;
	sent: string;
	gifts: string;
	kept: string;
} & Record<RateName, string>;

const RATE_COLUMNS: RateName[] = ["answered", "averageYen", "again", "costPerYen", "unsubscribed", "bounced"];

/** One ask a line: what left, what came, and what can be compared. */
export function OutcomeTable({ lines, label, empty }: { lines: readonly OutcomeLine[]; label: string; empty: string }) {
	const t = useT("console");
	if (lines.length === 0) return <p>{empty}</p>;
	return (
		<TableFrame label={label}>
			<table className="table">
				<thead>
					<tr>
						<th scope="col">{t("outcomes.columns.name")}</th>
						<th scope="col">{t("outcomes.columns.startedOn")}</th>
						<th scope="col" className="num">
							{t("outcomes.steps.sent")}
						</th>
						<th scope="col" className="num">
							{t("outcomes.columns.gifts")}
						</th>
						<th scope="col" className="num">
							{t("outcomes.columns.kept")}
						</th>
						{RATE_COLUMNS.map((name) => (
							<th key={name} scope="col" className="num">
								{t(`outcomes.rates.${name}`)}
							</th>
						))}
					</tr>
				</thead>
				<tbody>
					{lines.map((line) => (
						<tr key={line.id}>
							<th scope="row" className="min-w-56 text-start font-normal">
								<a href={line.href}>{line.name}</a>
								<br />
								<span className="hint">
									{line.kind}
									{line.hub ? ` · ${line.hub}` : ""}
								</span>
							</th>
							<td className="whitespace-nowrap">{line.startedOn}</td>
							<td className="num">{line.sent}</td>
							<td className="num">{line.gifts}</td>
							<td className="num whitespace-nowrap">{line.kept}</td>
							{RATE_COLUMNS.map((name) => (
								<td key={name} className="num whitespace-nowrap">
									{line[name]}
								</td>
							))}
						</tr>
					))}
				</tbody>
			</table>
		</TableFrame>
	);
}

export interface OutcomeStep {
	key: "sent" | "delivered" | "visits" | "donors" | "again";
	label: string;
	value: string;
	/** of the largest step */
	share: number;
}

/** From what left to who gave again: bars on one scale, each with its number. */
export function OutcomeSteps({ steps }: { steps: readonly OutcomeStep[] }) {
	return (
		<dl className="grid max-w-text gap-2.5">
			{steps.map(({ key, label, value, share }) => (
				<div key={key} className="grid grid-cols-[9rem_1fr_5rem] items-center gap-3">
					<dt className="text-sm">{label}</dt>
					<dd aria-hidden="true">
						<svg className="block h-4 w-full" aria-hidden="true">
							<rect className="bar-track" width="100%" height={16} rx={3} />
							{share > 0 ? (
								<rect className="bar-fill" width={`${(share * 100).toFixed(2)}%`} height={16} rx={3} />
							) : null}
						</svg>
					</dd>
					<dd className="text-end tabular-nums">{value}</dd>
				</div>
			))}
		</dl>
	);
}

type Place = number | null;
export interface RateView {
	name: RateName;
	label: string;
	definition: string;
	own: string;
	past: string;
	pastCount: number;
	others: string;
	/** places on the strip, 0 to 1 */
	at: { own: Place; past: Place; lower: Place; middle: Place; upper: Place };
}

/** Each rate beside the hub's own past and the middle half of the others, drawn and in words. */
export function RateTable({ rates, label }: { rates: readonly RateView[]; label: string }) {
	const t = useT("console");
	return (
		<TableFrame label={label}>
			<table className="table">
				<thead>
					<tr>
						<th scope="col">{t("outcomes.columns.rate")}</th>
						<th scope="col" className="num">
							{t("outcomes.columns.own")}
						</th>
						<th scope="col" className="num">
							{t("outcomes.columns.past")}
						</th>
						<th scope="col">{t("outcomes.columns.others")}</th>
					</tr>
				</thead>
				<tbody>
					{rates.map((rate) => (
						<tr key={rate.name}>
							<th scope="row" className="min-w-52 text-start font-normal">
								{rate.label}
								<br />
								<span className="hint">{rate.definition}</span>
							</th>
							<td className="num font-semibold whitespace-nowrap">{rate.own}</td>
							<td className="num whitespace-nowrap">
								{rate.past}
								{rate.pastCount > 0 ? <span className="hint"> ({rate.pastCount})</span> : null}
							</td>
							<td className="min-w-64">
								<SpreadStrip at={rate.at} />
								<span className="hint">{rate.others}</span>
							</td>
						</tr>
					))}
				</tbody>
			</table>
		</TableFrame>
	);
}

const WIDTH = 240;

/** The middle half of the others as a band with its middle, one's own as a dot, one's past as a ring. */
function SpreadStrip({ at }: { at: RateView["at"] }) {
	if (at.past === null && at.lower === null) return null;
	const x = (place: number) => 8 + Math.min(1, place) * (WIDTH - 16);
	return (
		<svg viewBox={`0 0 ${WIDTH} 20`} className="mb-1 block h-5 w-full max-w-60" aria-hidden="true">
			<line x1={8} x2={WIDTH - 8} y1={10} y2={10} className="stroke-line" strokeWidth={1} />
			{at.lower !== null && at.upper !== null ? (
				<rect
					className="bar-track"
					x={x(at.lower)}
					y={4}
					width={Math.max(2, x(at.upper) - x(at.lower))}
					height={12}
					rx={3}
				/>
			) : null}
			{at.middle !== null ? (
				<line x1={x(at.middle)} x2={x(at.middle)} y1={3} y2={17} className="stroke-line-strong" strokeWidth={2} />
			) : null}
			{at.past !== null ? (
				<circle cx={x(at.past)} cy={10} r={4.5} fill="none" className="stroke-primary" strokeWidth={1.5} />
			) : null}
			{at.own !== null ? <circle cx={x(at.own)} cy={10} r={5} className="fill-primary" /> : null}
		</svg>
	);
}
