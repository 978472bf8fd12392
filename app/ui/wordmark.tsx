/** The spring: a drop and the rings it makes. Decoration only, beside the name. */
export function Ripples({ className }: { className?: string }) {
	return (
		<svg viewBox="0 0 64 64" fill="none" aria-hidden="true" className={className}>
			<g className="stroke-primary">
				<ellipse cx="32" cy="42" rx="28" ry="15" strokeWidth="2.5" opacity=".35" />
				<ellipse cx="32" cy="42" rx="19" ry="10" strokeWidth="3" opacity=".65" />
				<ellipse cx="32" cy="42" rx="9.5" ry="5" strokeWidth="3.5" />
			</g>
			<path className="fill-accent" d="M32 6c5 8 8 12 8 17a8 8 0 0 1-16 0c0-5 3-9 8-17z" />
		</svg>
	);
}

export function Wordmark({ href, name, latin }: { href: string; name: string; latin: string }) {
	return (
		<a href={href} className="inline-flex items-center gap-2.5 text-ink no-underline">
			<Ripples className="size-9" />
			<span className="font-serif text-2xl leading-none font-semibold">{name}</span>
			<span className="font-serif text-lg leading-none tracking-wide">{latin}</span>
		</a>
	);
}
