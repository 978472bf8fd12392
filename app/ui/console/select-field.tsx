/** A choice in a filter; the first option means all. */
export function SelectField(props: {
	name: string;
	label: string;
	value: string | undefined;
	all?: string;
	options: readonly { value: string; label: string }[];
}) {
	const { name, label, value, all, options } = props;
	return (
		<label className="block text-sm">
			<span className="mb-0.5 block text-xs font-semibold text-ink-soft">{label}</span>
			<select name={name} defaultValue={value ?? ""} className="input min-h-9 py-1 pr-8 text-sm">
				{all === undefined ? null : <option value="">{all}</option>}
				{options.map((option) => (
					<option key={option.value} value={option.value}>
						{option.label}
					</option>
				))}
			</select>
		</label>
	);
}
