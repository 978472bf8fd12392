import type { ReactNode } from "react";

/** A part of a report with its heading; one without a heading is a part without a name. */
export function BlockFrame({ id, heading, children }: { id: string; heading: string; children: ReactNode }) {
	if (heading === "") return <section className="mt-14">{children}</section>;
	return (
		<section aria-labelledby={`b-${id}`} className="mt-14">
			<h2 id={`b-${id}`} className="mb-5">
				{heading}
			</h2>
			{children}
		</section>
	);
}
