/** A number with its name, in a `dl`. */
export function Figure({ label, value, note }: { label: string; value: string; note?: string }) {
	return (
		<div>
			<dt className="text-sm text-ink-soft">{label}</dt>
			<dd className="figure mt-1 text-xl font-semibold whitespace-normal sm:text-2xl">{value}</dd>
			{note ? <dd className="hint mt-1">{note}</dd> : null}
		</div>
	);
}
