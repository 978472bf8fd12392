import type { ReactNode } from "react";
import { FieldErrors } from "./field-errors.tsx";
import { describedBy, type FieldState } from "./field-props.ts";

export interface Choice {
	value: string;
	label: ReactNode;
	hint?: ReactNode;
}

export interface ChoiceGroupProps extends FieldState {
	legend: string;
	requiredMark?: string;
	hint?: string;
	choices: readonly Choice[];
	/** classes of the list, such as its columns */
	listClass?: string;
	children?: ReactNode;
}

/** One of several, as radio buttons. The first one bears the field's own id, so that an error can lead to it. */
export function ChoiceGroup(props: ChoiceGroupProps) {
	const { name, value, errors, legend, requiredMark, hint, choices, listClass, children } = props;
	return (
		<fieldset
			aria-invalid={errors.length > 0 ? true : undefined}
			aria-describedby={describedBy(name, hint !== undefined, errors)}
		>
			<legend className="label text-lg">
				{legend}
				{requiredMark ? <span className="required">{requiredMark}</span> : null}
			</legend>
			{hint ? (
				<p id={`${name}-hint`} className="hint mb-2">
					{hint}
				</p>
			) : null}
			<div className={listClass ?? "grid gap-2"}>
				{choices.map((choice, index) => (
					<label key={choice.value} className="choice">
						<input
							type="radio"
							name={name}
							id={index === 0 ? name : `${name}-${choice.value}`}
							value={choice.value}
							data-choice={index}
							defaultChecked={choice.value === value}
							className="size-5 shrink-0"
						/>
						<span className="min-w-0">
							<span className="font-semibold">{choice.label}</span>
							{choice.hint ? <span className="hint block">{choice.hint}</span> : null}
						</span>
					</label>
				))}
			</div>
			{children}
			<FieldErrors name={name} errors={errors} />
		</fieldset>
	);
}
