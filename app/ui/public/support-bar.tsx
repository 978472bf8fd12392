import { type FiscalAxis, fiscalPosition, percentOf } from "./fiscal-axis.ts";

export interface SupportBarProps {
	periods: readonly { kind: string; firstFiscalYear: number; lastFiscalYear: number }[];
	axis: FiscalAxis;
	/** YYYY-MM-DD */
	today: string;
}

/** The years of support as a bar: what has passed, what is left, and today. Read out by the text beside it. */
export function SupportBar({ periods, axis, today }: SupportBarProps) {
	const now = fiscalPosition(today);
	const at = (year: number) => percentOf(axis, year);
	const piece = (from: number, until: number, className: string, key: string) =>
		until > from ? (
			<rect
				key={key}
				className={className}
				x={`${at(from)}%`}
				width={`${(at(until) - at(from)).toFixed(2)}%`}
				y="4"
				height="8"
				rx="2"
			/>
		) : null;
	return (
		<svg className="block h-4 w-full overflow-visible" aria-hidden="true">
			<line className="stroke-line" x1="0" x2="100%" y1="8" y2="8" strokeDasharray="1 4" />
			{periods.map(({ kind, firstFiscalYear: first, lastFiscalYear: last }) => {
				const passed = Math.min(Math.max(now, first), last + 1);
				const key = `${kind}${first}`;
				return [
					piece(first, passed, kind === "extension" ? "fill-primary opacity-60" : "fill-primary", `${key}p`),
					piece(passed, last + 1, "fill-accent", `${key}l`),
				];
			})}
			<line className="stroke-ink" x1={`${at(now)}%`} x2={`${at(now)}%`} y1="-6" y2="22" strokeWidth="1.5" />
		</svg>
	);
}
