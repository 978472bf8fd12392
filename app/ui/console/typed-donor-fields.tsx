import { useT } from "~/i18n/use-t.ts";
import type { FieldState } from "../form/field-props.ts";
import { SelectField } from "../form/select-field.tsx";
import { TextField } from "../form/text-field.tsx";

export interface TypedDonorFieldsProps {
	kind: "individual" | "company";
	field: (name: string) => FieldState;
	max: Readonly<Record<string, number>>;
	prefectures: readonly { value: string; label: string }[];
}

const PERSON = ["familyName", "givenName", "familyNameKana", "givenNameKana"] as const;
const COMPANY = ["companyName", "companyNameKana", "corporateNumber", "department", "contactName"] as const;
const BOTH = ["email", "phone", "postalCode"] as const;
const ADDRESS = ["city", "addressLine"] as const;

/** A donor's fields as staff fill them in, those of its kind only. */
export function TypedDonorFields({ kind, field, max, prefectures }: TypedDonorFieldsProps) {
	const t = useT("console");
	const names = [...(kind === "company" ? COMPANY : PERSON), ...BOTH];
	const text = (name: (typeof names)[number] | (typeof ADDRESS)[number]) => (
		<TextField key={name} {...field(name)} label={t(`gift.fields.${name}`)} maxLength={max[name]} />
	);
	return (
		<div className="grid gap-4 sm:grid-cols-2">
			{names.map(text)}
			<SelectField
				{...field("prefecture")}
				label={t("gift.fields.prefecture")}
				empty="–"
				options={[...prefectures, { value: "overseas", label: t("donors.overseas") }]}
			/>
			{ADDRESS.map(text)}
		</div>
	);
}
