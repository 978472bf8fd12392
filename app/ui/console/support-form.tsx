import { useT } from "~/i18n/use-t.ts";
import { CheckField } from "../form/check-field.tsx";
import { FieldErrors } from "../form/field-errors.tsx";
import { SelectField } from "../form/select-field.tsx";
import { TextField } from "../form/text-field.tsx";
import type { SentForm } from "./evaluations.tsx";
import { Section } from "./page-head.tsx";

/** Support periods, one line each and one to add, and what the hub was recognised as. */
export function SupportForm({
	lines,
	recognitions,
	revision,
	values,
	errors,
}: SentForm & {
	lines: number;
	recognitions: readonly ("academy" | "world_premier_status")[];
	revision: string;
}) {
	const t = useT("console");
	const field = (name: string) => ({ name, value: values[name] ?? "", errors: errors[name] ?? [] });
	return (
		<form method="post" className="mt-9 max-w-4xl">
			<input type="hidden" name="basedOn" value={values.basedOn ?? revision} />
			<FieldErrors name="support" errors={errors[""] ?? []} />
			<Section title={t("support.periods")} note={t("support.periodsNote")}>
				<div className="grid gap-6">
					{Array.from({ length: lines }, (_, index) => `periods[${index}]`).map((line, index) => (
						<fieldset key={line} className="grid gap-4 sm:grid-cols-2 lg:grid-cols-[10rem_8rem_8rem_minmax(0,1fr)]">
							<legend className="label mb-1">
								{index === lines - 1 ? t("support.addLine") : t("support.line", { number: index + 1 })}
							</legend>
							<SelectField
								{...field(`${line}.kind`)}
								value={values[`${line}.kind`] ?? (index === 0 ? "support" : "extension")}
								label={t("support.kind")}
								empty={t("followUp.choose")}
								options={(["support", "extension"] as const).map((value) => ({
									value,
									label: t(`support.kinds.${value}`),
								}))}
							/>
							<TextField {...field(`${line}.firstFiscalYear`)} label={t("support.columns.first")} inputMode="numeric" />
							<TextField {...field(`${line}.lastFiscalYear`)} label={t("support.columns.last")} inputMode="numeric" />
							<TextField {...field(`${line}.source`)} label={t("followUp.source")} />
						</fieldset>
					))}
				</div>
			</Section>
			<Section title={t("support.columns.recognitions")} note={t("support.recognitionsNote")}>
				<div className="grid gap-6">
					{recognitions.map((kind) => (
						<fieldset key={kind} className="grid gap-4 sm:grid-cols-2 lg:grid-cols-[10rem_10rem_minmax(0,1fr)]">
							<legend className="label mb-1">{t(`support.recognitions.${kind}`)}</legend>
							<div className="sm:col-span-2 lg:col-span-3">
								<CheckField {...field(`recognitions.${kind}.given`)} label={t("support.given")} />
							</div>
							<TextField {...field(`recognitions.${kind}.since`)} label={t("support.since")} />
							<TextField {...field(`recognitions.${kind}.until`)} label={t("support.until")} />
							<TextField {...field(`recognitions.${kind}.source`)} label={t("followUp.source")} />
						</fieldset>
					))}
				</div>
			</Section>
			<button type="submit" className="btn btn-primary mt-6">
				{t("support.save")}
			</button>
		</form>
	);
}
