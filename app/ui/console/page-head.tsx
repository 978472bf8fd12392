import type { ReactNode } from "react";

/** Title of a staff page, a line that says what it shows, and what can be done with it. */
export function PageHead({ title, lead, children }: { title: string; lead?: ReactNode; children?: ReactNode }) {
	return (
		<div className="mb-5 flex flex-wrap items-end justify-between gap-x-8 gap-y-3">
			<div className="min-w-0">
				<h1 className="text-2xl">{title}</h1>
				{lead ? <p className="mt-1 max-w-text text-sm text-ink-soft">{lead}</p> : null}
			</div>
			{children ? <div className="no-print flex flex-wrap items-center gap-2">{children}</div> : null}
		</div>
	);
}

/** One part of a staff page. */
export function Section({ title, note, children }: { title: string; note?: ReactNode; children: ReactNode }) {
	return (
		<section className="mt-9">
			<h2 className="mb-2 text-lg">{title}</h2>
			{note ? <p className="hint mb-2 max-w-text">{note}</p> : null}
			{children}
		</section>
	);
}

/** A wide table scrolls by itself, by keyboard too, and never widens the page. */
export function TableFrame({ label, children }: { label: string; children: ReactNode }) {
	return (
		// biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
		<section className="table-wrap rounded-sm border border-line bg-surface" aria-label={label} tabIndex={0}>
			{children}
		</section>
	);
}
