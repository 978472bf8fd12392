import type { HTMLInputTypeAttribute, InputHTMLAttributes } from "react";
import { FieldErrors } from "./field-errors.tsx";
import { describedBy, type FieldState } from "./field-props.ts";

export interface TextFieldProps extends FieldState {
	label: string;
	hint?: string;
	/** the word that marks a required field; the server checks, so no field blocks the form by itself */
	requiredMark?: string;
	type?: HTMLInputTypeAttribute;
	maxLength?: number;
	autoComplete?: string;
	inputMode?: InputHTMLAttributes<HTMLInputElement>["inputMode"];
	lang?: string;
	className?: string;
}

/** A line of text with its label, hint and errors. */
export function TextField({
	name,
	id = name,
	value,
	errors,
	label,
	hint,
	requiredMark,
	type,
	className,
	...input
}: TextFieldProps) {
	return (
		<div className={className}>
			<label className="label" htmlFor={id}>
				{label}
				{requiredMark ? <span className="required">{requiredMark}</span> : null}
			</label>
			<input
				className="input"
				id={id}
				name={name}
				type={type ?? "text"}
				defaultValue={value}
				aria-required={requiredMark ? true : undefined}
				aria-invalid={errors.length > 0 ? true : undefined}
				aria-describedby={describedBy(id, hint !== undefined, errors)}
				{...input}
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
