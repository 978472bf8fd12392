import { useErrorText, useT } from "~/i18n/use-t.ts";
import { FieldErrors } from "../form/field-errors.tsx";
import { describedBy } from "../form/field-props.ts";

/** What was refused: of which form, and why, as keys of errors.json. */
export interface FailedForm {
	form: string;
	errors: Readonly<Record<string, readonly string[]>>;
}

/** A page may hold several of these forms: the field of each has an id of its own. */
export const keyFieldId = (form: string, field: string) => `${form}-${field}`;

/** Takes an institution's keys. What was typed never comes back to the page. */
export function StripeKeysForm(props: {
	intent: "keys" | "rotate";
	form: string;
	failed: FailedForm | null;
	note: string;
}) {
	const { intent, form, failed, note } = props;
	const t = useT("console");
	const errors = failed?.form === form ? failed.errors : {};
	return (
		<form method="post" className="mt-3 grid max-w-text gap-4">
			<p className="hint">{note}</p>
			{intent === "rotate" ? <input type="hidden" name="account" value={form} /> : null}
			<KeyField form={form} name="secretKey" errors={errors.secretKey ?? []} />
			<KeyField form={form} name="webhookSecret" errors={errors.webhookSecret ?? []} />
			<div>
				<button type="submit" name="intent" value={intent} className="btn btn-primary">
					{t(`institutions.actions.${intent}`)}
				</button>
			</div>
		</form>
	);
}

function KeyField(props: { form: string; name: "secretKey" | "webhookSecret"; errors: readonly string[] }) {
	const t = useT("console");
	const errorText = useErrorText();
	const id = keyFieldId(props.form, props.name);
	const errors = props.errors.map(errorText);
	return (
		<div>
			<label className="label" htmlFor={id}>
				{t(`institutions.fields.${props.name}`)}
			</label>
			<input
				className="input"
				id={id}
				name={props.name}
				type="password"
				autoComplete="off"
				maxLength={255}
				aria-invalid={errors.length > 0 ? true : undefined}
				aria-describedby={describedBy(id, true, errors)}
			/>
			<p id={`${id}-hint`} className="hint mt-1">
				{t(`institutions.hints.${props.name}`)}
			</p>
			<FieldErrors name={id} errors={errors} />
		</div>
	);
}
