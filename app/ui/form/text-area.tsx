import { FieldErrors } from "./field-errors.tsx";
import { describedBy, type FieldState } from "./field-props.ts";

export interface TextAreaProps extends FieldState {
	label: string;
	hint?: string;
	requiredMark?: string;
	maxLength?: number;
}

/** Several lines. The limit counts characters as people do, so the browser's own, which counts otherwise, is not set. */
export function TextArea({ name, id = name, value, errors, label, hint, requiredMark, maxLength: _ }: TextAreaProps) {
	return (
		<div>
			<label className="label" htmlFor={id}>
				{label}
				{requiredMark ? <span className="required">{requiredMark}</span> : null}
			</label>
			<textarea
				className="input"
				id={id}
				name={name}
				rows={4}
				defaultValue={value}
				aria-required={requiredMark ? true : undefined}
				aria-invalid={errors.length > 0 ? true : undefined}
				aria-describedby={describedBy(id, hint !== undefined, errors)}
			/>
			{hint ? (
				<p id={`${id}-hint`} className="hint mt-1">
					{hint}
				</p>
			) : null}
			<FieldErrors name={id} errors={errors} />
		</div>
	);
}
