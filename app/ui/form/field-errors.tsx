/** What is wrong with one field, beside it. */
export function FieldErrors({ name, errors }: { name: string; errors: readonly string[] }) {
	if (errors.length === 0) return null;
	return (
		<p id={`${name}-error`} className="field-error">
			{errors.join(" ")}
		</p>
	);
}
