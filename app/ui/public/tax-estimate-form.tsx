import { useErrorText, useT } from "~/i18n/use-t.ts";
import { CheckField } from "../form/check-field.tsx";
import { ChoiceGroup } from "../form/choice-group.tsx";
import { ErrorSummary } from "../form/error-summary.tsx";
import { TextField } from "../form/text-field.tsx";
import { formState } from "./form-state.ts";
import type { LegalFormName } from "./tax-parts.tsx";

export interface TaxEstimateFormProps {
	action: string;
	forms: readonly LegalFormName[];
	values: Readonly<Record<string, string>>;
	/** messages are keys of errors.json */
	errors: Readonly<Record<string, readonly string[]>>;
}

/** What the estimate needs to know; without script, the form itself shows what belongs to the chosen donor. */
export function TaxEstimateForm({ action, forms, values, errors }: TaxEstimateFormProps) {
	const t = useT("public");
	const errorText = useErrorText();
	const labels = {
		donorKind: t("estimate.who"),
		amountYen: t("estimate.amount"),
		incomeYen: t("estimate.income"),
		taxableYen: t("estimate.taxable"),
		legalForm: t("estimate.legalForm"),
		capitalYen: t("estimate.capital"),
		profitYen: t("estimate.profit"),
	};
	const { choice, wrong } = formState({ values, errors, maxLengths: {}, labels, errorText });
	const required = t("give.required");
	const sum = (name: keyof typeof labels) => ({
		...choice(name),
		label: labels[name],
		inputMode: "numeric" as const,
		autoComplete: "off",
	});
	return (
		<form method="post" action={action} noValidate autoComplete="off" className="give-form grid gap-8">
			<ErrorSummary heading={t("estimate.errorTitle")} text={t("give.errorText")} items={wrong} />
			<ChoiceGroup
				{...choice("donorKind")}
				value={values.donorKind ?? "individual"}
				legend={t("estimate.who")}
				listClass="grid gap-2 sm:grid-cols-2"
				choices={[
					{ value: "individual", label: t("give.kinds.individual") },
					{ value: "company", label: t("give.kinds.company") },
				]}
			/>
			<TextField {...sum("amountYen")} hint={t("estimate.amountHint")} requiredMark={required} />
			<div className="for-individual grid gap-6">
				<TextField {...sum("incomeYen")} hint={t("estimate.incomeHint")} requiredMark={required} />
				<TextField {...sum("taxableYen")} hint={t("estimate.taxableHint")} requiredMark={required} />
				<CheckField {...choice("creditEligible")} label={t("estimate.credit")} />
			</div>
			<div className="for-company grid gap-6">
				<ChoiceGroup
					{...choice("legalForm")}
					legend={t("estimate.legalForm")}
					requiredMark={required}
					choices={forms.map((form) => ({ value: form, label: t(`tax.legalForm.${form}`) }))}
				/>
				<TextField {...sum("capitalYen")} hint={t("estimate.companyHint")} />
				<TextField {...sum("profitYen")} hint={t("estimate.profitHint")} />
			</div>
			<button type="submit" className="btn btn-primary justify-self-start px-8">
				{t("estimate.submit")}
			</button>
		</form>
	);
}
