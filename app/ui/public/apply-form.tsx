import { formatYen } from "~/i18n/format.ts";
import type { Lang } from "~/i18n/lang.ts";
import { useErrorText, useT } from "~/i18n/use-t.ts";
import { CheckField } from "../form/check-field.tsx";
import { ChoiceGroup } from "../form/choice-group.tsx";
import { ErrorSummary } from "../form/error-summary.tsx";
import { TextArea } from "../form/text-area.tsx";
import { TextField } from "../form/text-field.tsx";
import { DonorFields } from "./donor-fields.tsx";
import { formState } from "./form-state.ts";
import { fieldLabels } from "./give-labels.ts";

interface ApplyFund {
	id: string;
	name: string;
	purpose: string;
	institution: { name: string };
	minYen: bigint;
}

export interface ApplyFormProps {
	lang: Lang;
	action: string;
	funds: readonly ApplyFund[];
	chosen: { id: string };
	values: Readonly<Record<string, string>>;
	/** messages are keys of errors.json; those of the form as a whole are under "" */
	errors: Readonly<Record<string, readonly string[]>>;
	/** the values came along from the give form */
	prefilled: boolean;
	maxLengths: Readonly<Record<string, number>>;
	prefectures: readonly { value: string; label: string }[];
}

/** Every field of a gift application on one page, with what was typed and what is wrong with it. */
export function ApplyForm(props: ApplyFormProps) {
	const { lang, funds, values, errors, maxLengths } = props;
	const t = useT("public");
	const errorText = useErrorText();
	const labels: Record<string, string> = {
		...fieldLabels(t),
		purpose: t("apply.purpose"),
		conditions: t("apply.conditions"),
		plannedOn: t("apply.plannedOn"),
		signatory: t("apply.signatory"),
		declared: t("apply.declare"),
	};
	const { field, choice, wrong } = formState({ values, errors, maxLengths, labels, errorText });
	const fund = funds.find((one) => one.id === values.fundId) ?? funds.find((one) => one.id === props.chosen.id);
	const required = t("give.required");
	return (
		<form method="post" action={props.action} noValidate className="give-form grid gap-10">
			<ErrorSummary
				heading={
					wrong.some((item) => item.field !== null)
						? t("give.errorHeading", { count: wrong.length })
						: t("apply.notSent")
				}
				text={t("give.errorText")}
				items={wrong}
			/>
			{props.prefilled ? (
				<p className="notice" role="status">
					{t("apply.prefilled")}
				</p>
			) : null}
			<Steps institution={fund?.institution.name ?? ""} />
			<ChoiceGroup
				{...choice("fundId")}
				value={fund?.id ?? ""}
				legend={t("give.fund")}
				choices={funds.map((one) => ({
					value: one.id,
					label: one.name,
					hint: (
						<>
							{one.purpose}
							<br />
							{t("hub.fundRecipient")}: {one.institution.name}
						</>
					),
				}))}
			/>
			<TextField
				{...field("amountYen")}
				maxLength={100}
				label={t("apply.amount")}
				hint={t("apply.amountHint", { min: formatYen(fund?.minYen ?? 0n, lang) })}
				requiredMark={required}
				inputMode="numeric"
				autoComplete="off"
				className="max-w-sm"
			/>
			<DonorFields field={field} prefectures={props.prefectures} />
			<fieldset className="grid gap-4">
				<legend className="label text-lg">{t("apply.purpose")}</legend>
				<TextArea
					{...field("purpose")}
					label={t("apply.purpose")}
					requiredMark={required}
					hint={t("apply.purposeHint", { max: maxLengths.purpose ?? 0 })}
				/>
				<TextArea
					{...field("conditions")}
					label={t("apply.conditions")}
					hint={t("apply.conditionsHint", { max: maxLengths.conditions ?? 0 })}
				/>
				<TextField
					{...field("plannedOn")}
					label={t("apply.plannedOn")}
					hint={t("apply.plannedOnHint")}
					className="max-w-xs"
				/>
				<TextField {...field("signatory")} label={t("apply.signatory")} hint={t("apply.signatoryHint")} />
			</fieldset>
			<fieldset>
				<legend className="label text-lg">{t("apply.declare")}</legend>
				<CheckField {...choice("declared")} label={t("apply.declared")} />
			</fieldset>
			<div>
				<button type="submit" className="btn btn-primary min-h-13 w-full text-lg">
					{t("apply.submit")}
				</button>
				<p className="hint mt-3">{t("apply.submitNote")}</p>
			</div>
		</form>
	);
}

function Steps({ institution }: { institution: string }) {
	const t = useT("public");
	return (
		<section aria-labelledby="apply-steps">
			<p className="mb-4">{t("apply.lead")}</p>
			<h2 id="apply-steps" className="text-lg">
				{t("apply.stepsHeading")}
			</h2>
			<ol className="mt-2 list-decimal ps-6">
				<li>{t("apply.steps.apply")}</li>
				<li>{t("apply.steps.review", { institution })}</li>
				<li>{t("apply.steps.accept")}</li>
				<li>{t("apply.steps.pay")}</li>
				<li>{t("apply.steps.receipt")}</li>
			</ol>
		</section>
	);
}
