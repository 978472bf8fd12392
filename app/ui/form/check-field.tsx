import { FieldErrors } from "./field-errors.tsx";
import { describedBy, type FieldState } from "./field-props.ts";

export function CheckField({ name, id = name, value, errors, label }: FieldState & { label: string }) {
	return (
		<div>
			<label className="choice items-start">
				<input
					type="checkbox"
					name={name}
					id={id}
					value="on"
					defaultChecked={value !== ""}
					aria-invalid={errors.length > 0 ? true : undefined}
					aria-describedby={describedBy(id, false, errors)}
					className="mt-1 size-5 shrink-0"
				/>
				<span>{label}</span>
			</label>
			<FieldErrors name={id} errors={errors} />
		</div>
	);
}
