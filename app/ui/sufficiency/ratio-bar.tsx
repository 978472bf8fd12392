import { tenth } from "./chart-view.ts";

/** A share of what is needed: a frame as long as the need, filled as far as it is secured. Read out by its row. */
export function RatioBar({ ratio }: { ratio: number }) {
	const width = tenth(Math.min(1, Math.max(0, ratio)) * 100);
	return (
		<svg className="block h-4 w-full min-w-24" aria-hidden="true">
			<rect width={`${width}%`} height="16" className="bar-fill" />
			<rect x="0.5" y="0.5" width="99.5%" height="15" fill="none" className="stroke-ink-soft" />
		</svg>
	);
}
