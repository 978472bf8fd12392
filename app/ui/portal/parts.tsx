import type { ReactNode } from "react";
import { useT } from "~/i18n/use-t.ts";

/** Title of a donor's page, and one line that says what it is for. */
export function PortalHead({ title, lead }: { title: string; lead?: string }) {
	return (
		<header className="mb-6">
			<h1>{title}</h1>
			{lead ? <p className="mt-2 max-w-text text-ink-soft">{lead}</p> : null}
		</header>
	);
}

export function PortalSection({ id, title, children }: { id: string; title: string; children: ReactNode }) {
	return (
		<section className="mt-9" aria-labelledby={id}>
			<h2 id={id} className="mb-3 text-xl">
				{title}
			</h2>
			{children}
		</section>
	);
}

/** Names and values of one thing. */
export function Terms({ rows }: { rows: readonly { term: string; value: ReactNode }[] }) {
	return (
		<dl>
			{rows.map(({ term, value }) => (
				<div
					key={term}
					className="grid gap-x-6 border-line border-t py-2 first:border-t-0 sm:grid-cols-[12rem_1fr] sm:items-baseline"
				>
					<dt className="text-sm text-ink-soft">{term}</dt>
					<dd>{value}</dd>
				</div>
			))}
		</dl>
	);
}

/** What became of the form that was sent. */
export function Outcome({ said, error }: { said: string | null; error: string | null }) {
	if (error !== null) {
		return (
			<p className="notice notice-bad mb-6" role="alert">
				{error}
			</p>
		);
	}
	return said === null ? null : (
		<p className="notice notice-good mb-6" role="status">
			{said}
		</p>
	);
}

export function PortalPager({ first, next }: { first: string | null; next: string | null }) {
	const t = useT("public");
	if (!first && !next) return null;
	return (
		<nav className="no-print mt-6 flex gap-3" aria-label={t("portal.pages")}>
			{first ? (
				<a className="btn btn-small" href={first}>
					{t("portal.first")}
				</a>
			) : null}
			{next ? (
				<a className="btn btn-small" href={next} rel="next">
					{t("portal.next")}
				</a>
			) : null}
		</nav>
	);
}

const TONES: Record<string, string> = {
	received: "badge badge-good",
	active: "badge badge-good",
	succeeded: "badge badge-good",
	done: "badge badge-good",
	awaiting_payment: "badge badge-warn",
	partly_paid: "badge badge-warn",
	paused: "badge badge-warn",
	open: "badge badge-warn",
	past_due: "badge badge-bad",
	failed: "badge badge-bad",
};

/** A state in words; the colour repeats what the word says. */
export function StateBadge({ state, label }: { state: string; label: string }) {
	return <span className={TONES[state] ?? "badge"}>{label}</span>;
}
