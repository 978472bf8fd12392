import { useErrorText, useT } from "~/i18n/use-t.ts";
import { SelectField } from "../form/select-field.tsx";
import { TextArea } from "../form/text-area.tsx";
import { TextField } from "../form/text-field.tsx";

/** One line of the passbook, as finance types it. */
export function BankLineForm(props: {
	institutions: readonly { value: string; label: string }[];
	values: Record<string, string>;
	errors: Record<string, string[] | null>;
}) {
	const { institutions, values, errors } = props;
	const t = useT("console");
	const errorText = useErrorText();
	const [only] = institutions.length === 1 ? institutions : [];
	const field = (name: string) => ({ name, value: values[name] ?? "", errors: (errors[name] ?? []).map(errorText) });
	return (
		<form method="post" className="grid max-w-text gap-5">
			<SelectField
				{...field("institutionId")}
				value={values.institutionId ?? only?.value ?? ""}
				label={t("bankLines.fields.institutionId")}
				empty={t("bankLines.choose")}
				options={institutions}
			/>
			<TextField
				{...field("valueOn")}
				type="date"
				label={t("bankLines.fields.valueOn")}
				hint={t("bankLines.fields.valueOnHint")}
			/>
			<TextField {...field("amountYen")} label={t("bankLines.fields.amountYen")} inputMode="text" />
			<TextField {...field("remitter")} label={t("bankLines.fields.remitter")} />
			<TextArea {...field("note")} label={t("bankLines.fields.note")} />
			<TextField
				{...field("ordinal")}
				label={t("bankLines.fields.ordinal")}
				hint={t("bankLines.fields.ordinalHint")}
				inputMode="numeric"
			/>
			<div>
				<button type="submit" name="intent" value="record" className="btn btn-primary">
					{t("bankLines.save")}
				</button>
			</div>
		</form>
	);
}
