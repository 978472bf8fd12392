import { useT } from "~/i18n/use-t.ts";
import { ChoiceGroup } from "../form/choice-group.tsx";
import { ErrorSummary } from "../form/error-summary.tsx";
import { SelectField } from "../form/select-field.tsx";
import { TextField } from "../form/text-field.tsx";
import type { FieldGiver } from "../public/field-giver.ts";

export interface DetailsFormProps {
	kind: "individual" | "company";
	email: string;
	field: FieldGiver;
	prefectures: readonly { value: string; label: string }[];
}

/** A donor's own name, address, language and rhythm of receipts at one institution. */
export function DetailsForm({ kind, email, field, prefectures }: DetailsFormProps) {
	const t = useT("public");
	const labels = labelsOf(kind, t);
	const wrong = Object.keys(labels).flatMap((name) =>
		field(name).errors.map((error) => ({ field: name, label: labels[name] ?? "", error })),
	);
	const text = (name: string) => ({ ...field(name), label: labels[name] ?? "" });
	return (
		<form method="post" noValidate className="grid max-w-text gap-6">
			<ErrorSummary
				heading={t("give.errorHeading", { count: wrong.length })}
				text={t("give.errorText")}
				items={wrong}
			/>
			{kind === "company" ? (
				<div className="grid gap-4">
					<TextField {...text("companyName")} autoComplete="organization" />
					<TextField {...text("companyNameKana")} />
					<TextField {...text("corporateNumber")} hint={t("give.corporateNumberHint")} inputMode="numeric" />
					<TextField {...text("department")} />
					<TextField {...text("contactName")} autoComplete="name" />
				</div>
			) : (
				<div className="grid grid-cols-2 gap-4">
					<TextField {...text("familyName")} autoComplete="family-name" />
					<TextField {...text("givenName")} autoComplete="given-name" />
					<TextField {...text("familyNameKana")} />
					<TextField {...text("givenNameKana")} />
				</div>
			)}
			<div>
				<p className="label">{t("portal.details.mail")}</p>
				<p>{email}</p>
				<p className="hint">{t("portal.details.mailNote")}</p>
			</div>
			<div className="grid grid-cols-2 gap-4">
				<TextField {...text("postalCode")} autoComplete="postal-code" />
				<SelectField
					{...text("prefecture")}
					autoComplete="address-level1"
					empty={t("give.prefectureChoose")}
					options={[...prefectures, { value: "overseas", label: t("give.overseas") }]}
				/>
			</div>
			<input type="hidden" name="country" value={field("country").value} />
			<TextField {...text("city")} autoComplete="address-level2" />
			<TextField {...text("addressLine")} autoComplete="street-address" />
			<TextField {...text("phone")} type="tel" autoComplete="tel" />
			<ChoiceGroup
				{...choice(field, "lang")}
				legend={t("portal.details.lang")}
				listClass="grid grid-cols-2 gap-2"
				choices={(["ja", "en"] as const).map((value) => ({ value, label: t(`portal.details.langs.${value}`) }))}
			/>
			<ChoiceGroup
				{...choice(field, "receiptRhythm")}
				legend={t("portal.details.rhythm")}
				hint={t("portal.details.rhythmNote")}
				choices={(["", "each", "annual"] as const).map((value) => ({
					value,
					label: t(`portal.details.rhythms.${value || "default"}`),
				}))}
			/>
			<div className="flex flex-wrap gap-3">
				<button type="submit" className="btn btn-primary">
					{t("portal.details.save")}
				</button>
			</div>
		</form>
	);
}

function choice(field: FieldGiver, name: string) {
	const { maxLength: _, ...rest } = field(name);
	return rest;
}

function labelsOf(kind: "individual" | "company", t: ReturnType<typeof useT<"public">>): Record<string, string> {
	const names: Record<string, string> =
		kind === "company"
			? {
					companyName: t("give.companyName"),
					companyNameKana: t("give.companyNameKana"),
					corporateNumber: t("give.corporateNumber"),
					department: t("portal.details.department"),
					contactName: t("give.contactName"),
				}
			: {
					familyName: t("give.familyName"),
					givenName: t("give.givenName"),
					familyNameKana: t("give.familyNameKana"),
					givenNameKana: t("give.givenNameKana"),
				};
	return {
		...names,
		postalCode: t("give.postalCode"),
		prefecture: t("give.prefecture"),
		city: t("give.city"),
		addressLine: t("give.addressLine"),
		phone: t("give.phone"),
		lang: t("portal.details.lang"),
		receiptRhythm: t("portal.details.rhythm"),
	};
}
