import { FieldErrors } from "../form/field-errors.tsx";
import { describedBy } from "../form/field-props.ts";

/** A file to send; a browser never gives it back after an error. */
export function FileField(props: {
	name: string;
	label: string;
	hint?: string;
	accept: string;
	errors: readonly string[];
}) {
	const { name, label, hint, accept, errors } = props;
	return (
		<div>
			<label className="label" htmlFor={name}>
				{label}
			</label>
			<input
				type="file"
				id={name}
				name={name}
				accept={accept}
				className="input"
				aria-invalid={errors.length > 0 ? true : undefined}
				aria-describedby={describedBy(name, hint !== undefined, errors)}
			/>
			{hint ? (
				<p id={`${name}-hint`} className="hint mt-1">
					{hint}
				</p>
			) : null}
			<FieldErrors name={name} errors={errors} />
		</div>
	);
}
