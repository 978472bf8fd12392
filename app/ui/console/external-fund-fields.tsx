import { useErrorText, useT } from "~/i18n/use-t.ts";
import { CheckField } from "../form/check-field.tsx";
import { ErrorSummary } from "../form/error-summary.tsx";
import { SelectField } from "../form/select-field.tsx";
import { TextArea } from "../form/text-area.tsx";
import { TextField } from "../form/text-field.tsx";

type Option = { value: string; label: string };
export type FormErrors = Readonly<Record<string, readonly string[]>>;
export type FormValues = Readonly<Record<string, string>>;

const FUND_LABELS = [
	"place",
	"category",
	"hostKind",
	"valuationBasis",
	"title",
	"funder",
	"number",
	"principalInvestigator",
	"use",
	"startsOn",
	"endsOn",
	"hubSharePercent",
	"decision",
	"decidedOn",
	"note",
	"another",
] as const;
const YEAR_FIELD = /^years\[(\d+)\]\.(\w+)$/;

/** What is wrong with the form, all at once, each leading to its field; a year's with the line it stands on. */
export function ExternalFundErrors({ errors }: { errors: FormErrors }) {
	const t = useT("console");
	const errorText = useErrorText();
	const items = Object.entries(errors).flatMap(([field, list]) => {
		const [, line, column] = YEAR_FIELD.exec(field) ?? [];
		const known = FUND_LABELS.find((one) => one === field);
		const label =
			column !== undefined
				? `${t("externalFunds.yearLine", { line: Number(line) + 1 })} ${t(`externalFunds.years.${column}` as "externalFunds.years.plannedYen")}`
				: known
					? t(`externalFunds.fields.${known}`)
					: "";
		return list.map((error) => ({ field: label === "" ? null : field, label, error: errorText(error) }));
	});
	return <ErrorSummary heading={t("externalFunds.errors")} text={t("externalFunds.errorsText")} items={items} />;
}

export interface ExternalFundFieldsProps {
	values: FormValues;
	errors: FormErrors;
	options: {
		places: readonly Option[];
		categories: readonly Option[];
		uses: readonly Option[];
		hostKinds: readonly Option[];
		decisions: readonly Option[];
	};
	max: { title: number; funder: number; number: number; person: number };
	/** booked: hub, institution, category and use stay */
	booked?: boolean;
	/** a new one: the decision is asked for too */
	isNew?: boolean;
}

export function ExternalFundFields(props: ExternalFundFieldsProps) {
	const { values, errors, options, max, booked, isNew } = props;
	const t = useT("console");
	const errorText = useErrorText();
	const state = (name: (typeof FUND_LABELS)[number]) => ({
		name,
		value: values[name] ?? "",
		errors: (errors[name] ?? []).map(errorText),
		label: t(`externalFunds.fields.${name}`),
	});
	const must = { requiredMark: t("externalFunds.required") };
	const choose = t("externalFunds.choose");
	return (
		<>
			{booked ? null : (
				<>
					<SelectField {...state("place")} {...must} empty={choose} options={options.places} />
					<div className="grid gap-5 sm:grid-cols-2">
						<SelectField {...state("category")} {...must} empty={choose} options={options.categories} />
						<SelectField {...state("use")} {...must} empty={choose} options={options.uses} />
					</div>
				</>
			)}
			<TextField {...state("title")} {...must} maxLength={max.title} />
			<TextField {...state("funder")} {...must} hint={t("externalFunds.hints.funder")} maxLength={max.funder} />
			<div className="grid gap-5 sm:grid-cols-2">
				<TextField {...state("number")} hint={t("externalFunds.hints.number")} maxLength={max.number} />
				<TextField {...state("principalInvestigator")} maxLength={max.person} />
				<TextField {...state("startsOn")} type="date" />
				<TextField {...state("endsOn")} type="date" />
			</div>
			<TextField
				{...state("hubSharePercent")}
				hint={t("externalFunds.hints.hubSharePercent")}
				inputMode="decimal"
				className="max-w-60"
			/>
			{isNew ? (
				<div className="grid gap-5 sm:grid-cols-2">
					<SelectField {...state("decision")} {...must} empty={choose} options={options.decisions} />
					<TextField {...state("decidedOn")} type="date" />
				</div>
			) : null}
			{booked ? null : (
				<fieldset className="grid gap-5 border-t border-line pt-4">
					<legend className="label">{t("externalFunds.hostPart")}</legend>
					<p className="hint">{t("externalFunds.hints.hostPart")}</p>
					<SelectField {...state("hostKind")} empty={t("externalFunds.notHost")} options={options.hostKinds} />
				</fieldset>
			)}
			<TextArea {...state("valuationBasis")} hint={t("externalFunds.hints.valuationBasis")} />
			<TextArea {...state("note")} />
			{isNew && (errors.title?.length || errors.another?.length || values.another) ? (
				<CheckField {...state("another")} />
			) : null}
		</>
	);
}
