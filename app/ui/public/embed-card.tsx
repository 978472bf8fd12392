import { ShareBar } from "./goal-bar.tsx";

export interface EmbedCardProps {
	kicker: string;
	title: string;
	days: string;
	progress: { share: number; label: string } | null;
	href: string;
	label: string;
	foot: string;
}

/** A card for other sites: it holds no script, sets no cookie, and its links open in the visitor's own window. */
export function EmbedCard({ kicker, title, days, progress, href, label, foot }: EmbedCardProps) {
	return (
		<article className="card m-px flex min-h-56 flex-col gap-3">
			<p className="hint">{kicker}</p>
			<h1 className="text-lg">
				<a className="text-ink no-underline hover:underline" href={href} target="_top">
					{title}
				</a>
			</h1>
			{progress ? (
				<div>
					<ShareBar share={progress.share} />
					<p className="mt-1.5 text-sm">{progress.label}</p>
				</div>
			) : null}
			{days ? <p className="hint">{days}</p> : null}
			<p className="mt-auto flex flex-wrap items-center justify-between gap-3">
				<a className="btn btn-primary" href={href} target="_top">
					{label}
				</a>
				<span className="hint">{foot}</span>
			</p>
		</article>
	);
}
