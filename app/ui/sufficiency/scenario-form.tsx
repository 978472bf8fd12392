import type { ReactNode } from "react";
import { useErrorText, useT } from "~/i18n/use-t.ts";
import { ChoiceGroup } from "../form/choice-group.tsx";
import { ErrorSummary } from "../form/error-summary.tsx";
import { FieldErrors } from "../form/field-errors.tsx";
import { TextArea } from "../form/text-area.tsx";
import { TextField } from "../form/text-field.tsx";

const KINDS = ["extend_support", "lose_largest_funder", "host_contribution", "monthly_donors"] as const;
export const SHARED_WITH = ["own", "hub", "programme"] as const;

export interface ScenarioFormProps {
	values: Readonly<Record<string, string>>;
	errors: Readonly<Record<string, readonly string[] | null>>;
	years: readonly string[];
	factors: readonly string[];
}

/** A what-if out of four changes; every number a choice. */
export function ScenarioForm({ values, errors, years, factors }: ScenarioFormProps) {
	const t = useT("console");
	const errorText = useErrorText();
	const of = (name: string, fallback = "") => ({
		name,
		value: values[name] ?? fallback,
		errors: (errors[name] ?? []).map(errorText),
	});
	const labels: Record<string, string> = {
		name: t("scenarios.nameLabel"),
		note: t("scenarios.noteLabel"),
		percent: t("scenarios.percentLabel"),
		extend_support: t("scenarios.changes"),
		sharedWith: t("scenarios.shareLabel"),
	};
	const items = Object.entries(errors).flatMap(([field, messages]) =>
		(messages ?? []).map((message) => ({
			field: field in labels ? field : null,
			label: labels[field] ?? "",
			error: errorText(message),
		})),
	);
	const inputs: Partial<Record<(typeof KINDS)[number], ReactNode>> = {
		extend_support: (
			<SmallSelect
				field={of("years", "2")}
				label={t("scenarios.yearsLabel")}
				options={years.map((value) => ({ value, label: t("scenarios.yearsValue", { years: value }) }))}
			/>
		),
		host_contribution: (
			<TextField
				{...of("percent", "-10")}
				label={t("scenarios.percentLabel")}
				hint={t("scenarios.percentHint")}
				inputMode="text"
				className="max-w-48"
			/>
		),
		monthly_donors: (
			<SmallSelect
				field={of("factor", "2")}
				label={t("scenarios.factorLabel")}
				options={factors.map((value) => ({ value, label: `×${value}` }))}
			/>
		),
	};
	return (
		<form method="post" className="grid max-w-text gap-5" id="new">
			<ErrorSummary heading={t("scenarios.errors")} text={t("funds.errorsText")} items={items} />
			<TextField {...of("name")} label={t("scenarios.nameLabel")} hint={t("scenarios.nameHint")} maxLength={80} />
			<fieldset>
				<legend className="label text-lg">{t("scenarios.changes")}</legend>
				<p className="hint mb-2">{t("scenarios.newLead")}</p>
				<div className="grid gap-2">
					{KINDS.map((kind) => (
						<div key={kind} className="rounded-md border border-line bg-surface p-3">
							<label className="flex items-start gap-3">
								<input
									type="checkbox"
									name={kind}
									id={kind}
									value="on"
									defaultChecked={(values[kind] ?? "") !== ""}
									className="mt-1 size-5 shrink-0"
								/>
								<span>
									<span className="font-semibold">{t(`scenarios.kinds.${kind}`)}</span>
									<span className="hint block">{t(`scenarios.hints.${kind}`)}</span>
								</span>
							</label>
							{inputs[kind] === undefined ? null : <div className="mt-2 pl-8">{inputs[kind]}</div>}
						</div>
					))}
				</div>
				<FieldErrors name="extend_support" errors={of("extend_support").errors} />
			</fieldset>
			<TextArea {...of("note")} label={t("scenarios.noteLabel")} />
			<ChoiceGroup
				{...of("sharedWith", "own")}
				legend={t("scenarios.shareLabel")}
				choices={SHARED_WITH.map((value) => ({ value, label: t(`scenarios.sharedWith.${value}`) }))}
			/>
			<div>
				<button type="submit" className="btn btn-primary">
					{t("scenarios.save")}
				</button>
			</div>
		</form>
	);
}

function SmallSelect(props: {
	field: { name: string; value: string; errors: readonly string[] };
	label: string;
	options: readonly { value: string; label: string }[];
}) {
	const { field, label, options } = props;
	return (
		<label className="block text-sm">
			<span className="label">{label}</span>
			<select name={field.name} defaultValue={field.value} className="input max-w-48">
				{options.map((option) => (
					<option key={option.value} value={option.value}>
						{option.label}
					</option>
				))}
			</select>
			<FieldErrors name={field.name} errors={field.errors} />
		</label>
	);
}
