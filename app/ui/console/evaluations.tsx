import { useT } from "~/i18n/use-t.ts";
import { FieldErrors } from "../form/field-errors.tsx";
import { SelectField } from "../form/select-field.tsx";
import { TextArea } from "../form/text-area.tsx";
import { TextField } from "../form/text-field.tsx";
import { FoldedForm } from "./folded-form.tsx";
import { Section } from "./page-head.tsx";
import { PlainTable } from "./plain-table.tsx";

/** What one form was sent with, and what is wrong with it, in words. */
export interface SentForm {
	values: Record<string, string>;
	errors: Record<string, string[]>;
}

const KINDS = ["self_evaluation", "site_visit", "follow_up", "interim", "final"] as const;

export function EvaluationList({
	evaluations,
}: {
	evaluations: readonly {
		id: string;
		kind: string;
		title: string;
		summary: string;
		heldOn: string;
		fileName: string | null;
	}[];
}) {
	const t = useT("console");
	return (
		<Section title={t("followUp.evaluations")}>
			<PlainTable
				label={t("followUp.evaluations")}
				empty={t("followUp.noEvaluations")}
				columns={[
					{ label: t("followUp.columns.heldOn"), number: true },
					{ label: t("followUp.columns.kind") },
					{ label: t("followUp.columns.title") },
					{ label: t("followUp.columns.file") },
				]}
				rows={evaluations.map((one) => ({
					key: one.id,
					cells: [
						one.heldOn,
						one.kind,
						<div key="title">
							<p className="font-semibold">{one.title}</p>
							{one.summary === "" ? null : <p className="max-w-text whitespace-pre-line">{one.summary}</p>}
						</div>,
						one.fileName === null ? (
							"–"
						) : (
							<a key="file" href={`/console/follow-up/evaluations/${one.id}/file`}>
								{one.fileName}
							</a>
						),
					],
				}))}
			/>
		</Section>
	);
}

/** @param onlyOwn  a hub hands in its own evaluation of itself, and nothing else */
export function EvaluationForm({ onlyOwn, values, errors }: SentForm & { onlyOwn: boolean }) {
	const t = useT("console");
	const field = (name: string) => ({ name, value: values[name] ?? "", errors: errors[name] ?? [] });
	const required = t("followUp.required");
	return (
		<FoldedForm
			title={onlyOwn ? t("followUp.handIn") : t("followUp.recordEvaluation")}
			open={Object.keys(errors).length > 0}
		>
			<form method="post" encType="multipart/form-data" className="grid max-w-text gap-5">
				<FieldErrors name="evaluation" errors={errors[""] ?? []} />
				{onlyOwn ? (
					<input type="hidden" name="kind" value="self_evaluation" />
				) : (
					<SelectField
						{...field("kind")}
						id="evaluation-kind"
						label={t("followUp.columns.kind")}
						requiredMark={required}
						empty={t("followUp.choose")}
						options={KINDS.map((value) => ({ value, label: t(`followUp.evaluationKinds.${value}`) }))}
					/>
				)}
				<TextField
					{...field("heldOn")}
					label={t("followUp.heldOn")}
					hint={t("followUp.dayHint")}
					requiredMark={required}
				/>
				<TextField {...field("title")} label={t("followUp.columns.title")} requiredMark={required} />
				<TextArea {...field("summary")} label={t("followUp.summary")} />
				<div>
					<label className="label" htmlFor="file">
						{t("followUp.file")}
					</label>
					<input id="file" name="file" type="file" accept="application/pdf" className="input" />
					<FieldErrors name="file" errors={errors.file ?? []} />
				</div>
				<div>
					<button type="submit" name="intent" value="evaluation" className="btn btn-primary">
						{onlyOwn ? t("followUp.handIn") : t("followUp.recordEvaluation")}
					</button>
				</div>
			</form>
		</FoldedForm>
	);
}
