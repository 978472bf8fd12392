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

export interface PledgeFormProps {
	lang: Lang;
	action: string;
	hubName: string;
	funds: readonly { id: string; name: string; purpose: string; institution: { name: string }; minYen: bigint }[];
	chosen: { id: string };
	values: Readonly<Record<string, string>>;
	/** messages are keys of errors.json; those of the form as a whole are under "" */
	errors: Readonly<Record<string, readonly string[]>>;
	maxLengths: Readonly<Record<string, number>>;
	prefectures: readonly { value: string; label: string }[];
}

const REPEATS = ["once", "month", "year"] as const;

/** A promise to give, on one page: what for, how much, when, and who. */
export function PledgeForm(props: PledgeFormProps) {
	const { lang, funds, values, errors, maxLengths } = props;
	const t = useT("public");
	const errorText = useErrorText();
	const labels: Record<string, string> = {
		fundId: t("give.fund"),
		amountYen: t("pledge.amount"),
		repeat: t("pledge.repeat"),
		count: t("pledge.count"),
		startOn: t("pledge.startOn"),
		...fieldLabels(t),
		signatory: t("apply.signatory"),
		conditions: t("pledge.conditions"),
		declared: t("pledge.declare"),
	};
	labels.amountYen = t("pledge.amount");
	const { field, choice, wrong } = formState({ values, errors, maxLengths, labels, errorText });
	const fund = funds.find((one) => one.id === values.fundId) ?? funds.find((one) => one.id === props.chosen.id);
	const required = t("give.required");
	return (
		<form method="post" action={props.action} noValidate className="give-form grid gap-10">
			<ErrorSummary
				heading={
					wrong.some((item) => item.field !== null)
						? t("give.errorHeading", { count: wrong.length })
						: t("pledge.notSent")
				}
				text={t("give.errorText")}
				items={wrong}
			/>
			<Steps hub={props.hubName} institution={fund?.institution.name ?? ""} />
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
			<div className="pledge-schedule grid gap-6">
				<TextField
					{...field("amountYen")}
					maxLength={100}
					label={t("pledge.amount")}
					hint={t("pledge.amountHint", { min: formatYen(fund?.minYen ?? 0n, lang) })}
					requiredMark={required}
					inputMode="numeric"
					autoComplete="off"
					className="max-w-sm"
				/>
				<ChoiceGroup
					{...choice("repeat")}
					value={values.repeat ?? "year"}
					legend={t("pledge.repeat")}
					listClass="grid gap-2 sm:grid-cols-3"
					choices={REPEATS.map((value) => ({ value, label: t(`pledge.repeats.${value}`) }))}
				/>
				<div className="for-repeats">
					<TextField
						{...field("count")}
						label={t("pledge.count")}
						hint={t("pledge.countHint")}
						inputMode="numeric"
						autoComplete="off"
						className="max-w-sm"
					/>
				</div>
				<TextField
					{...field("startOn")}
					label={t("pledge.startOn")}
					hint={t("pledge.startOnHint")}
					requiredMark={required}
					autoComplete="off"
					className="max-w-sm"
				/>
			</div>
			<DonorFields field={field} prefectures={props.prefectures} />
			<fieldset className="grid gap-4">
				<legend className="label text-lg">{t("pledge.words")}</legend>
				<div className="for-company">
					<TextField {...field("signatory")} label={t("apply.signatory")} hint={t("apply.signatoryHint")} />
				</div>
				<TextArea {...field("conditions")} label={t("pledge.conditions")} hint={t("pledge.conditionsHint")} />
			</fieldset>
			<fieldset>
				<legend className="label text-lg">{t("pledge.declare")}</legend>
				<p className="mb-3 whitespace-pre-line">{t("pledge.declareText")}</p>
				<CheckField {...choice("declared")} label={t("pledge.declared")} />
			</fieldset>
			<div>
				<button type="submit" className="btn btn-primary min-h-13 w-full text-lg">
					{t("pledge.submit")}
				</button>
				<p className="hint mt-3">{t("pledge.submitNote")}</p>
				<p className="hint mt-3">{t("give.privacy", { institution: fund?.institution.name ?? "" })}</p>
			</div>
		</form>
	);
}

function Steps({ hub, institution }: { hub: string; institution: string }) {
	const t = useT("public");
	return (
		<section aria-labelledby="pledge-steps">
			<p className="mb-4">{t("pledge.lead", { hub })}</p>
			<h2 id="pledge-steps" className="text-lg">
				{t("apply.stepsHeading")}
			</h2>
			<ol className="mt-2 list-decimal ps-6">
				<li>{t("pledge.steps.send")}</li>
				<li>{t("pledge.steps.confirm", { hub })}</li>
				<li>{t("pledge.steps.remind")}</li>
				<li>{t("pledge.steps.receipt", { institution })}</li>
			</ol>
		</section>
	);
}
