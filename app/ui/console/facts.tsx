import type { ReactNode } from "react";

/** Names and values of one thing, side by side where there is room. */
export function Facts({ rows }: { rows: readonly { label: string; value: ReactNode }[] }) {
	return (
		<dl className="grid gap-x-6 gap-y-1.5 text-sm sm:grid-cols-[10rem_minmax(0,1fr)]">
			{rows.map((row) => (
				<div key={row.label} className="contents">
					<dt className="text-ink-soft">{row.label}</dt>
					<dd className="mb-2 sm:mb-0">{row.value}</dd>
				</div>
			))}
		</dl>
	);
}
