import type { ReactNode } from "react";

/** A form that is not always wanted: folded away until somebody opens it, or it came back with something wrong. */
export function FoldedForm(props: { title: string; note?: string; open: boolean; children: ReactNode }) {
	const { title, note, open, children } = props;
	return (
		<details className="no-print mt-5" open={open}>
			<summary className="cursor-pointer font-semibold">{title}</summary>
			{note ? <p className="hint mt-2 max-w-text">{note}</p> : null}
			<div className="mt-4">{children}</div>
		</details>
	);
}
