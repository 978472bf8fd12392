import { useErrorText, useT } from "~/i18n/use-t.ts";
import { CheckField } from "../form/check-field.tsx";
import { ErrorSummary } from "../form/error-summary.tsx";
import { SelectField } from "../form/select-field.tsx";
import { TextArea } from "../form/text-area.tsx";
import { TextField } from "../form/text-field.tsx";

type Option = { value: string; label: string };
export interface FundOptions {
	uses: readonly Option[];
	taxTreatments: readonly Option[];
	issuers: readonly Option[];
	/** hubs with one of their hosts; only where a fund is opened */
	places?: readonly Option[];
}

export interface FundFieldsProps {
	/** names of the fields the person may fill in */
	fields: readonly string[];
	values: Readonly<Record<string, string>>;
	/** keys of errors.json, by field */
	errors: Readonly<Record<string, readonly string[]>>;
	options: FundOptions;
	max: { name: number; slug: number };
}

const LABELLED = [
	"place",
	"slug",
	"nameJa",
	"nameEn",
	"purposeJa",
	"purposeEn",
	"presetYen",
	"sortOrder",
	"use",
	"taxTreatment",
	"taxCreditEligible",
	"receiptIssuerId",
	"overheadPercent",
	"minYen",
	"maxYen",
	"allocationRuleJa",
	"allocationRuleEn",
	"shares",
] as const;

/** What is wrong with a fund's form, all at once and each leading to its field. */
export function FundErrors({ errors }: Pick<FundFieldsProps, "errors">) {
	const t = useT("console");
	const errorText = useErrorText();
	const items = LABELLED.flatMap((field) =>
		(errors[field] ?? []).map((error) => ({ field, label: t(`funds.fields.${field}`), error: errorText(error) })),
	);
	const general = (errors[""] ?? []).map((error) => ({ field: null, label: "", error: errorText(error) }));
	return <ErrorSummary heading={t("funds.errors")} text={t("funds.errorsText")} items={[...general, ...items]} />;
}

/** The fields of a fund as far as the person may fill them in: words, then amounts, then terms. */
export function FundFields(props: FundFieldsProps) {
	return (
		<>
			<Place {...props} />
			<Words {...props} />
			<Terms {...props} />
		</>
	);
}

function useField({ fields, values, errors }: FundFieldsProps) {
	const t = useT("console");
	const errorText = useErrorText();
	return {
		has: (name: string) => fields.includes(name),
		state: (name: (typeof LABELLED)[number]) => ({
			name,
			value: values[name] ?? "",
			errors: (errors[name] ?? []).map(errorText),
			label: t(`funds.fields.${name}`),
		}),
	};
}

function Place(props: FundFieldsProps) {
	const t = useT("console");
	const { has, state } = useField(props);
	if (!has("place")) return null;
	return (
		<>
			<SelectField {...state("place")} empty={t("funds.empty")} options={props.options.places ?? []} />
			<TextField {...state("slug")} hint={t("funds.hints.slug")} maxLength={props.max.slug} autoComplete="off" />
		</>
	);
}

function Words(props: FundFieldsProps) {
	const t = useT("console");
	const { has, state } = useField(props);
	return (
		<>
			{has("nameJa") ? (
				<>
					<h2 className="mt-2 text-lg">{t("funds.words")}</h2>
					<TextField {...state("nameJa")} lang="ja" maxLength={props.max.name} />
					<TextField {...state("nameEn")} lang="en" maxLength={props.max.name} />
					<TextArea {...state("purposeJa")} />
					<TextArea {...state("purposeEn")} />
					<TextField {...state("sortOrder")} hint={t("funds.hints.sortOrder")} inputMode="numeric" />
				</>
			) : null}
			{has("presetYen") ? <TextArea {...state("presetYen")} hint={t("funds.hints.presetYen")} /> : null}
		</>
	);
}

function Terms(props: FundFieldsProps) {
	const t = useT("console");
	const { has, state } = useField(props);
	if (!has("taxTreatment")) return null;
	const { uses, taxTreatments, issuers } = props.options;
	return (
		<>
			<div className="mt-2">
				<h2 className="text-lg">{t("funds.terms")}</h2>
				<p className="hint">{t("funds.termsNote")}</p>
			</div>
			{has("use") ? <SelectField {...state("use")} empty={t("funds.empty")} options={uses} /> : null}
			<div>
				<SelectField {...state("taxTreatment")} empty={t("funds.empty")} options={taxTreatments} />
				<p className="hint mt-1">{t("funds.hints.taxTreatment")}</p>
			</div>
			<div>
				<CheckField {...state("taxCreditEligible")} />
				<p className="hint mt-1">{t("funds.hints.taxCreditEligible")}</p>
			</div>
			<SelectField {...state("receiptIssuerId")} empty={t("funds.otherBody")} options={issuers} />
			<TextField {...state("overheadPercent")} hint={t("funds.hints.overheadPercent")} inputMode="decimal" />
			<div className="grid gap-5 sm:grid-cols-2">
				<TextField {...state("minYen")} inputMode="numeric" />
				<TextField {...state("maxYen")} inputMode="numeric" />
			</div>
		</>
	);
}
