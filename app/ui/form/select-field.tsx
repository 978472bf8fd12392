import { FieldErrors } from "./field-errors.tsx";
import { describedBy, type FieldState } from "./field-props.ts";

export interface SelectFieldProps extends FieldState {
	label: string;
	requiredMark?: string;
	autoComplete?: string;
	/** the text while nothing is chosen */
	empty: string;
	options: readonly { value: string; label: string }[];
	maxLength?: number;
}

export function SelectField(props: SelectFieldProps) {
	const { name, id = name, value, errors, label, requiredMark, autoComplete, empty, options } = props;
	return (
		<div>
			<label className="label" htmlFor={id}>
				{label}
				{requiredMark ? <span className="required">{requiredMark}</span> : null}
			</label>
			<select
				className="input"
				id={id}
				name={name}
				defaultValue={value}
				autoComplete={autoComplete}
				aria-required={requiredMark ? true : undefined}
				aria-invalid={errors.length > 0 ? true : undefined}
				aria-describedby={describedBy(id, false, errors)}
			>
				<option value="">{empty}</option>
				{options.map((option) => (
					<option key={option.value} value={option.value}>
						{option.label}
					</option>
				))}
			</select>
			<FieldErrors name={id} errors={errors} />
		</div>
	);
}
