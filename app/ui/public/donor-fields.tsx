import { useT } from "~/i18n/use-t.ts";
import { ChoiceGroup } from "../form/choice-group.tsx";
import { SelectField } from "../form/select-field.tsx";
import { TextField } from "../form/text-field.tsx";
import type { FieldGiver } from "./field-giver.ts";

export interface DonorFieldsProps {
	field: FieldGiver;
	prefectures: readonly { value: string; label: string }[];
}

/** Who gives, and where the receipt goes. The fields of the other kind of donor are hidden by the form's own state. */
export function DonorFields({ field, prefectures }: DonorFieldsProps) {
	const t = useT("public");
	const required = t("give.required");
	const { maxLength: _, ...kind } = field("donorKind");
	return (
		<>
			<fieldset className="grid gap-4">
				<ChoiceGroup
					{...kind}
					value={kind.value || "individual"}
					legend={t("give.who")}
					listClass="grid grid-cols-2 gap-2"
					choices={[
						{ value: "individual", label: t("give.kinds.individual") },
						{ value: "company", label: t("give.kinds.company") },
					]}
				/>
				<div className="for-individual grid grid-cols-2 gap-4">
					<TextField
						{...field("familyName")}
						label={t("give.familyName")}
						requiredMark={required}
						autoComplete="family-name"
					/>
					<TextField
						{...field("givenName")}
						label={t("give.givenName")}
						requiredMark={required}
						autoComplete="given-name"
					/>
					<TextField {...field("familyNameKana")} label={t("give.familyNameKana")} requiredMark={required} />
					<TextField {...field("givenNameKana")} label={t("give.givenNameKana")} requiredMark={required} />
					<p className="hint col-span-2">{t("give.kanaHint")}</p>
				</div>
				<div className="for-company grid gap-4">
					<TextField
						{...field("companyName")}
						label={t("give.companyName")}
						requiredMark={required}
						autoComplete="organization"
					/>
					<TextField
						{...field("companyNameKana")}
						label={t("give.companyNameKana")}
						hint={t("give.companyNameKanaHint")}
					/>
					<TextField
						{...field("corporateNumber")}
						label={t("give.corporateNumber")}
						hint={t("give.corporateNumberHint")}
						inputMode="numeric"
					/>
					<TextField {...field("department")} label={t("give.department")} hint={t("give.departmentHint")} />
					<TextField
						{...field("contactName")}
						label={t("give.contactName")}
						requiredMark={required}
						autoComplete="name"
					/>
				</div>
			</fieldset>
			<fieldset className="grid gap-4">
				<legend className="label text-lg">{t("give.contact")}</legend>
				<p className="hint">{t("give.contactHint")}</p>
				<TextField
					{...field("email")}
					label={t("give.email")}
					hint={t("give.emailHint")}
					requiredMark={required}
					type="email"
					autoComplete="email"
				/>
				<div className="grid grid-cols-2 gap-4">
					<TextField
						{...field("postalCode")}
						label={t("give.postalCode")}
						hint={t("give.postalCodeHint")}
						requiredMark={required}
						autoComplete="postal-code"
					/>
					<SelectField
						{...field("prefecture")}
						label={t("give.prefecture")}
						requiredMark={required}
						autoComplete="address-level1"
						empty={t("give.prefectureChoose")}
						options={[...prefectures, { value: "overseas", label: t("give.overseas") }]}
					/>
				</div>
				<TextField {...field("city")} label={t("give.city")} requiredMark={required} autoComplete="address-level2" />
				<TextField
					{...field("addressLine")}
					label={t("give.addressLine")}
					requiredMark={required}
					autoComplete="street-address"
				/>
				<TextField {...field("phone")} label={t("give.phone")} type="tel" autoComplete="tel" />
			</fieldset>
		</>
	);
}
