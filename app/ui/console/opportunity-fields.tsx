import { useErrorText, useT } from "~/i18n/use-t.ts";
import { ErrorSummary } from "../form/error-summary.tsx";
import { SelectField } from "../form/select-field.tsx";
import { TextArea } from "../form/text-area.tsx";
import { TextField } from "../form/text-field.tsx";

type Option = { value: string; label: string };
export type FieldName =
	| "place"
	| "stage"
	| "name"
	| "use"
	| "amountYen"
	| "expectedOn"
	| "donorId"
	| "fundId"
	| "ownerId"
	| "nextStep"
	| "nextStepOn"
	| "note"
	| "became"
	| "lostReason";

export interface OpportunityFieldsProps {
	values: Readonly<Record<string, string>>;
	/** keys of errors.json, by field */
	errors: Readonly<Record<string, readonly string[]>>;
	options: {
		/** only where one is made */
		places?: readonly Option[];
		stages?: readonly Option[];
		uses: readonly Option[];
		funds: readonly Option[];
		owners: readonly Option[];
	};
	max: { name: number; nextStep: number; note: number };
	/** the next step too; a page where it has a form of its own leaves it out */
	withStep?: boolean;
}

const LABELLED: readonly FieldName[] = [
	"place",
	"stage",
	"name",
	"use",
	"amountYen",
	"expectedOn",
	"donorId",
	"fundId",
	"ownerId",
	"nextStep",
	"nextStepOn",
	"note",
	"became",
	"lostReason",
];

/** What is wrong with a form of an opportunity, each error leading to its field. */
export function OpportunityErrors({ errors }: Pick<OpportunityFieldsProps, "errors">) {
	const t = useT("console");
	const errorText = useErrorText();
	const items = LABELLED.flatMap((field) =>
		(errors[field] ?? []).map((error) => ({
			field,
			label: t(`opportunities.fields.${field}`),
			error: errorText(error),
		})),
	);
	const general = (errors[""] ?? []).map((error) => ({ field: null, label: "", error: errorText(error) }));
	return (
		<ErrorSummary
			heading={t("opportunities.errors")}
			text={t("opportunities.errorsText")}
			items={[...general, ...items]}
		/>
	);
}

/** State of one field of a form, in the reader's language. */
export function useOpportunityField({ values, errors }: Pick<OpportunityFieldsProps, "values" | "errors">) {
	const t = useT("console");
	const errorText = useErrorText();
	return (name: FieldName) => ({
		name,
		value: values[name] ?? "",
		errors: (errors[name] ?? []).map(errorText),
		label: t(`opportunities.fields.${name}`),
	});
}

export function OpportunityFields({ options, max, withStep = false, ...given }: OpportunityFieldsProps) {
	const t = useT("console");
	const state = useOpportunityField(given);
	return (
		<>
			{options.places ? (
				<SelectField {...state("place")} empty={t("opportunities.choose")} options={options.places} />
			) : null}
			<TextField {...state("name")} maxLength={max.name} />
			{options.stages ? (
				<SelectField {...state("stage")} empty={t("opportunities.choose")} options={options.stages} />
			) : null}
			<div className="grid gap-5 sm:grid-cols-2">
				<TextField {...state("amountYen")} inputMode="numeric" />
				<TextField {...state("expectedOn")} hint={t("opportunities.hints.expectedOn")} />
			</div>
			<SelectField {...state("use")} empty={t("opportunities.choose")} options={options.uses} />
			<SelectField {...state("fundId")} empty={t("opportunities.undecided")} options={options.funds} />
			<SelectField {...state("ownerId")} empty={t("opportunities.undecided")} options={options.owners} />
			{withStep ? <StepFields {...given} max={max} /> : null}
			<TextArea {...state("note")} maxLength={max.note} />
		</>
	);
}

/** What comes next, and when. */
export function StepFields({ max, ...given }: Pick<OpportunityFieldsProps, "values" | "errors" | "max">) {
	const t = useT("console");
	const state = useOpportunityField(given);
	return (
		<div className="grid gap-5 sm:grid-cols-2">
			<TextField {...state("nextStep")} maxLength={max.nextStep} />
			<TextField {...state("nextStepOn")} hint={t("opportunities.hints.nextStepOn")} />
		</div>
	);
}
