export interface SummaryItem {
	/** id of the field; null for what concerns the whole form */
	field: string | null;
	label: string;
	error: string;
}

/** All errors at the top of a form, each leading to its field. Takes the focus when the page opens. */
export function ErrorSummary({
	heading,
	text,
	items,
}: {
	heading: string;
	text: string;
	items: readonly SummaryItem[];
}) {
	if (items.length === 0) return null;
	return (
		// biome-ignore lint/a11y/noAutofocus: the page was opened because of these errors; without script nothing else can lead there
		<section className="notice notice-bad" role="alert" tabIndex={-1} autoFocus>
			<h2 className="text-lg">{heading}</h2>
			<p className="mt-1">{text}</p>
			<ul className="mt-2 list-disc ps-5">
				{items.map(({ field, label, error }) => (
					<li key={`${field}${error}`}>
						{field === null ? (
							error
						) : (
							<a className="link" href={`#${field}`}>
								{label}: {error}
							</a>
						)}
					</li>
				))}
			</ul>
		</section>
	);
}
